"""References to annexes that are not there."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    "text",
    [
        "一、县民政局牵头。详见附件三。\n二、附则。本办法自发布之日起施行。",
        "一、任务分解表附后。\n二、组织保障。加强领导。",
        "一、按照所附《补助标准一览表》执行。\n二、本细则自2026年6月1日起施行。",
    ],
)
def test_annex_references_that_do_not_fit_are_found(text: str) -> None:
    found = grave(TITLE + text)
    assert {finding.code for finding in found} == {"annex_missing"}


@pytest.mark.parametrize(
    "text",
    [
        "一、按照市方案附件2要求，填写报名表。\n二、附则。本方案自印发之日起施行。",
        "一、按照《评定办法》（云农发〔2024〕15号）附件2执行。\n二、本方案自印发之日起施行。",
        "一、任务分解表附后。\n二、组织保障。加强领导。\n任务分解表\n任务\t时限\n甲\t6月底",
        "一、任务见附件。全力推进各项任务，逐项分解到乡镇。",
    ],
)
def test_annex_references_that_fit_are_silent(text: str) -> None:
    assert grave(TITLE + text) == []
