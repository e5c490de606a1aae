"""Workbooks of several sheets, with links, the same bytes every time."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from python_calamine import CalamineWorkbook

from taizhang.papers import Column, ColumnKind, LinkedCell, Sheet, SheetSetup, write_workbook

AT = datetime(2026, 7, 2, 1, 0, tzinfo=UTC)
TASKS, DAY = "https://tz.example/a?b=1&c=2", "https://tz.example/d"


def _written(created=AT):
    columns = [Column("单位", 20), Column("滞后", 8, ColumnKind.NUMBER)]
    rows = [["市科技局", LinkedCell(17, TASKS)], ["=1+1", Decimal("4.5")]]
    days = [[LinkedCell(date(2026, 6, 30), DAY), LinkedCell("无")]]
    sheets = [
        Sheet(columns, rows, SheetSetup("单位")),
        Sheet([Column("日", 12, ColumnKind.DATE), Column("注")], days, SheetSetup("日期")),
    ]
    stream = io.BytesIO()
    write_workbook(sheets, stream, created=created, author="云岭市人民政府办公室")
    return stream.getvalue()


def _links(data, sheet):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(f"xl/worksheets/_rels/sheet{sheet}.xml.rels").decode()


def test_each_table_is_a_sheet_and_a_linked_number_stays_a_number():
    data = _written()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["单位", "日期"]
    assert book.get_sheet_by_name("单位").to_python()[1:] == [["市科技局", 17.0], ["=1+1", 4.5]]
    assert book.get_sheet_by_name("日期").to_python()[1] == [date(2026, 6, 30), "无"]
    assert TASKS.replace("&", "&amp;") in _links(data, 1)
    assert DAY in _links(data, 2)
    assert _links(data, 2).count("<Relationship ") == 1


def test_equal_tables_give_equal_bytes_wherever_the_moment_was_taken():
    assert _written() == _written(AT.astimezone(timezone(timedelta(hours=8))))
    assert _written() != _written(AT + timedelta(days=1))
