"""Tables whose cells and lines ran together."""

import pytest
from checks import assert_coverage_adds_up, assert_spans_hold

from taizhang.extraction import Document, extract

TITLE = "云岭市2026年重点任务分解表\n"


def read(text: str) -> Document:
    result = extract(TITLE + text)
    assert_spans_hold(TITLE + text, result)
    assert_coverage_adds_up(result)
    (document,) = result.documents
    return document


def rows(text: str) -> list[tuple[tuple[str, ...], list[str], list[str]]]:
    return [
        (item.path, [unit.name for unit in item.units], [t.quote for t in item.targets])
        for item in read(text).items
    ]


def test_rows_in_one_line_without_a_head_are_told_by_numbers_and_offices() -> None:
    text = (
        "1 地区生产总值增长6%以上。 市发展改革委 2 种植业增加值增长5%。 市农业农村局、市林业局 "
        "3 社会消费品零售总额增长5.5%。 市商务局"
    )
    assert rows(text) == [
        (("1",), ["市发展改革委"], ["地区生产总值增长6%以上"]),
        (("2",), ["市农业农村局", "市林业局"], ["种植业增加值增长5%"]),
        (("3",), ["市商务局"], ["社会消费品零售总额增长5.5%"]),
    ]


def test_offices_one_a_line_and_progress_behind_them_below_sections() -> None:
    text = (
        "序号 目标任务 责任单位 推进情况\n一、主要目标\n"
        "1 工业投资增长12%。 市工业和信息化局 工业投资增长23.5%。\n"
        "2 新建学校2所。 市教育局\n市财政局\n已建成学校1所。\n"
        "二、重点工作\n（一）推动创新\n3 建设创新平台4个。 市科技局 已建成平台3个。"
    )
    assert rows(text) == [
        (("一", "1"), ["市工业和信息化局"], ["工业投资增长12%"]),
        (("一", "2"), ["市教育局", "市财政局"], ["新建学校2所"]),
        (("二", "（一）", "3"), ["市科技局"], ["建设创新平台4个"]),
    ]


def test_a_column_of_results_before_the_offices_holds_no_targets() -> None:
    text = (
        "类别\n指标名称\n年度目标\n完成情况\n责任部门\n民生\n"
        "1、新增就业\n达到3000人以上\n达到2100人\n市人力资源社会保障局\n"
        "2、财政收入增长\n6%以上\n28.9%\n市财政局\n市税务局"
    )
    assert rows(text) == [
        (("1",), ["市人力资源社会保障局"], ["达到3000人以上"]),
        (("2",), ["市财政局", "市税务局"], ["6%以上"]),
    ]


def test_a_head_in_the_line_of_its_rows_gives_the_roles() -> None:
    text = (
        "序号 重点任务 牵头单位 配合单位 1 新建学校2所。 市教育局 市财政局 "
        "2 新建医院1所。 市卫生健康委 市财政局"
    )
    roles = [[(unit.name, unit.role) for unit in item.units] for item in read(text).items]
    assert roles == [
        [("市教育局", "lead"), ("市财政局", "support")],
        [("市卫生健康委", "lead"), ("市财政局", "support")],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1 月份召开会议 市教育局 2 月份检查 市财政局 3 月份验收 市审计局",
        "1 新建学校2所。 市教育局 3 新建医院1所。 市卫生健康委 5 植树3万株。 市林业局",
        "1 总则 市政府 2 附则 县政府 各单位要遵照执行，认真落实。",
    ],
)
def test_numbers_that_count_no_rows_make_no_table(text: str) -> None:
    assert not any(item.units for item in read(text).items)
