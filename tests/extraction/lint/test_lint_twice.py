"""One indicator with two numbers."""

import pytest
from drafts import grave, grave_codes, mutate

HELP = "2026年9月底前，新增助餐点40个。"


def test_an_indicator_with_two_numbers_is_a_warning() -> None:
    text = mutate("plan", (HELP, "2026年9月底前，新增助餐点40个；到2027年底，助餐点达到160个。"))
    (finding,) = grave(text)
    assert (finding.code, finding.severity) == ("indicator_two_numbers", "warning")
    assert "160" in finding.quote
    assert "（2027年12月31日前）" in finding.message
    assert "助餐点达到180个" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "2026年9月底前，新增助餐点40个；到2027年底，助餐点达到180个。",
        "2026年9月底前，新增助餐点40个，助餐点达到120个。",
        "2026年9月底前，青石县、白河县分别新增助餐点25个、15个。",
    ],
    ids=["said again", "on the way there", "shares of a sentence"],
)
def test_numbers_that_do_not_contradict_are_silent(sentence: str) -> None:
    assert grave_codes(mutate("plan", (HELP, sentence))) == []


def test_what_has_been_reached_is_no_second_number() -> None:
    text = mutate(
        "plan", ("为提高养老服务质量，", "到2025年底，全市养老床位达到5200张。为提高质量，")
    )
    assert grave_codes(text) == []
