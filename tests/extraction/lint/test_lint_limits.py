"""Limits that a clause elsewhere passes."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    "text",
    [
        "第一条 补助标准最高不超过每户2万元。\n第二条 对特困户，每户补助3万元。",
        "第一条 每人每年资助总额最高不超过5000元。\n第二条 本科生每人每年资助6000元。",
        "第一条 学费减免期限最长不超过3年。\n第二条 对孤儿可连续减免5年学费。",
        "第一条 加分累计不得超过10分。\n第二条 获国家级表彰的，加15分。",
        "一、建设海外仓的，给予一次性最高80万元的奖励。\n二、资金管理。本措施所列各项资金，同一企业同一年度累计最高不超过50万元。",
        "一、工作落实（15分）。每发生1起扣5分，最多扣20分。",
    ],
)
def test_limits_that_do_not_fit_are_found(text: str) -> None:
    found = grave(TITLE + text)
    assert {finding.code for finding in found} == {"maximum_exceeded"}


@pytest.mark.parametrize(
    "text",
    [
        "一、奖励标准\n对县级示范社奖励2万元，市级示范社奖励5万元，省级示范社奖励10万元。\n二、同一主体当年累计奖励不超过10万元。",
        "一、对每户补助不超过2万元；危房改造D级每户补助3万元。",
        "一、补贴期限最长不超过36个月。\n二、岗位补贴按月发放，每次申请可享受12个月。",
        "一、建设海外仓的，给予80万元奖励。\n二、除第一条外，同一企业同一年度累计最高不超过50万元。",
        "一、加分项。获国家级表彰加5分，省级加3分，最高加5分。\n二、扣分项。被通报的每次扣2分，最多扣10分。",
    ],
)
def test_limits_that_fit_are_silent(text: str) -> None:
    assert grave(TITLE + text) == []


@pytest.mark.parametrize("given", ["100", "150"])
def test_a_rate_for_one_person_is_held_against_its_limit(given: str) -> None:
    text = f"第一条 每人每餐不得超过120元。\n第二条 来宾的标准为每人每餐{given}元。"
    assert [finding.quote for finding in grave(TITLE + text)] == (
        ["每人每餐150元"] if given == "150" else []
    )
