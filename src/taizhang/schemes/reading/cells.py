"""Cells of a workbook, where a number is a binary fraction, as the text that was meant."""

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from taizhang.papers import Cell, text_of

from ..errors import Problem
from ..exact import CENT
from ..types import Column, Kind

_DIGITS = 15  # what a spreadsheet keeps of a number
_SINGLE_DIGITS = 7  # what a 32-bit number keeps
_CENT = Decimal(1).scaleb(-CENT)
_OFF = _CENT / 10_000  # further away from a cent it was not meant as that
_LOST = (
    "这个数超过 {} 位，表格里已经丢掉了末尾的数字；"
    "请把这一格的格式设为“文本”，再重新填写完整的数字。"
)


def texts_of_cells(
    cells: Iterable[Cell], column: Column, *, single: bool = False
) -> tuple[pl.Series, list[Problem]]:
    """The cells of a column as texts, and what no text can be made of (rows from 2).

    `single`: the numbers are 32 bits wide.
    """
    digits = _SINGLE_DIGITS if single else _DIGITS
    texts, problems = [], []
    for line, cell in enumerate(cells, start=2):
        text = _text(cell, column.kind, digits)
        if text is None:
            problems.append(Problem(line, column.name, str(cell), _LOST.format(digits)))
        texts.append(text or "")
    return pl.Series(texts, dtype=pl.String), problems


def _text(cell: Cell, kind: Kind, digits: int) -> str | None:
    """What a person sees in a cell; None where a number has lost digits."""
    if isinstance(cell, float):
        return _number(cell, kind, digits)
    if kind is Kind.PERIOD and isinstance(cell, dt.date) and _starts_month(cell):
        return f"{cell:%Y-%m}"  # a spreadsheet makes 2026-06 the first of June
    return text_of(cell).strip()


def _starts_month(day: dt.date) -> bool:
    midnight = not isinstance(day, dt.datetime) or day.time() == dt.time()
    return midnight and day.day == 1


def _number(value: float, kind: Kind, digits: int) -> str | None:
    """A number with the digits a cell keeps; an amount at its smallest unit if that is close."""
    if not math.isfinite(value):
        return str(value)
    if kind is Kind.MONEY and abs(value) < 10**_DIGITS:
        return _amount(value, digits)
    if kind in {Kind.TEXT, Kind.COUNT} and abs(value) >= 10**digits:
        return None
    return _plain(value, digits)


def _plain(value: float, digits: int) -> str:
    return format(Decimal(f"{value:.{digits}g}"), "f")


def _amount(value: float, digits: int) -> str | None:
    """Rounded to the cent once, here; as it stands, to be refused, where it is further off than
    computing explains; None where the cell has no room for the cents.

    0.30000000000000004 is 0.30; 1234.565 stays.
    """
    if digits < _DIGITS and abs(value) >= 10 ** (digits - CENT):
        return None  # 23000000.10 in 32 bits is 23000000 and looks as if it had been meant
    near = Decimal(value).quantize(_CENT)
    if abs(Decimal(value) - near) <= _OFF:
        return format(near, "f")
    shown = Decimal(_plain(value, digits))
    if shown != shown.quantize(_CENT):
        return format(shown, "f")
    return format(shown, "f") if abs(shown).scaleb(CENT) < 10**digits else None
