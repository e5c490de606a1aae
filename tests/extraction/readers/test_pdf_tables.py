"""Ruled tables of a PDF: rows a line, cells between tabs, merged cells repeated."""

from pdf_files import FIRST, PdfPage, make_page, read_pages


def _table(
    page: PdfPage, xs: list[float], ys: list[float], cells: dict[tuple[int, int], list[str]]
) -> None:
    for x in xs:
        page.rule(x, ys[0], x, ys[-1])
    for y in ys:
        page.rule(xs[0], y, xs[-1], y)
    for (row, column), lines in cells.items():
        for number, line in enumerate(lines):
            page.text(xs[column] + 4, ys[row] + 16 + 16 * number, line, size=12)


HEADS = ["序号", "任务", "牵头单位", "完成时限"]


def test_ruled_table_becomes_rows_of_cells() -> None:
    page = make_page("　　云岭市任务分解表")
    _table(page, [60, 100, 250, 340, 440], [200, 225, 265, 305], {
        **{(0, column): [head] for column, head in enumerate(HEADS)},
        (1, 0): ["1"], (1, 1): ["培育高新技术企业12家以", "上"],
        (1, 2): ["市科技局", "市工信局"], (1, 3): ["2026年6月底"],
        (2, 0): ["2"], (2, 1): ["新建实验室3家"], (2, 2): ["市教育局"],
    })  # fmt: skip
    page.lines(80, 350, ["各部门：", "　　抓好落实。"])
    assert read_pages(page).text.split("\n")[1:-1] == [
        "序号\t任务\t牵头单位\t完成时限",
        "1\t培育高新技术企业12家以上\t市科技局\v市工信局\t2026年6月底",
        "2\t新建实验室3家\t市教育局\t",
        "各部门：",
        "　　抓好落实。",
    ]


def test_merged_cell_is_repeated_in_each_row_it_covers() -> None:
    page = PdfPage()
    for x in (60, 340, 440):
        page.rule(x, 200, x, 280)
    for y in (200, 280):
        page.rule(60, y, 440, y)
    page.rule(340, 240, 440, 240)
    page.text(70, 245, "创新", size=12)
    page.text(350, 225, "市科技局", size=12)
    page.text(350, 265, "市工信局", size=12)
    decoded = read_pages(page)
    assert decoded.text == "创新\t市科技局\n创新\t市工信局\n"
    assert decoded.pages is not None
    assert decoded.pages.boxes[0:8] == decoded.pages.boxes[4 * 8 : 4 * 10]


def test_table_on_its_side_reads_as_if_upright() -> None:
    page = PdfPage()
    width = 595.0
    # Turned a quarter to the left: x of the table runs up the page, y to the right.
    for x in (60, 340, 440):
        page.rule(width - 560 + 200, 842 - x, width - 560 + 280, 842 - x)
    for y in (200, 240, 280):
        page.rule(width - 560 + y, 842 - 60, width - 560 + y, 842 - 440)
    for (x, y), words in {
        (70, 225): "任务", (350, 225): "单位", (70, 265): "培育企业12家", (350, 265): "市工信局",
    }.items():  # fmt: skip
        page.text(width - 560 + y, 842 - x, words, size=12, turn=-90)
    assert read_pages(page).text == "任务\t单位\n培育企业12家\t市工信局\n"


def test_frame_around_a_paragraph_is_no_table() -> None:
    page = make_page(*FIRST)
    page.rule(70, 90, 520, 90)
    page.rule(70, 240, 520, 240)
    page.rule(70, 90, 70, 240)
    page.rule(520, 90, 520, 240)
    assert "\t" not in read_pages(page).text
