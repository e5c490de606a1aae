"""Totals of tables (表格合计): columns of numbers against the row 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..arithmetic import Figure, fits_sum, read_figure
from .findings import Finding
from .grid import Cell, Grid, find_grids
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
_FEWEST = 2


def check_table_totals(reading: Reading) -> Iterator[Finding]:
    """Columns whose rows do not make their total."""
    for grid in find_grids(reading):
        found = [row for row in grid.rows if any(_TOTAL.fullmatch(c.text) for c in row[:3])]
        partial = any(_PARTIAL.match(c.text) for row in grid.rows for c in row[:3])
        if len(found) == 1 and not partial:
            for column in range(1, len(grid.head)):
                yield from _column(reading, grid, found[0], column)


def _figure(cell: Cell) -> Figure | None:
    found = _NUMBER.fullmatch(cell.text)
    return read_figure(found[1]) if found else None


def _column(
    reading: Reading, grid: Grid, total_row: tuple[Cell, ...], column: int
) -> Iterator[Finding]:
    """One column: all cells numbers (or empty), the total a number."""
    head = grid.head[column].text
    total = _figure(total_row[column]) if column < len(total_row) else None
    if total is None or _NO_SUM.search(head) or head.split("(")[0] in words("score_columns"):
        return
    cells = [row[column] for row in grid.rows if row is not total_row and column < len(row)]
    numbers = [_figure(cell) for cell in cells if cell.text not in {"", "-", "—", "/"}]
    figures = [number for number in numbers if number is not None]
    if len(figures) != len(numbers) or len(figures) < _FEWEST or fits_sum(figures, total):
        return
    cell = total_row[column]
    added = shown(sum((figure.value for figure in figures), figures[0].value * 0))
    sentence = f"表格“{head}”一列合计写的是 {cell.text}，各行相加是 {added}，请核对。"
    yield reading.finding("table_total", cell.start, cell.end, sentence)
