"""Totals that the text gives otherwise (正文与表格合计): 招聘20名 above posts that add up to 18."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .figures import Printed, read_printed
from .findings import Finding
from .grid import Grid, Row
from .reading import Reading
from .row_claims import differs, plain_words, shares_stem
from .row_figures import cell_figure, find_paragraphs

_PEOPLE = frozenset("名人")
_HEADS = re.compile(r"人数|招聘人数|计划数|招聘计划|名额|岗位数")
_SUM = re.compile("合计|总计")
_MOST_TABLES = 12
_REACH = 16


def check_table_total(text: Reading, tables: Reading, grids: Sequence[Grid]) -> Iterator[Finding]:
    """The only number of a kind in the text, whose words name the table, and its total."""
    for grid in grids[:_MOST_TABLES]:
        last: Row = grid.rows[-1] if grid.rows else ()
        if not any(_SUM.search(cell.text) for cell in last[:2]):
            continue
        above = tables.block_before(grid.head[0].start)
        caption = plain_words(tables.stream.fold[above.start : above.end]) if above else ""
        for column in range(1, len(last)):
            held = _total(grid, column, last)
            said = list(_said(text, tables, grid, held[1])) if held else []
            if held is None or len(said) != 1 or said[0].rough or said[0].figure.value == held[0]:
                continue
            before = text.stream.fold[max(0, said[0].start - _REACH) : said[0].start]
            if shares_stem(plain_words(before), caption):
                yield differs(text, tables, last[0].text, said[0], last[column])


def _said(text: Reading, tables: Reading, grid: Grid, unit: str) -> Iterator[Printed]:
    """The numbers of a unit in the paragraphs outside a table."""
    for start, end in find_paragraphs(text, tables, grid):
        for figure in read_printed(text.stream.fold, start, end):
            if _kind(figure.unit) == _kind(unit):
                yield figure


def _kind(unit: str) -> str:
    return "人" if unit in _PEOPLE else unit


def _total(grid: Grid, column: int, row: Row) -> tuple[Fraction, str] | None:
    """The number of a total's cell; 人数 and 名额 say their unit by their name."""
    found = cell_figure(grid, column, row)
    if found is None and row[column].text.isdigit() and _HEADS.fullmatch(grid.head[column].text):
        return Fraction(row[column].text), "人"
    return found
