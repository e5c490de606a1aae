from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from ._cells import Cell, text_of
from ._columns import Column, ColumnKind
from ._errors import PaperError
from ._tables import column_letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_TOO_LONG = -2  # what xlsxwriter answers for text over Excel's 32,767 characters
_A4 = 9
_LIST, _TITLE = 255, 32  # characters Excel takes in a list or message and in its title
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_GIVEN = {"bg_color": "#F0F2F5", "font_color": "#5B6472"}
_LOOK = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "font_size": 10}


@dataclass(frozen=True)
class LinkedCell:
    """A value that leads somewhere when it is clicked; it stays a number or a date."""

    value: Cell
    link: str = ""


@dataclass(frozen=True)
class SheetSetup:
    """What stands around the table: the sheet's name, the printed title and the line below it."""

    name: str = "Sheet1"
    title: str = ""
    note: str = ""


def write_xlsx(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[Column],
    stream: BinaryIO,
    *,
    setup: SheetSetup | None = None,
) -> int:
    """Write a table as a workbook ready to print, in constant memory; returns the rows written.

    Row 1 is the head (frozen, filtered, repeated on every printed page). Printed on A4 landscape,
    one page wide, with the title above and the page numbers below. Text is never a formula, and
    a link only as `LinkedCell`. Raises PaperError `cell_too_long` with its row and column.
    """
    with open_book(stream) as book:
        return add_sheet(book, rows, columns, setup or SheetSetup())


def open_book(stream: BinaryIO) -> Workbook:
    """A workbook that is written to a stream when it is closed."""
    import xlsxwriter  # 50 ms that reading does not need

    return xlsxwriter.Workbook(stream, _OPTIONS)


def add_sheet(
    book: Workbook, rows: Iterable[Sequence[Any]], columns: Sequence[Column], setup: SheetSetup
) -> int:
    """Write a table as the next sheet of a workbook; returns the rows written."""
    sheet = book.add_worksheet(setup.name[:31])
    formats = [book.add_format(_format_of(column)) for column in columns]
    head = book.add_format(
        _LOOK | {"bold": True, "bg_color": "#E8EDF4", "text_wrap": True, "align": "center"}
    )
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, formats[at])
        sheet.write_string(0, at, column.title, head)
    count = 0
    for count, row in enumerate(rows, start=1):
        _write_row(sheet, count, row, formats)
    _set_up_choices(book, sheet, columns, last_row=count)
    _set_up_print(sheet, setup, last_row=count, last_column=len(columns) - 1)
    return count


def _format_of(column: Column) -> dict[str, Any]:
    look: dict[str, Any] = _LOOK | {"text_wrap": column.wrap} | (_GIVEN if column.given else {})
    if column.kind is ColumnKind.DATE:
        return look | {"num_format": "yyyy-mm-dd", "align": "center"}
    if column.kind is ColumnKind.NUMBER:
        shown = "General" if column.places is None else f"{0:.{column.places}f}"
        return look | {"align": "right", "num_format": shown}
    return look | {"num_format": "@"}


def _write_row(sheet: Worksheet, at: int, row: Sequence[Any], formats: Sequence[Format]) -> None:
    for column, (given, look) in enumerate(zip(row, formats, strict=True)):
        value = given.value if isinstance(given, LinkedCell) else given
        if isinstance(given, LinkedCell) and given.link:
            sheet.write_url(at, column, given.link, look, text_of(value))
        if value is None or value == "":
            sheet.write_blank(at, column, None, look)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            sheet.write_number(at, column, value, look)
        elif isinstance(value, dt.date):
            sheet.write_datetime(at, column, value, look)
        elif sheet.write_string(at, column, text_of(value), look) == _TOO_LONG:
            raise PaperError(
                "cell_too_long",
                f"第 {at + 1} 行 {column_letters(column + 1)} 列的文字超过 Excel 一格的上限"
                "（32767 字），请改用 CSV 导出。",
                row=at + 1,
                column=column + 1,
            )


def _set_up_choices(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], *, last_row: int
) -> None:
    """A list to choose from in each filled cell of a column that has choices."""
    for at, column in enumerate(columns):
        if column.choices and last_row:
            rule = {
                "validate": "list",
                "source": _source_of(book, column.choices),
                "error_title": column.title[:_TITLE],
                "error_message": _short(f"请从列表中选择：{'、'.join(column.choices)}。"),
            }
            sheet.data_validation(1, at, last_row, at, rule)


def _source_of(book: Workbook, choices: Sequence[str]) -> list[str] | str:
    """The choices themselves; those too long for a rule stand on a hidden sheet of their own."""
    if len(",".join(choices)) <= _LIST:
        return list(choices)
    name = f"选项{len(book.worksheets())}"
    hidden = book.add_worksheet(name)
    for row, choice in enumerate(choices):
        hidden.write_string(row, 0, choice)
    hidden.hide()
    return f"='{name}'!$A$1:$A${len(choices)}"


def _short(message: str) -> str:
    return message if len(message) <= _LIST else message[: _LIST - 1] + "…"


def _set_up_print(sheet: Worksheet, setup: SheetSetup, *, last_row: int, last_column: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.set_header(f"&C&14&B{_printed(setup.title)}" + f"\n&9&B{_printed(setup.note)}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _printed(text: str) -> str:
    return text[:100].replace("&", "&&")
