"""Totals of tables (表格合计): columns of numbers against the row 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..arithmetic import Figure, fits_share, fits_sum, read_figure, share
from .findings import Finding
from .grid import Cell, Grid, Row, find_grids
from .reading import Reading
from .sums import shown
from .words import words

_TOTAL = re.compile(r"(?:合计|总计|全市合计|全县合计|全省合计|共计|全市总计)(?:\([^()]*\))?")
_PARTIAL = re.compile(r"小计|其中")
_NUMBER = re.compile(
    r"(\d{1,18}(?:,\d{3}){0,6}(?:\.\d{1,9})?)(?:个|家|件|项|人|元|万元|亿元|亩|户|次|名)?"
)
_NO_SUM = re.compile(
    r"率|比|增速|增幅|增长|%|排名|序号|位次|名次|平均|均价|人均|日期|时间|年份|编号|同比"
)
_RATE = re.compile(r"率|占比|比例|比重")
_NO_RATE = re.compile(r"增|同比|环比|利率|税率|费率")
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)%?")
_ACROSS = re.compile(r"(?:合计|总计|小计|共计|总数)(?:\([^()]*\))?")
_NOTHING = frozenset(["", "-", "—", "/"])
_FEWEST = 2


def check_table_totals(reading: Reading) -> Iterator[Finding]:
    """Columns whose rows do not make their total, and rates that their row contradicts."""
    for grid in find_grids(reading):
        wrong = list(_totals(reading, grid))
        yield from wrong
        yield from _across(reading, grid)
        yield from _rates(reading, grid, with_total=not wrong)


def _totals(reading: Reading, grid: Grid) -> Iterator[Finding]:
    found = [row for row in grid.rows if _is_total(row)]
    partial = any(_PARTIAL.match(c.text) for row in grid.rows for c in row[:3])
    if len(found) == 1 and not partial:
        for column in range(1, len(grid.head)):
            yield from _column(reading, grid, found[0], column)


def _is_total(row: Row) -> bool:
    return any(_TOTAL.fullmatch(cell.text) for cell in row[:3])


def _figure(cell: Cell) -> Figure | None:
    found = _NUMBER.fullmatch(cell.text)
    return read_figure(found[1]) if found else None


def _column(reading: Reading, grid: Grid, total_row: Row, column: int) -> Iterator[Finding]:
    """One column: all cells numbers (or empty), the total a number."""
    head = grid.head[column].text
    total = _figure(total_row[column]) if column < len(total_row) else None
    if total is None or _NO_SUM.search(head) or head.split("(")[0] in words("score_columns"):
        return
    cells = [row[column] for row in grid.rows if row is not total_row and column < len(row)]
    numbers = [_figure(cell) for cell in cells if cell.text not in _NOTHING]
    figures = [number for number in numbers if number is not None]
    if len(figures) != len(numbers) or len(figures) < _FEWEST or fits_sum(figures, total):
        return
    cell = total_row[column]
    added = shown(sum((figure.value for figure in figures), figures[0].value * 0))
    sentence = f"表格“{head}”一列合计写的是 {cell.text}，各行相加是 {added}，请核对。"
    yield reading.finding("table_total", cell.start, cell.end, sentence)


def _across(reading: Reading, grid: Grid) -> Iterator[Finding]:
    """A column 合计 that the other columns make in most rows, and the rows where they do not."""
    heads = [cell.text for cell in grid.head]
    totals = [i for i, head in enumerate(heads) if _ACROSS.fullmatch(head)]
    parts = [
        i
        for i, head in enumerate(heads)
        if i and i not in totals and not _NO_SUM.search(head) and _all_figures(grid, i)
    ]
    if len(totals) != 1 or len(parts) < _FEWEST:
        return
    wrong: list[tuple[Cell, str]] = []
    counted = 0
    for row in grid.rows:
        total = _figure(row[totals[0]]) if len(row) == len(heads) else None
        if total is None:
            continue
        figures = [_figure(row[i]) or Figure(Fraction(0)) for i in parts]
        counted += 1
        if not fits_sum(figures, total):
            added = shown(sum((figure.value for figure in figures), Fraction(0)))
            wrong.append((row[totals[0]], added))
    for cell, added in wrong if counted > _FEWEST and len(wrong) * 3 <= counted else ():
        sentence = (
            f"表格“{heads[totals[0]]}”一列写的是 {cell.text}，同行各列相加是 {added}，请核对。"
        )
        yield reading.finding("table_total", cell.start, cell.end, sentence)


def _all_figures(grid: Grid, column: int) -> bool:
    """Whether a column holds numbers only, empty cells apart."""
    cells = [row[column] for row in grid.rows if column < len(row)]
    filled = [cell for cell in cells if cell.text not in _NOTHING]
    return len(filled) >= _FEWEST and all(_figure(cell) for cell in filled)


def _rates(reading: Reading, grid: Grid, *, with_total: bool) -> Iterator[Finding]:
    """A column of rates that most rows compute from two others, and the rows that do not."""
    heads = [cell.text for cell in grid.head]
    for column, head in enumerate(heads):
        if not _RATE.search(head) or _NO_RATE.search(head):
            continue
        rows = [row for row in grid.rows if len(row) == len(heads)]
        rows = [row for row in rows if with_total or not _is_total(row)]
        tried = (_misfits(rows, column, pair) for pair in _pairs(heads, column))
        best = min((misfits for misfits in tried if misfits is not None), key=len, default=[])
        for cell, right in best:
            sentence = f"表格“{head}”一列的“{cell.text}”按同行数字计算应为 {right}%，请核对。"
            yield reading.finding("share_mismatch", cell.start, cell.end, sentence)


def _pairs(heads: Sequence[str], column: int) -> Iterator[tuple[int, int]]:
    """Columns that may be part and whole of a rate: the part shares a word with its head."""
    stem = heads[column][:2]
    parts = [i for i, head in enumerate(heads) if i != column and stem in head]
    for part in parts:
        yield from ((part, whole) for whole in range(len(heads)) if whole not in {part, column})


def _misfits(
    rows: Sequence[Row], column: int, pair: tuple[int, int]
) -> list[tuple[Cell, str]] | None:
    """The rates that part and whole contradict; None unless most rows fit."""
    found: list[tuple[Cell, str]] = []
    counted = 0
    for row in rows:
        part, whole = (_figure(row[i]) for i in pair)
        rate = _PERCENT.fullmatch(row[column].text)
        if part is None or whole is None or rate is None or not whole.value:
            continue
        counted += 1
        if not fits_share(part, whole, read_figure(rate[1], counted=False)):
            found.append((row[column], shown(share(part, whole))))
    return found if counted > _FEWEST and len(found) * 3 <= counted else None
