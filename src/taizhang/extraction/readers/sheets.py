"""Workbooks (.xlsx, .xls, .et): each sheet's title lines and its table, as a person sees them.

Values only: formulas are never computed. A merged cell is repeated where it covers; hidden sheets
stay out, with a notice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ..errors import ReadError
from ..types import Decoded, Notice
from .layout_tables import cell_text
from .ooxml import Package
from .sheet_formats import Formats, cell_formats, number_text

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_MOST_COLUMNS = 256
_MOST_CELLS = 5_000_000
_ZIP = b"PK\x03\x04"

Value = object
Area = tuple[tuple[int, int], tuple[int, int]]


def read(data: bytes) -> Decoded:
    """Read a workbook.

    Raises `ReadError`: ``damaged``, ``encrypted``, ``bomb``, ``too_many_parts``, ``too_large`` or
    ``empty``.
    """
    package = Package(data) if data.startswith(_ZIP) else None
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read_book(book, package)
    except PasswordError as error:
        raise ReadError(
            "encrypted", "设有打开密码，读不到内容。请用 WPS 或 Excel 打开，去掉密码后另存再试。"
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ReadError(
            "damaged", "工作簿的内容读不出来，请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"
        ) from error


def _read_book(book: CalamineWorkbook, package: Package | None) -> Decoded:
    parts = _sheet_parts(package)
    sheets: list[tuple[str, list[str]]] = []
    hidden: list[str] = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        part = parts.get(about.name)
        formats = cell_formats(package, part) if package is not None and part else {}
        lines = _lines(_grid(book.get_sheet_by_name(about.name), formats))
        if lines:
            sheets.append((about.name, lines))
    text = "\n".join(line for name, lines in sheets for line in _named(name, lines, len(sheets)))
    if not text.strip():
        raise ReadError("empty", "工作簿里没有任何文字。请检查是否选错了文件。")
    return Decoded(text, "utf-8", notices=_notices(hidden))


def _notices(hidden: Sequence[str]) -> tuple[Notice, ...]:
    if not hidden:
        return ()
    names = "、".join(f"“{name}”" for name in hidden[:5])
    sentence = f"有 {len(hidden)} 张隐藏的工作表（{names}）没有读入；如应读入，请取消隐藏后再上传。"
    return (Notice("hidden_sheets", sentence, (0, 0)),)


def _sheet_parts(package: Package | None) -> dict[str, str]:
    """The parts of the sheets by name, where the package says so."""
    if package is None:
        return {}
    main = next(iter(package.relations("", "officeDocument")), "")
    if not main.endswith(".xml"):
        return {}
    targets = package.targets(main, "worksheet")
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sheets = package.root(main).iter(
        "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
    )
    return {
        sheet.get("name", ""): targets[sheet.get(space, "")]
        for sheet in sheets
        if sheet.get(space, "") in targets
    }


def _named(name: str, lines: list[str], count: int) -> list[str]:
    """The lines of a sheet, below its name when the name says something that they do not."""
    if count == 1 or _DEFAULT_NAME.fullmatch(name) or name in lines[0]:
        return lines
    return [name, *lines]


def _grid(sheet: CalamineSheet, formats: Formats) -> list[list[str]]:
    """The texts of a sheet, merged cells filled in."""
    if sheet.total_height * min(sheet.total_width, _MOST_COLUMNS) > _MOST_CELLS:
        raise ReadError(
            "too_large",
            f"工作表“{sheet.name}”的范围有 {sheet.total_height} 行、{sheet.total_width} 列，过大。"
            "请删去多余的空行空列，或拆分后再试。",
        )
    rows = [
        [_text(value, formats.get((y, x), "")) for x, value in enumerate(row[:_MOST_COLUMNS])]
        for y, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    for area in sheet.merged_cell_ranges or ():
        _fill(rows, area)
    return rows


def _fill(rows: list[list[str]], area: Area) -> None:
    (top, left), (bottom, right) = area
    text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
    if not text:
        return
    for row in rows[top : bottom + 1]:
        for x in range(left, min(right + 1, len(row))):
            row[x] = text


def _lines(rows: list[list[str]]) -> list[str]:
    """Rows that say one thing above and below the table are lines by themselves."""
    table = [y for y, row in enumerate(rows) if len(set(filter(None, row))) > 1]
    first, last = (table[0], table[-1]) if table else (len(rows), -1)
    columns = [x for row in rows[first : last + 1] for x, text in enumerate(row) if text]
    width = max(columns, default=0) + 1
    start = min(columns, default=0)
    found: list[str] = []
    for y, row in enumerate(rows):
        if first <= y <= last:
            if any(row):
                found.append("\t".join(row[start:width]))
        else:
            found.extend(_alone(row))
    return found


def _alone(row: Sequence[str]) -> Iterator[str]:
    """The texts of a row outside the table, each once, line by line."""
    for text in dict.fromkeys(text for text in row if text):
        yield from (line.strip() for line in text.split("\v") if line.strip())


def _text(value: Value, form: str) -> str:
    """What a cell prints."""
    if isinstance(value, str):
        return cell_text(value.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_text(value, form)
    if isinstance(value, dt.datetime):
        clock = f"{value:%H:%M}" if value.time() != dt.time() else ""
        return _day(value) + clock
    if isinstance(value, dt.date):
        return _day(value)
    return "" if value is None else str(value)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
