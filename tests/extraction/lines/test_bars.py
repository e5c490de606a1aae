"""Tables drawn with bars, as web pages give them: rows over lines, merged cells, no head."""

import pytest
from checks import assert_coverage_adds_up, assert_spans_hold
from hypothesis import given
from hypothesis import strategies as st

from taizhang.extraction import Document, Item, extract
from taizhang.extraction.lines.bars import mend_rows
from taizhang.extraction.tables.columns import fits_kind, is_unit_list, kinds_held

TITLE = "云岭市2026年民生实事责任分解表\n"


def read(*lines: str, title: str = TITLE) -> Document:
    text = title + "\n".join(lines)
    result = extract(text)
    assert_spans_hold(text, result)
    assert_coverage_adds_up(result)
    (document,) = result.documents
    return document


def units(item: Item) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in item.units]


def test_a_table_with_bars_behind_its_rows_is_read() -> None:
    document = read(
        "序号 | 实事项目 | 工作举措 | 责任单位 | 配合单位 |",
        "1 | 改造老旧小区12个。 | 1.6月底前开工。 2.11月底前完工。 | 住建局 | 财政局、各街道 |",
        "2 | 新建幼儿园3所。 | 1.编制方案。 2.组织施工。 3.竣工验收。 | 教育局 | 财政局 |",
    )
    assert [item.path for item in document.items] == [("1",), ("2",)]
    assert document.items[1].text.startswith("2 | 新建幼儿园3所。")
    assert units(document.items[0]) == [
        ("市住建局", "responsible"), ("市财政局", "support"), ("各街道", "support"),
    ]  # fmt: skip


def test_without_a_head_the_cells_tell_the_columns() -> None:
    document = read(
        "1 | 改造学校厨房18间。 | 市教育局 | 已改造9间，其余招标中。 | 按时序推进 |",
        "|",
        "2 | 新建口袋公园6个。 | 市园林局 | 已建成2个。 | 按时序推进 |",
        "|",
        "3 | 新增养老床位400张。 | 市民政局 | 已新增120张。 | 滞后 |",
    )
    assert [units(item) for item in document.items] == [
        [("市教育局", "responsible")], [("市园林局", "responsible")], [("市民政局", "responsible")],
    ]  # fmt: skip
    assert [target.value for item in document.items for target in item.targets] == [18, 6, 400]


@pytest.mark.parametrize(
    "lines",
    [
        ["1 | 张三 | 男 |", "2 | 李四 | 女 |"],
        ["1 | 改造厨房。 | 市教育局 |"],
        ["3 | 改造厨房。 | 市教育局 |", "9 | 新建公园。 | 市园林局 |"],
        ["索引号 | 云政2026-3 | 公开方式 | 主动公开 |", "发布机构 | 市政府办 | 分类 | 民生 |"],
    ],
)
def test_other_tables_without_a_head_are_no_task_tables(lines: list[str]) -> None:
    assert not any(item.units for item in read(*lines).items)


def test_rows_with_a_bar_before_each_cell_share_the_lead_above() -> None:
    document = read(
        "牵头单位",
        "| 目 标 任 务",
        "| 责 任 单 位",
        "|",
        "市政",
        "府办",
        "公室",
        "| 推进政务公开标准化",
        "| 市直各单位、各县区",
        "|",
        "办理代表建议和政协提案",
        "| 财政局、各县区",
        "|",
        "市",
        "水",
        "利",
        "局",
        "| 整治河道20公里",
        "| 白河县、青石县",
        "|",
    )
    assert [units(item) for item in document.items] == [
        [("市政府办公室", "lead"), ("市直各单位", "responsible"), ("各县区", "responsible")],
        [("市政府办公室", "lead"), ("市财政局", "responsible"), ("各县区", "responsible")],
        [("市水利局", "lead"), ("白河县", "responsible"), ("青石县", "responsible")],
    ]


def test_rows_with_a_cell_a_line_are_read_under_their_head() -> None:
    document = read(
        "序号 |", "主要任务 |", "全年目标任务 |", "分管 领导 |", "牵头 单位 |", "责任单位 |",
        "1-9月推进情况 |", "说明 |",
        "7 |", "改造供水管网30公里。 |", "王某 |", "市水务局 |", "市城管局、相关街道 |",
        "已改造12公里。 |", "||",
        "8 |", "新建停车位900个。 |", "王某 |", "市城管局 |", "相关街道 |",
        "已建成500个。 |", "征地滞后。 |", "|",
    )  # fmt: skip
    first, second = document.items
    assert (first.path, second.path) == (("7",), ("8",))
    assert units(first) == [
        ("市水务局", "lead"), ("市城管局", "responsible"), ("相关街道", "responsible"),
    ]  # fmt: skip
    assert units(second) == [("市城管局", "lead"), ("相关街道", "responsible")]
    assert [target.value for item in document.items for target in item.targets] == [30, 900]


def test_a_broken_cell_and_one_that_spans_rows() -> None:
    document = read(
        "任务 类别 | 工作内容 | 责任单位 | 协助 单位 | 完成 期限 |",
        "生 态 环 境 | 1、开展山体绿化。 | 市林业局 | 市财政局",
        "市水利局 | 2026年9月20日前 |",
        "2、建设防护绿地。 | 市规划局 市住建局 | 有关部门 | 2026年10月20日前 |",
        title=TITLE + "（2026年1月5日）\n",
    )
    first, second = document.items
    assert units(first) == [
        ("市林业局", "responsible"), ("市财政局", "support"), ("市水利局", "support"),
    ]  # fmt: skip
    assert units(second) == [
        ("市规划局", "responsible"), ("市住建局", "responsible"), ("有关部门", "support"),
    ]  # fmt: skip
    assert [str(d.date) for item in (first, second) for d in item.deadlines] == [
        "2026-09-20", "2026-10-20",
    ]  # fmt: skip


def test_units_in_lines_below_numbered_tasks() -> None:
    document = read(
        "主要工作任务", "牵头单位", "责任单位",
        "一、壮大产业",
        "1.培育骨干企业31家。", "市发改局", "市工信局、各街道办事处",
        "2.发展低空经济。", "发改局", "工信局", "各街道办事处",
        "二、改善民生",
        "3.扩建医院2所。", "市卫健委", "市财政局",
    )  # fmt: skip
    assert [item.path for item in document.items] == [("一", "1"), ("一", "2"), ("二", "3")]
    assert units(document.items[1]) == [
        ("市发改局", "lead"), ("市工信局", "lead"), ("各街道办事处", "responsible"),
    ]  # fmt: skip
    assert units(document.items[2]) == [("市卫健委", "lead"), ("市财政局", "responsible")]


def test_the_publisher_of_a_page_tells_the_level() -> None:
    document = read(
        "索引号 | 2026-17 | 公开方式 | 主动公开 |",
        "发布单位 | 区政府 | 公开时限 | 长期公开 |",
        "序号 | 实事项目 | 责任单位 |",
        "1 | 改造老旧小区12个。 | 住建局 |",
        "2 | 新建幼儿园3所。 | 教育局 |",
        title="",
    )
    assert [units(item) for item in document.items] == [
        [("区住建局", "responsible")], [("区教育局", "responsible")],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("市发改委、各县区", True),
        ("高新区(管委会)、白河县", True),
        ("新建园区5个", False),
        ("已完成,按时序推进", False),
        ("", False),
    ],
)
def test_cells_of_office_names_are_told(text: str, told: bool) -> None:
    assert is_unit_list(text) is told


def test_a_cell_fits_its_column_or_not() -> None:
    assert fits_kind("市财政局", "lead") == 1
    assert fits_kind("2026年6月底", "lead") == -1
    assert fits_kind("2026年6月底", "time") == 1
    assert fits_kind("", "number") == 0


def test_times_and_further_units_behind_the_first_are_told() -> None:
    rows = [
        ["1", "植树", "市林业局", "各县区", "6月底"],
        ["2", "清淤", "市水利局", "白河县", "9月底"],
    ]
    assert kinds_held(rows) == ["number", "text", "responsible", "support", "time"]


@given(st.text(alphabet="|｜ \n\v1297、市局任务单位序号", max_size=200))
def test_mending_changes_only_blanks_and_line_ends(text: str) -> None:
    mended = mend_rows(text)
    assert len(mended) == len(text)
    assert all(a == b or (b == "\v" and a in " \n") for a, b in zip(text, mended, strict=True))


@given(st.text(alphabet="|\n 12市局植树、", max_size=120))
def test_any_bars_keep_every_span(text: str) -> None:
    result = extract(text)
    assert_spans_hold(text, result)
    assert_coverage_adds_up(result)
