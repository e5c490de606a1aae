"""One thing said twice."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    "text",
    [
        "一、建设内容\n该项目总投资3.2亿元。\n二、资金情况\n项目总投资2.3亿元，均已落实。",
        "一、该项目建设工期18个月。\n二、计划。本项目建设工期24个月，按期完成。",
        "一、本办法有效期5年。\n二、其他。本办法自2026年1月1日起施行，有效期3年。",
        "一、申报截止时间为2026年5月10日。\n二、请于规定时间报送，申报截止时间为2026年5月20日，逾期不候。",
        "一、申报自5月20日开始，至6月30日截止。\n二、务必在申报截止日6月20日前报送。",
        "一、本方案自2026年5月1日起实施，有效期2年，至2029年4月30日止。",
        "一、2026年计划改造老旧小区36个。\n二、确保今年38个老旧小区改造任务全部完工。",
    ],
)
def test_same_thing_that_do_not_fit_are_found(text: str) -> None:
    found = grave(TITLE + text)
    assert {finding.code for finding in found} == {"indicator_two_numbers"}


@pytest.mark.parametrize(
    "text",
    [
        "一、项目总投资3亿元，其中一期总投资1亿元，二期总投资2亿元。",
        "一、甲项目。该项目总投资3亿元，建设工期12个月。\n二、乙项目。该项目总投资2亿元，建设工期18个月。",
        "一、一期报名截止时间为5月10日。\n二、二期报名截止时间为8月10日。",
        "一、证书有效期3年。\n二、本办法自2026年1月1日起施行，有效期5年。",
        "一、本方案自2026年5月1日起实施，有效期2年，至2028年4月30日止。",
        "一、2026年改造老旧小区36个。\n二、2025年38个老旧小区改造任务已完成。",
        "一、县住建局牵头改造老旧小区36个。\n二、各乡镇完成12个老旧小区改造任务。",
    ],
)
def test_same_thing_that_fit_are_silent(text: str) -> None:
    assert grave(TITLE + text) == []
