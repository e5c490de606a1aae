"""Task tables: what is an item, who answers, by when."""

import pytest
from checks import assert_coverage_adds_up, assert_spans_hold

from taizhang.extraction import Document, Item, extract
from taizhang.extraction.tables.columns import is_head, kinds_of

TITLE = "云岭市2026年重点工作任务分解表\n"


def read(*rows: str, issued: str = "2026年1月5日") -> Document:
    text = TITLE + f"（{issued}）\n" + "\n".join(rows)
    result = extract(text)
    assert_spans_hold(text, result)
    assert_coverage_adds_up(result)
    (document,) = result.documents
    return document


def units(item: Item) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in item.units]


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        ("序号 重点任务 牵头单位 完成时限", "number text lead time"),
        ("项次 工作内容 主要措施 责任领导 责任单位 完成时间",
         "number text text silent responsible time"),
        ("序号 目标任务 牵头领导 牵头部门（单位） 配合部门 时间节点 备注",
         "number text silent lead support time silent"),
        ("编号 事项 主办单位 协办单位 办结时限", "number text lead support time"),
        ("序号 责任领域 具体举措 责任单位及责任人 进度要求", "number text text responsible time"),
        ("序号 指标名称 计量单位 目标值 责任部门", "number text silent text responsible"),
        ("序号 指标 单位 目标 责任单位", "number text silent text responsible"),
        ("序号 任务 单位", "number text responsible"),
        ("序号 任务 责任单位或牵头单位 协助单位", "number text responsible support"),
    ],
)  # fmt: skip
def test_heads_tell_what_columns_hold(heads: str, kinds: str) -> None:
    assert is_head(heads.split())
    assert kinds_of(heads.split()) == kinds.split()


@pytest.mark.parametrize(
    "heads",
    [
        "序号 指标 单位值 数量",
        "1 新建园区 市发改委 年底",
        "姓名 单位所在地 张三",
        "责任单位 责任单位 责任单位",
        "一、加强责任单位的领导。 责任单位",
    ],
)
def test_other_rows_are_no_heads(heads: str) -> None:
    assert not is_head(heads.split())


def test_task_and_measure_in_columns_of_their_own() -> None:
    document = read(
        "序号\t重点任务\t具体措施\t牵头单位\t责任单位\t完成时限",
        "1\t农村改厕\t新建卫生户厕2600户\t市农业农村局\t市卫健委、市财政局\t2026年10月底",
    )
    (item,) = document.items
    assert (item.path, item.title) == (("1",), "农村改厕")
    assert units(item) == [
        ("市农业农村局", "lead"), ("市卫健委", "responsible"), ("市财政局", "responsible"),
    ]  # fmt: skip
    (target,) = item.targets
    assert (target.value, target.unit, str(target.deadline)) == (2600, "户", "2026-10-31")


def test_a_head_of_two_rows_counts_with_its_lower_row() -> None:
    document = read(
        "序号\t重点任务\t责任分工\t责任分工\t完成时限",
        "序号\t重点任务\t牵头单位\t配合单位\t完成时限",
        "1\t新建产业园区5个\t市发改委\t市财政局\t2026年6月底",
    )
    (item,) = document.items
    assert units(item) == [("市发改委", "lead"), ("市财政局", "support")]


def test_a_head_printed_again_on_the_next_page_is_no_row() -> None:
    head = "序号\t工作任务\t责任单位\t完成时限"
    rows = [f"{n}\t新建产业园区{n}个\t市发改委\t2026年6月底" for n in (1, 2)]
    assert len(read(head, rows[0], head, rows[1]).items) == 2


def test_rows_of_a_merged_task_with_units_of_their_own_are_items_titled_by_their_measure() -> None:
    document = read(
        "序号\t重点任务\t具体措施\t责任单位\t完成时限",
        "1\t培育企业120家\t建设孵化器3个\t市科技局\t2026年6月底",
        "1\t培育企业120家\t举办招聘会8场\t市工信局\t2026年9月底",
    )
    assert [item.title for item in document.items] == ["培育企业120家", "举办招聘会8场"]
    assert [[t.value for t in item.targets] for item in document.items] == [[120, 3], [8]]


def test_rows_that_share_number_and_unit_are_one_item() -> None:
    document = read(
        "序号\t重点任务\t具体措施\t责任单位\t完成时限",
        "1\t扩大就业\t新增城镇就业2000人\t市人社局\t2026年6月底",
        "1\t扩大就业\t举办招聘会8场\t市人社局\t2026年6月底",
        "2\t建设园区\t新建产业园区5个\t市发改委\t2026年9月底",
    )
    first, second = document.items
    assert "新增城镇就业2000人" in first.text
    assert "举办招聘会8场" in first.text
    assert [target.value for target in first.targets] == [2000, 8]
    assert len(first.units) == 1
    assert second.path == ("2",)


def test_a_row_that_only_goes_on_with_the_text_belongs_to_the_row_above() -> None:
    document = read(
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t新建产业园区5个，\t市发改委\t2026年6月底",
        "\t培育企业80家。\t\t",
    )
    (item,) = document.items
    assert [target.value for target in item.targets] == [5, 80]


def test_a_cell_over_the_whole_width_is_a_heading_of_the_rows_below() -> None:
    for section in ("一、产业发展\t一、产业发展\t一、产业发展\t一、产业发展", "一、产业发展"):
        document = read(
            "序号\t工作任务\t责任单位\t完成时限",
            section,
            "1\t新建产业园区5个\t市发改委\t2026年6月底",
            section.replace("一、产业发展", "二、民生"),
            "1\t新增学位800个\t市教育局\t2026年8月底",
        )
        assert [item.path for item in document.items] == [("一", "1"), ("二", "1")]


def test_numbers_in_brackets_have_their_normal_form() -> None:
    document = read(
        "序号\t工作任务\t责任单位",
        "(1)\t新建产业园区5个\t市发改委",
        "（2）\t新增学位800个\t市教育局",
        "3.\t新增床位200张\t市卫健委",
    )
    assert [item.path for item in document.items] == [("（1）",), ("（2）",), ("3",)]


def test_a_unit_a_line_in_a_cell_is_a_unit_each() -> None:
    document = read(
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t1.新建产业园区5个\v2.培育企业80家\t市发改委\v市财政局\v各县（区）人民政府\t2026年6月底",
    )
    (item,) = document.items
    assert [name for name, _ in units(item)] == ["市发改委", "市财政局", "各县（区）人民政府"]
    assert [target.value for target in item.targets] == [5, 80]


def test_tables_one_after_another_have_their_own_columns() -> None:
    document = read(
        "一、产业",
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t新建产业园区5个\t市发改委\t2026年6月底",
        "二、民生",
        "序号\t牵头单位\t完成时间\t工作内容",
        "1\t市教育局\t2026年8月底\t新增学位800个",
    )
    assert [(item.path, item.title) for item in document.items] == [
        (("一", "1"), "新建产业园区5个"),
        (("二", "1"), "新增学位800个"),
    ]
    assert units(document.items[1]) == [("市教育局", "lead")]


def test_persons_and_remarks_are_no_units_and_no_targets() -> None:
    document = read(
        "序号\t工作任务\t责任领导\t责任单位\t备注",
        "1\t新建产业园区5个\t张三\t市发改委\t上年新建园区3个",
    )
    (item,) = document.items
    assert units(item) == [("市发改委", "responsible")]
    assert [target.value for target in item.targets] == [5]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("年底", "2026-12-31"),
        ("12月", "2026-12-31"),
        ("2026年", "2026-12-31"),
        ("2026年6月", "2026-06-30"),
        ("2026.6.30", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("2026/9", "2026-09-30"),
        ("3月-10月", "2026-10-31"),
        ("1—6月", "2026-06-30"),
    ],
)
def test_a_cell_that_holds_only_a_time_is_a_deadline(cell: str, day: str) -> None:
    document = read(
        "序号\t工作任务\t责任单位\t完成时限\t备注",
        f"1\t新建产业园区5个\t市发改委\t{cell}\t重点",
        f"2\t新建产业园区6个\t市发改委\t\t{cell}",
    )
    for item in document.items:
        assert [str(deadline.date) for deadline in item.deadlines] == [day]
        assert item.deadlines[0].quote == cell


@pytest.mark.parametrize("cell", ["长期坚持", "每月", "3.5", "2026.13", "2026-06-30-1"])
def test_other_cells_are_no_deadlines(cell: str) -> None:
    document = read("序号\t工作任务\t责任单位\t完成时限", f"1\t新建产业园区5个\t市发改委\t{cell}")
    assert document.items[0].deadlines == ()


def test_a_date_in_brackets_under_the_title_is_the_date_of_issue() -> None:
    document = read("序号\t工作任务\t责任单位", "1\t新建产业园区5个\t市发改委")
    assert (document.title, str(document.issued)) == (TITLE.strip(), "2026-01-05")


def test_a_heading_between_table_and_remark_is_no_item() -> None:
    document = read(
        "序号\t工作任务\t责任单位\t完成时限",
        "一、产业\t一、产业\t一、产业\t一、产业",
        "1\t新建产业园区5个\t市发改委\t2026年6月底",
        "注：各单位于每月25日前报送进度。",
    )
    assert [item.path for item in document.items] == [("一", "1")]


def test_a_row_that_lost_its_empty_cells_keeps_its_units() -> None:
    text = (
        "序号\n重点工作\n市政府\n分管领导\n牵头单位\n配合单位\n备注\n完善公共服务。\n"
        "（一）\n加强就业服务。\n"
        "1\n新建零工市场2个。\n李 明\n市人力资源社会保障局\n青石县、松山区政府\n"
        "2\n举办招聘会30场。\n李 明\n市人力资源社会保障局\n市总工会、市妇联，白河县政府"
    )
    (document,) = extract(text, name="例.txt").documents
    read = [(i.path, [(u.name, u.role) for u in i.units]) for i in document.items]
    assert read == [
        (
            ("（一）", "1"),
            [("市人力资源社会保障局", "lead"), ("青石县", "support"), ("松山区政府", "support")],
        ),
        (
            ("（一）", "2"),
            [
                ("市人力资源社会保障局", "lead"),
                ("市总工会", "support"),
                ("市妇联", "support"),
                ("白河县政府", "support"),
            ],
        ),
    ]


def test_cells_between_blanks_are_a_table() -> None:
    text = (
        "云岭市2026年重点任务分工\n序号 工 作 任 务 牵头部门\n"
        "1 居民消费价格涨幅3%左右 市发展改革委\n2 城镇新增就业1万人以上 市人力资源社会保障局\n"
        "3 公路投资16亿元 市交通运输局\n"
    )
    (document,) = extract(text, name="例.txt").documents
    read = [(i.path, [(u.name, u.role) for u in i.units]) for i in document.items]
    assert read == [
        (("1",), [("市发展改革委", "lead")]),
        (("2",), [("市人力资源社会保障局", "lead")]),
        (("3",), [("市交通运输局", "lead")]),
    ]
    assert [[t.value for t in i.targets] for i in document.items] == [[3], [10000], [1600000000]]
