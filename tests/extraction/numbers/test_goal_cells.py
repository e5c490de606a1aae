"""Goals that fill a cell of a table."""

import pytest
from checks import assert_spans_hold

from taizhang.extraction import Target, extract

HEAD = "云岭市2026年主要指标任务分解表\n序号\t指标名称\t年度目标\t责任单位\n"


def targets(name: str, goal: str, head: str = HEAD) -> tuple[Target, ...]:
    text = f"{head}1\t{name}\t{goal}\t市统计局\n2\t修复湿地\t完成规划\t市林业局"
    result = extract(text)
    assert_spans_hold(text, result)
    return result.documents[0].items[0].targets


@pytest.mark.parametrize(
    ("name", "goal", "op", "value", "unit"),
    [
        ("新增上市企业数", "2家", "=", 2, "家"),
        ("外资到位金额增长率", "3%", "=", 3, "%"),
        ("财政收入增长率", "6%以上", ">=", 6, "%"),
        ("登记失业人数", "控制在10410人内", "<=", 10410, "人"),
        ("高新技术企业", "≥30家", ">=", 30, "家"),
        ("固定资产投资", "达到1.5亿元", "=", 150_000_000, "元"),
    ],
)
def test_a_cell_that_is_a_number_is_reached_by_what_the_row_names(
    name: str, goal: str, op: str, value: int, unit: str
) -> None:
    (target,) = targets(name, goal)
    assert (target.indicator, target.op, target.value, target.unit) == (name, op, value, unit)
    assert target.quote == goal


@pytest.mark.parametrize("goal", ["2026年6月", "完成规划编制", "年度指标"])
def test_a_cell_without_a_number_to_reach_sets_no_target(goal: str) -> None:
    assert targets("修复河道", goal) == ()


def test_a_sentence_in_a_column_of_goals_is_read_as_a_sentence() -> None:
    found = targets("绿化", "新建公园2个，植树3万株")
    assert [(target.indicator, target.value) for target in found] == [
        ("新建公园", 2),
        ("植树", 30000),
    ]


def test_a_number_under_another_head_is_no_goal() -> None:
    assert targets("新增上市企业数", "2家", HEAD.replace("年度目标", "上年情况")) == ()
