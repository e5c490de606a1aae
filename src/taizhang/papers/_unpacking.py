"""What a workbook would unpack to, measured before anything opens it.

A workbook is a zip of XML. The pass that measures it also finds the outermost cell (readers make
room for every cell up to it: two cells can ask for gigabytes) and cells that hold an error value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ._archives import PIECE, inflated_parts
from ._errors import PaperError
from ._limits import Limits

# Only cells and rows: a theme has r="50000" too. What a part is called proves nothing.
# A value may hold ">", so a tag is not taken to end there; one that holds "<" is no XML.
_TAG = rb"<(?:[^\s<>/:=]{1,40}:)?"
_REFERENCE = re.compile(_TAG + rb"(?:c|row)\b[^<]*?\br\s*=\s*[\"']([A-Za-z]{0,8})(\d{1,12})[\"']")
_OPEN_CELL = re.compile(_TAG + rb"(?:c|row)\s")
_HIDDEN_TAG = re.compile(_TAG + rb"(?:c|row)\s[^<>]*=\s*[\"'][^\"'<>]*<")
_ERROR_CELL = re.compile(_TAG + rb"c\b[^<>]*?\bt\s*=\s*[\"']e[\"'][^<>]*>")


@dataclass
class _Measure:
    last_row: int = 0
    last_column: int = 0


def check_workbook(stream: BinaryIO, limits: Limits) -> None:
    """Refuse a workbook that is not one or would unpack beyond the limits.

    Raises PaperError: `not_xlsx`, `too_many_parts`, `bomb`, `too_many_rows`,
    `too_many_columns`, `too_many_cells`, `error_value`.
    """
    measure = _Measure()
    try:
        for _, pieces in inflated_parts(stream, limits, holding="[Content_Types].xml"):
            _measure_part(pieces, measure, limits)
    except PaperError as error:
        if error.code not in {"damaged", "locked"}:
            raise
        raise _not_xlsx() from error
    if measure.last_row * measure.last_column > limits.cells:
        raise PaperError("too_many_cells", "工作表的范围过大，请删去多余的空行空列后再试。")


def _not_xlsx() -> PaperError:
    return PaperError(
        "not_xlsx", "这不是完好的 .xlsx 文件，请用 WPS 或 Excel 另存为 .xlsx 后再试。"
    )


def _measure_part(pieces: Iterator[bytes], measure: _Measure, limits: Limits) -> None:
    tail = b""
    for piece in pieces:
        window = tail + piece
        _look_for_cells(window, measure, limits)
        tail = _open_tag(window)


def _open_tag(window: bytes) -> bytes:
    """The tag that a piece cuts in two, to be read again with the next piece."""
    tag = window[window.rfind(b"<") :] if b"<" in window else b""
    if len(tag) <= PIECE:
        return tag
    if _OPEN_CELL.match(tag):
        raise _not_xlsx()
    return b""  # not XML: a picture


def _look_for_cells(window: bytes, measure: _Measure, limits: Limits) -> None:
    if _HIDDEN_TAG.search(window):
        raise _not_xlsx()
    for letters, digits in _REFERENCE.findall(window):
        measure.last_row = max(measure.last_row, int(digits))
        measure.last_column = max(measure.last_column, _column_number(letters))
    if measure.last_row > limits.rows:
        raise PaperError("too_many_rows", f"工作表超过 {limits.rows} 行，请拆分后再试。")
    if measure.last_column > limits.columns:
        raise PaperError("too_many_columns", f"工作表超过 {limits.columns} 列，请检查文件。")
    if found := _ERROR_CELL.search(window):
        place = _REFERENCE.search(found.group())
        where = (place[1] + place[2]).decode() if place else ""
        raise PaperError(
            "error_value", f"单元格 {where} 是错误值（如 #N/A、#DIV/0!），请改正后再试。"
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
