"""Weights and points in running text."""

import pytest
from drafts import grave, grave_codes

RULE = (
    "云岭市政务公开考核办法\n第一条 制定本办法。\n第二条 {}\n第三条 本办法自2026年5月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("各部分权重之和为100%：主动公开占35%，解读回应占30%，平台建设占{}%。", "35", "25"),
        ("考核实行百分制，其中主动公开占50%、解读回应占30%、平台建设占{}%。", "20", "30"),
        ("总成绩=笔试成绩×60%+面试成绩×{}%。", "40", "30"),
        ("总分100分，其中主动公开50分，解读回应30分，平台建设{}分。", "20", "25"),
    ],
)
def test_lists_of_weights_and_points_make_their_total(
    sentence: str, right: str, wrong: str
) -> None:
    assert grave_codes(RULE.format(sentence.format(right))) == []
    (finding,) = grave(RULE.format(sentence.format(wrong)))
    assert (finding.code, finding.severity) == ("weights_sum", "error")


@pytest.mark.parametrize(
    "sentence",
    [
        "总分100分，包括主动公开50分、解读回应20分、平台建设10分，其余为公众评议得分。",
        "总分100分，优秀90分、良好80分、合格60分。",
        "总成绩=笔试成绩×60%+面试成绩×40%+加分。",
        "考核得分与去年比，主动公开占比增长5%，解读回应占比增长3%，平台建设占比增长2%。",
    ],
)
def test_lists_that_are_no_parts_of_a_whole_are_silent(sentence: str) -> None:
    assert grave_codes(RULE.format(sentence)) == []


HEADINGS = (
    "白河县河湖考核方案\n一、考核内容\n考核采取百分制，满分100分，其中：\n（一）河湖巡查40分。考核次数。\n"
    "（二）水质改善35分。考核断面。\n（三）基础工作{}分。考核档案。\n二、结果运用\n通报结果。\n"
)


def test_points_behind_a_heading_need_no_brackets() -> None:
    assert grave_codes(HEADINGS.format(25)) == []
    (finding,) = grave(HEADINGS.format(20))
    assert (finding.code, finding.quote) == ("weights_sum", "满分100分")


MOST = (
    "临江县招商考核细则\n一、项目建设（{}分）\n（一）开工率。按比例计分，满分15分。\n"
    "（二）投产率。每个计1分，最多计10分。\n二、服务保障（10分）\n按资料计分。\n"
)


def test_points_that_say_their_most_are_added_up() -> None:
    assert grave_codes(MOST.format(25)) == []
    (finding,) = grave(MOST.format(30))
    assert (finding.code, finding.quote) == ("weights_sum", "（30分）")


def test_points_given_by_steps_are_not_added_up() -> None:
    text = "一、评议（6分）\n（一）优秀的得6分。\n（二）良好的得4分。\n二、其他（4分）\n酌情。\n"
    assert grave_codes(text) == []


def test_a_sum_in_the_last_item_is_no_award() -> None:
    text = "一、环境（60分）。整洁得60分。\n二、文明（40分）。和睦得40分。\n以上合计100分。\n"
    assert grave_codes(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("第二条 包括组织领导（20分）、制度建设（30分）、成效（{}分），满分100分。", 50, 40),
        ("一、内容\n满分为100分，具体为：\n1.领导，20分；\n2.制度，30分；\n3.成效，{}分。", 50, 40),
        ("见下表：\n指标\t权重（%）\n信息发布\t30\n解读回应\t30\n互动交流\t{}", 40, 30),
    ],
)
def test_points_in_lists_and_columns_make_their_total(text: str, right: int, wrong: int) -> None:
    assert grave_codes("云岭市考核办法\n" + text.format(right)) == []
    assert grave_codes("云岭市考核办法\n" + text.format(wrong)) == ["weights_sum"]
