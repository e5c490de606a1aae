"""Times in figures (数字时限): 2026.6.30, 3月-10月, a bare month in cells; 2026-6-30前 anywhere."""

from __future__ import annotations

import re
from datetime import date

from ..guarded import Guarded
from ..patterns import late
from ..types import Basis
from . import calendar_words as words
from .anchors import Anchor

_CELL_DAY = late(
    r"(?<=\t)(?P<year>20\d{2})(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?[底前]?(?=[\t\n]|$)"
)
_CELL_MONTHS = late(r"(?<=\t)\d{1,2}月?[-—－–~至](?P<month>1[0-2]|0?[1-9])月底?前?(?=[\t\n]|$)")
_CELL_EDGE = frozenset("\t\n")
_DOTTED = late(
    r"(?<![\d.])(?:20\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?[-—－–~至]{1,2})?"
    r"(?P<year>20\d{2})(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?日?(?:底|之|以)?前(?![期景身])"
)


def fills_cell(found: re.Match[str]) -> bool:
    """Whether the expression is all that a cell of a table, or a line, says."""
    text, start, end = found.string, found.start(), found.end()
    return text[start - 1 : start] in _CELL_EDGE and (end == len(text) or text[end] in "\t\n")


def _cell_day(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    """The day, or the last day of the month, that a cell consists of."""
    last = words.month_end(int(found["year"]), int(found["month"]))
    day = int(found["day"] or last.day)
    return last.replace(day=min(day, last.day)), "stated"


def _cell_months(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    """The end of the last month of 3月-10月, in the year of the document."""
    year = anchor.year_at(found.string, found.start())
    return (words.month_end(year, int(found["month"])) if year else None), "inferred"


CELL_READERS = (
    ("\t", Guarded("\t", _CELL_DAY), _cell_day),
    ("\t", Guarded("\t", _CELL_MONTHS), _cell_months),
    ("前", Guarded(r"20\d\d[-./]\d", _DOTTED, 0), _cell_day),
)
"""A sign that each match holds, patterns, how each is resolved."""
