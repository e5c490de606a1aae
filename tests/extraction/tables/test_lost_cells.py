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


def test_heads_on_two_lines_and_rows_that_go_on_counting_are_read() -> None:
    rows = [
        "108\n继续推进素质教育\n区教育局\n13个街道、镇\n2030年",
        "109\n深化课程改革\n区教育局\n相关部门\n2030年",
        "110\n保持100%的入学率\n区教育局\n区卫健委、区残联\n2028年",
        "111\n更新教学设备\n区教育局\n区财政局\n2029年",
    ]
    head = "序号\n项目\n类别\n具体内容\n牵头\n部门\n相关责任部门\n完成\n时间"
    text = "松山区规划工作分解\n" + head + "\n" + "\n".join(rows)
    (document,) = extract(text, name="例.txt", level="区").documents
    first, _, third, _ = document.items
    assert [(u.name, u.role) for u in first.units] == [
        ("区教育局", "lead"),
        ("13个街道、镇", "responsible"),
    ]
    assert [str(d.date) for d in first.deadlines] == ["2030-12-31"]
    assert [(t.value, str(t.deadline)) for t in third.targets] == [(100, "2028-12-31")]


def test_a_line_for_a_person_stands_between_task_and_units() -> None:
    text = (
        "目标任务责任分解\n目标任务\n责任领导\n责任单位\n"
        "1．生产总值增长7.5%以上。\n高某\n市发改委、市商务局，各县（市、区）政府等\n"
        "2．粮食产量稳定在12亿斤以上。\n林某\n市农业农村局"
    )
    (document,) = extract(text, name="例.txt", level="市").documents
    assert [[u.name for u in item.units] for item in document.items] == [
        ["市发改委", "市商务局", "各县（市、区）政府"],
        ["市农业农村局"],
    ]
