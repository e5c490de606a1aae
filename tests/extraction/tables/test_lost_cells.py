"""Tables that lost their cells: one cell a line, or blanks between the cells, without a head."""

from taizhang.extraction import Document, Item, extract


def read(*rows: str) -> Document:
    text = "\n".join(["云岭市2026年重点工作任务分解表", "（2026年1月5日）", *rows])
    (document,) = extract(text, name="例.txt").documents
    return document


def units(item: Item) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in item.units]


def test_offices_one_a_line_in_a_table_that_lost_its_cells_belong_to_one_row() -> None:
    document = read(
        "序号", "民生实事", "责任单位", "完成时限",
        "1", "治理东湖", "县水务局", "县住建局", "县指挥部", "12月底前",
        "2", "新建天桥2座。", "县住建局", "9月底前",
    )  # fmt: skip
    assert [units(item) for item in document.items] == [
        [("县水务局", "responsible"), ("县住建局", "responsible"), ("县指挥部", "responsible")],
        [("县住建局", "responsible")],
    ]
    assert [str(d.date) for item in document.items for d in item.deadlines] == [
        "2026-12-31",
        "2026-09-30",
    ]


def test_surplus_offices_go_to_the_first_column_of_units() -> None:
    document = read(
        "序号", "任务", "牵头单位", "配合单位",
        "1", "治理东湖", "市水务局", "市住建局", "市财政局",
        "2", "新建天桥2座。", "市住建局", "市财政局",
    )  # fmt: skip
    assert units(document.items[0]) == [
        ("市水务局", "lead"), ("市住建局", "lead"), ("市财政局", "support"),
    ]  # fmt: skip


def test_lines_of_equally_many_cells_with_blanks_are_rows() -> None:
    document = read(
        "一、民生", "1 新建学校5所 市教育局 12月底", "2 新建公园3个 市城管局 11月底",
        "3 改造小区20个 市住建局 10月底",
    )  # fmt: skip
    assert [item.path for item in document.items] == [("一", "1"), ("一", "2"), ("一", "3")]
    assert units(document.items[2]) == [("市住建局", "responsible")]
    assert str(document.items[2].deadlines[0].date) == "2026-10-31"


def test_two_lines_with_blanks_are_no_table() -> None:
    document = read("1 学校 市教育局 好", "2 公园 市城管局 好")
    assert document.items == ()


def test_a_row_filled_up_on_its_right_adds_its_unit_to_the_row_above() -> None:
    document = read(
        "项目名称 | 工作任务 | 完成时间 | 牵头单位 |",
        "1.道路 | 改造道路3条; | 11月 | 市住建局 |",
        "2026年8月 | 市城投集团 | ||",
        "2.公园 | 新建公园3个。 | 10月 | 市城管局 |",
    )
    assert [units(item) for item in document.items] == [
        [("市住建局", "lead"), ("市城投集团", "lead")],
        [("市城管局", "lead")],
    ]
