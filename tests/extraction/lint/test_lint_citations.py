"""Cited documents, without a database."""

import pytest
from drafts import grave, grave_codes, mutate

BASIS = "为做好考核工作，制定本办法。"
CITED = "根据《云岭市养老服务条例实施意见》（云政〔2024〕8号），制定本办法。"
AGAIN = "市民政局按照《云岭市养老服务条例实施意见》（云政〔{}〕8号）每季度通报进展。"
HELD = "市民政局每季度通报进展。"


def test_one_title_with_two_numbers_is_a_warning() -> None:
    (finding,) = grave(mutate("plan", (BASIS, CITED), (HELD, AGAIN.format(2023))))
    assert (finding.code, finding.severity) == ("citation_two_numbers", "warning")
    assert "“云政〔2023〕8号”" in finding.message
    assert "“云政〔2024〕8号”" in finding.message


@pytest.mark.parametrize(
    "again",
    [
        AGAIN.format(2024),
        AGAIN.format(2024).replace("〔", "（").replace("〕", "）").replace("（云政（", "（云政〔"),
        "原《云岭市养老服务条例实施意见》（云政〔2020〕8号）同时废止。",
    ],
    ids=["the same", "other brackets", "repealed"],
)
def test_citations_that_agree_are_silent(again: str) -> None:
    assert grave_codes(mutate("plan", (BASIS, CITED), (HELD, again))) == []
