"""Workbooks: title lines and a table a sheet, values as they are printed."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
import xlsxwriter
from word_files import package, relations

from taizhang.extraction import DecodedText, ReadError, extract, read_bytes
from taizhang.extraction.readers.sheet_formats import number_text

HEAD = ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"]
TITLE = "云岭市2026年重点工作任务分解表"


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def read(fill: Callable[[xlsxwriter.Workbook], None]) -> DecodedText:
    return read_bytes("分解表.xlsx", workbook(fill))


def test_title_head_sections_and_rows_become_items() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy年m月d日"})
        sheet.merge_range("A1:E1", TITLE)
        sheet.merge_range("A2:E2", "（2026年1月5日）")
        for x, head in enumerate(HEAD):
            sheet.write(3, x, head)
        sheet.merge_range("A5:E5", "一、产业发展")
        sheet.write_row("A6", [1, "新建产业园区5个", "市发改委", "市财政局\n市工信局"])
        sheet.write_datetime("E6", dt.datetime(2026, 6, 30), day)
        sheet.write_row("A7", [2, "培育企业80家", "市科技局", "各县（区）人民政府", "年底"])
        sheet.write("A9", "注：各单位于每月25日前报送进度。")

    decoded = read(fill)
    assert decoded.text.split("\n") == [
        TITLE,
        "（2026年1月5日）",
        "\t".join(HEAD),
        "\t".join(["一、产业发展"] * 5),
        "1\t新建产业园区5个\t市发改委\t市财政局\v市工信局\t2026年6月30日",
        "2\t培育企业80家\t市科技局\t各县（区）人民政府\t年底",
        "注：各单位于每月25日前报送进度。",
    ]
    (document,) = extract(decoded).documents
    assert document.title == TITLE
    first, second = document.items
    assert first.path == ("一", "1")
    assert [unit.name for unit in first.units] == ["市发改委", "市财政局", "市工信局"]
    assert str(first.targets[0].deadline) == "2026-06-30"
    assert str(second.targets[0].deadline) == "2026-12-31"


def test_merged_cells_are_repeated_in_every_place_that_they_cover() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row("B2", ["序号", "任务", "单位"])
        sheet.merge_range("B3:B4", 1)
        sheet.merge_range("D3:D4", "市发改委")
        sheet.write("C3", "甲")
        sheet.write("C4", "乙")

    assert read(fill).text == "序号\t任务\t单位\n1\t甲\t市发改委\n1\t乙\t市发改委"


def test_numbers_are_written_as_they_are_printed() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for x, (value, form) in enumerate(
            [
                (0.555, "0.0%"), (0.4, "0%"), (3, '0"家"'), (1234567, "#,##0"),
                (0.1 + 0.2, "General"), (12345678901234, "0"), (5, '[红色]0_ ;"负"0'),
            ]
        ):  # fmt: skip
            sheet.write_number(0, x, value, book.add_format({"num_format": form}))
        sheet.write_boolean(0, 7, True)
        sheet.write_formula(0, 8, "=1+1", value=2)

    assert read(fill).text.split("\t") == [
        "55.5%", "40%", "3家", "1234567", "0.3", "12345678901234", "5", "是", "2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (0.29, "0%", "29%"),
        (1.005, "", "1.005"),
        (1e20, "", "100000000000000000000"),
        (2.5, '"约"0.0"亿元"', "约2.5亿元"),
        (7, r"0\人", "7人"),
    ],
)
def test_formats_print_percentages_and_units(number: float, form: str, text: str) -> None:
    assert number_text(number, form) == text


def test_sheets_follow_each_other_under_their_names_and_hidden_ones_stay_out() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("附件1", "附件2", "Sheet3"):
            book.add_worksheet(name).write_row("A1", ["序号", "任务"])
        book.add_worksheet("底稿").write("A1", "藏")
        book.worksheets()[3].hide()
        book.add_chartsheet("图")

    decoded = read(fill)
    assert decoded.text == "附件1\n序号\t任务\n附件2\n序号\t任务\n序号\t任务"
    (notice,) = decoded.notices
    assert notice.code == "hidden_sheets"
    assert "“底稿”" in notice.message


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read(lambda book: book.add_worksheet())
    assert caught.value.code == "empty"


def test_a_damaged_workbook_is_refused() -> None:
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("xl/workbook.xml", "officeDocument")),
            "xl/workbook.xml": "<workbook",
        }
    )
    with pytest.raises(ReadError) as caught:
        read_bytes("表.xlsx", data)
    assert caught.value.code == "damaged"
