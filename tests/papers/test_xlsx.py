import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.papers import (
    Column,
    ColumnKind,
    Limits,
    PaperError,
    SheetSetup,
    read_xlsx,
    text_of,
    write_xlsx,
)

COLUMNS = [
    Column("编号", 10),
    Column("序号", 6, ColumnKind.NUMBER),
    Column("完成时限", 11, ColumnKind.DATE),
]
ROW = ["T000001", 3, dt.date(2024, 6, 30)]


def workbook(rows=(ROW,), columns=COLUMNS, **setup):
    stream = io.BytesIO()
    write_xlsx(rows, columns, stream, setup=SheetSetup(**setup))
    return stream


def texts_of(stream):
    return [[text_of(cell) for cell in row] for row in read_xlsx(stream)[0].rows]


def part(stream, name):
    return zipfile.ZipFile(stream).read(name).decode()


def repacked(stream, change):
    """The same workbook with parts changed: `change(name, data) -> data`."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info.filename)))
    return out


def refused(stream, **limits):
    with pytest.raises(PaperError) as caught:
        read_xlsx(stream, Limits(**limits))
    assert caught.value.message.endswith("。")
    return caught.value.code


def test_a_table_is_read_back_with_its_types():
    assert read_xlsx(workbook(name="台账"))[0].rows[1] == ["T000001", 3.0, dt.date(2024, 6, 30)]
    assert read_xlsx(workbook(name="台账"))[0].name == "台账"
    assert texts_of(workbook()) == [["编号", "序号", "完成时限"], ["T000001", "3", "2024-06-30"]]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_any_text_is_read_back_unchanged(rows):
    columns = [Column("甲"), Column("乙")]
    filled = [[*row, "end"] for row in rows]
    read = texts_of(workbook(filled, [*columns, Column("丙")]))
    assert read[1:] == filled


def test_text_that_looks_like_a_formula_or_a_link_stays_text():
    stream = workbook([["=1+1"], ["http://x.cn"]], [Column("甲")])
    assert texts_of(stream)[1:] == [["=1+1"], ["http://x.cn"]]
    assert "<f>" not in part(stream, "xl/worksheets/sheet1.xml")


def test_the_sheet_is_ready_to_print():
    sheet = part(workbook(title="台账 & 目标"), "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert "台账 &amp;&amp; 目标" in sheet
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert "_xlnm.Print_Titles" in part(workbook(), "xl/workbook.xml")


def test_an_empty_table_has_its_head():
    assert texts_of(workbook([])) == [["编号", "序号", "完成时限"]]


def test_decimals_and_empty_cells():
    rows = [[None, Decimal("0.29"), None]]
    assert texts_of(workbook(rows))[1] == ["", "0.29", ""]


def test_text_too_long_for_a_cell_is_refused_with_its_place():
    with pytest.raises(PaperError) as caught:
        workbook([ROW, ["长" * 40_000, 1, None]])
    assert (caught.value.code, caught.value.row, caught.value.column) == ("cell_too_long", 3, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old_or_locked"),
        (b"x" * 600, "not_xlsx"),
        (b"PK\x05\x06" + b"\0" * 18, "not_xlsx"),
        (b"x" * 5_000, "too_large"),
    ],
)
def test_what_is_no_workbook_is_refused(data, code):
    assert refused(io.BytesIO(data), size=4_000) == code


def test_a_zip_that_is_no_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert refused(stream) == "unreadable"


def test_a_cut_workbook_is_refused():
    whole = workbook().getvalue()
    for length in range(100, len(whole), 400):
        assert refused(io.BytesIO(whole[:length])) in {"not_xlsx", "unreadable"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(
        workbook(), lambda name, data: b" " * 30_000_000 if name.endswith("sheet1.xml") else data
    )
    assert len(bomb.getvalue()) < 100_000
    assert refused(bomb) == "bomb"


def test_a_part_that_unpacks_to_more_than_it_claims_is_refused():
    stream = repacked(
        workbook(), lambda name, data: data + b" " * 9_000_000 if "sheet1" in name else data
    )
    data = bytearray(stream.getvalue())
    info = zipfile.ZipFile(stream).getinfo("xl/worksheets/sheet1.xml")
    honest = info.file_size.to_bytes(4, "little")
    directory = data.rindex(b"PK\x01\x02" + b"", 0, data.rindex(info.filename.encode()))
    at = data.index(honest, directory)
    data[at : at + 4] = (1_000).to_bytes(4, "little")
    assert refused(io.BytesIO(bytes(data))) == "bomb"


def test_too_many_parts_are_refused():
    stream = io.BytesIO(workbook().getvalue())
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(50):
            archive.writestr(f"extra/{number}", b"")
    assert refused(stream, parts=40) == "too_many_parts"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (b"XFD1048576", "too_many_rows"),
        (b"XFD2", "too_many_columns"),
        (b"IV90000", "too_many_cells"),
    ],
)
def test_a_far_cell_does_not_make_the_reader_allocate_gigabytes(reference, code):
    def moved(name, data):
        return data.replace(b'r="A2"', b'r="%s"' % reference) if "sheet1" in name else data

    assert refused(repacked(workbook(), moved)) == code


@pytest.mark.parametrize("hidden", [b'x=">"', b"x='>'", b'x="<"', b"x='a<b'"])
def test_a_far_cell_cannot_hide_behind_another_attribute(hidden):
    def moved(name, data):
        far = b"<c " + hidden + b' r="XFD1048576"'
        return data.replace(b'<c r="A2"', far) if "sheet1" in name else data

    assert refused(repacked(workbook(), moved)) in {"too_many_rows", "not_xlsx"}


def test_a_far_cell_cannot_hide_behind_a_prefix():
    def moved(name, data):
        return data.replace(b'<c r="A2"', b'<x-y.z:c r="A1048576"') if "sheet1" in name else data

    assert refused(repacked(workbook(), moved)) == "too_many_rows"


def test_colours_and_gradients_of_the_theme_are_no_cells():
    assert len(read_xlsx(workbook(), Limits(rows=2))[0].rows) == 2


@pytest.mark.parametrize("blanks", [65_000, 65_536, 70_000])
def test_a_cell_whose_tag_is_cut_between_two_reads_is_still_seen(blanks):
    def stretch(name, data):
        far = b"<c x='>'" + b" " * blanks + b'r="A1048576"'
        return data.replace(b'<c r="A1"', far) if name.endswith("sheet1.xml") else data

    assert refused(repacked(workbook(), stretch)) in {"too_many_rows", "not_xlsx"}


def test_an_error_value_is_named_instead_of_being_read_as_blank():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "编号")
        sheet.write_formula("B7", "=1/0", None, "#DIV/0!")
    with pytest.raises(PaperError) as caught:
        read_xlsx(stream)
    assert caught.value.code == "error_value"
    assert "B7" in caught.value.message


def test_leading_blank_rows_keep_their_numbers():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("一").write_string("B3", "编号")
    assert texts_of(stream) == [["", ""], ["", ""], ["", "编号"]]


def test_a_damaged_part_is_refused():
    stream = workbook()
    data = bytearray(stream.getvalue())
    info = zipfile.ZipFile(stream).getinfo("xl/worksheets/sheet1.xml")
    for at in range(info.header_offset + 80, info.header_offset + 120):
        data[at] ^= 0xFF
    assert refused(io.BytesIO(bytes(data))) in {"not_xlsx", "unreadable"}


def test_column_with_choices_offers_them_in_every_row():
    columns = [Column("性质", choices=("最终", "初步")), Column("期别", given=True)]
    stream = workbook([["最终", "2026年6月"], ["", "2026年5月"]], columns)
    sheet = part(stream, "xl/worksheets/sheet1.xml")
    assert 'type="list"' in sheet
    assert 'sqref="A2:A3"' in sheet
    assert "<formula1>&quot;最终,初步&quot;</formula1>" in sheet.replace(
        '"最终', "&quot;最终"
    ).replace('初步"<', "初步&quot;<")
    assert "FFF0F2F5" in part(stream, "xl/styles.xml")
    assert "dataValidation" not in part(workbook([], columns), "xl/worksheets/sheet1.xml")


def test_choices_too_long_for_a_rule_stand_on_a_hidden_sheet():
    many = tuple(f"第{at:03}种情形的名称（kind_{at:03}）" for at in range(30))
    stream = workbook([["", ""]], [Column("类别", choices=many), Column("说明")])
    assert "<formula1>'选项1'!$A$1:$A$30</formula1>" in part(stream, "xl/worksheets/sheet1.xml")
    assert 'name="选项1" sheetId="2" state="hidden"' in part(stream, "xl/workbook.xml")
    stream.seek(0)
    hidden = read_xlsx(stream)[1]
    assert [row[0] for row in hidden.rows] == list(many)
