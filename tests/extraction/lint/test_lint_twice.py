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


def test_an_indicator_whose_words_are_turned_round_is_the_same() -> None:
    text = (
        "青石县2026年稳就业方案\n一、工作目标\n2026年，全县城镇新增就业1.2万人。\n"
        "二、主要任务\n（一）稳定岗位。支持企业少裁员，全年新增城镇就业{}万人。\n"
    )
    assert grave_codes(text.format("1.2")) == []
    assert grave_codes(text.format("1.5")) == ["indicator_two_numbers"]


@pytest.mark.parametrize(
    "sentences",
    [
        "2026年新开工住房13800套。\n新开工住房11316套，完成目标任务的82%。",
        "到2026年，护理型床位占比达到50%。\n到2028年，护理型床位占比达到55%。",
        "持证人员达到130万人，占从业人员的60%以上。\n技能人才达到85万人，占从业人员的40%以上。",
    ],
)
def test_results_other_years_and_shares_are_silent(sentences: str) -> None:
    assert grave_codes(f"青石县工作方案\n一、工作目标\n{sentences}\n") == []
