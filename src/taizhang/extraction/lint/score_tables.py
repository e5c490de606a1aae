"""Rating tables (评分表): points and weights in columns or behind names, and what rows may give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .findings import Finding
from .grid import Cell, Grid, Row, find_grids
from .points import Points, awards, base_and_bonus, heading_points, is_bonus, shown, totals
from .reading import Reading
from .scores import exceeded
from .words import words

_COLUMNS = words("score_columns")
_VALUE = re.compile(r"(\d{1,18}(?:\.\d{1,9})?)(分|%)?")
_TOTAL = re.compile(r"(?:合计|总计|总分|共计|合计总分|总分合计|满分)(?:\(\d+分?\))?")
_SUBTOTAL = "小计"
_LABEL = 40


def check_score_tables(reading: Reading) -> Iterator[Finding]:
    """Columns of points against their total, headings against their parts, rows that give more."""
    grids = list(find_grids(reading))
    repeated = _repeated(grids)
    for grid in grids:
        for column in grid.columns(_COLUMNS):
            yield from _column(reading, grid, column, alone=len(grids) == 1)
        yield from _branches(reading, grid, repeated)
        for row in grid.rows:
            yield from _row(reading, grid, row)


def cell_value(cell: Cell) -> Fraction | None:
    """The number a cell consists of (15, 15分, 15%), or None."""
    found = _VALUE.fullmatch(cell.text)
    return Fraction(found[1]) if found else None


def cell_points(reading: Reading, cell: Cell) -> Points | None:
    """The points behind the name in a short cell: 营收（10分）."""
    if len(cell.text) > _LABEL:
        return None
    return heading_points(reading.stream.fold, cell.start, cell.end)


def _entries(grid: Grid, column: int) -> tuple[list[Cell], list[Cell], Cell | None] | None:
    """The cells of a column, the same with merged ones once, and that of the total row.

    None when a row has something else than a number there, or part totals.
    """
    every: list[Cell] = []
    once: list[Cell] = []
    total: Cell | None = None
    before: list[str] = []
    for row in grid.rows:
        texts = [cell.text for cell in row[: column + 1]]
        if len(row) <= column or _SUBTOTAL in texts or any(map(is_bonus, texts)):
            return None
        cell = row[column]
        if any(_TOTAL.fullmatch(text) for text in texts):
            total = cell
        elif cell_value(cell) is not None:
            every.append(cell)
            once.extend([cell] if texts != before else [])
        elif cell.text:
            return None
        before = texts
    return every, once, total


def _column(reading: Reading, grid: Grid, column: int, *, alone: bool) -> Iterator[Finding]:
    """The sum of a column against its total row, or the one total the text states."""
    entries = _entries(grid, column)
    if entries is None or len(entries[0]) < 2:
        return
    every, once, last = entries
    sums = {_sum(every), _sum(once)}
    total = cell_value(last) if last is not None else None
    if total is None and alone:
        total = _stated(reading, grid, column)
    if total is None or total in sums or _by_group(grid, column, total):
        return
    at = last if last is not None else grid.head[column]
    sentence = (
        f"表格“{grid.head[column].text}”一列应合计 {shown(total)}，"
        f"各行相加是 {shown(_sum(once))}，请核对。"
    )
    yield reading.finding("weights_sum", at.start, at.end, sentence)


def _sum(cells: Sequence[Cell]) -> Fraction:
    return sum((cell_value(cell) or Fraction(0) for cell in cells), Fraction(0))


def _stated(reading: Reading, grid: Grid, column: int) -> Fraction | None:
    """The total that the text around a table states; weights in percent make 100."""
    cells = (grid.head[column], *(row[column] for row in grid.rows if len(row) > column))
    if any(cell.text.endswith(("%", "(%)")) for cell in cells):
        return Fraction(100)
    values = {total.value for total in totals(reading.stream.fold, *reading.context.bounds)}
    return values.pop() if len(values) == 1 else None


def _by_group(grid: Grid, column: int, total: Fraction) -> bool:
    """Whether the second-level weights make the total within each first-level group."""
    groups: dict[str, Fraction] = {}
    name = ""
    for row in grid.rows:
        name = row[0].text or name
        groups[name] = groups.get(name, Fraction(0)) + (cell_value(row[column]) or Fraction(0))
    return column > 1 and len(groups) > 1 and set(groups.values()) == {total}


@dataclass(slots=True)
class _Branch:
    """A cell with points and the cells with points in the columns behind it."""

    cell: Cell
    column: int
    points: Points
    broken: bool
    parts: list[_Branch] = field(default_factory=list)


def _repeated(grids: Sequence[Grid]) -> frozenset[str]:
    """Cells with points that come again further down: a page has torn their rows apart."""
    counts: Counter[str] = Counter()
    for grid in grids:
        above: list[str] = []
        for row in grid.rows:
            texts = [cell.text for cell in row]
            merged = {text for text, before in zip(texts, above, strict=False) if text == before}
            counts.update({text for text in texts if "分)" in text} - merged)
            above = texts
    return frozenset(text for text, times in counts.items() if times > 1)


def _branches(reading: Reading, grid: Grid, repeated: frozenset[str]) -> Iterator[Finding]:
    """规模效益（40分）against the points in the columns behind it."""
    open_: list[_Branch] = []
    closed: list[_Branch] = []
    for row in grid.rows:
        for column, cell in enumerate(row):
            points = cell_points(reading, cell)
            if points is None or _same(open_, column, cell):
                continue
            while open_ and open_[-1].column >= column:
                closed.append(open_.pop())
            torn = cell.text in repeated or bool(open_ and open_[-1].broken)
            branch = _Branch(cell, column, points, torn)
            if open_:
                open_[-1].parts.append(branch)
            open_.append(branch)
    for branch in (*closed, *open_):
        yield from _branch(reading, branch)


def _same(open_: Sequence[_Branch], column: int, cell: Cell) -> bool:
    """Whether a merged cell is repeated in this row."""
    return any(b.column == column and b.cell.text == cell.text for b in open_)


def _branch(reading: Reading, branch: _Branch) -> Iterator[Finding]:
    parts = [part for part in branch.parts if not is_bonus(part.cell.text)]
    if branch.broken or len(parts) < 2 or len({part.column for part in parts}) > 1:
        return
    total = sum((part.points.value for part in parts), Fraction(0))
    if total != branch.points.value:
        added = "+".join(shown(part.points.value) for part in parts)
        sentence = (
            f"表格“{branch.cell.text}”下面 {len(parts)} 项相加（{added}）"
            f"是 {shown(total)} 分，请核对。"
        )
        yield reading.finding("weights_sum", branch.points.start, branch.points.end, sentence)


def _row(reading: Reading, grid: Grid, row: Row) -> Iterator[Finding]:
    """Clauses of a row that give more points than the row has."""
    fold = reading.stream.fold
    at, points = row_points(reading, grid, row)
    if points is None:
        return
    name = f"表格“{row_name(grid, row, at)}”"
    for cell in row[at + 1 :]:
        yield from exceeded(reading, name, points, awards(fold, cell.start, cell.end))
        both = base_and_bonus(fold, cell.start, cell.end)
        yield from exceeded(reading, name, points, [both] if both else [])


def row_points(reading: Reading, grid: Grid, row: Row) -> tuple[int, Points | None]:
    """The points of a row and in which cell they stand: a column of points, else a name."""
    for column in grid.columns(_COLUMNS):
        value = cell_value(row[column]) if column < len(row) else None
        if value is not None and not row[column].text.endswith("%"):
            return column, Points(value, row[column].start, row[column].end)
    for column in range(len(row) - 1, -1, -1):
        points = cell_points(reading, row[column])
        if points is not None:
            return column, points
    return 0, None


def row_name(grid: Grid, row: Row, at: int) -> str:
    """The words that name the points of a cell: the cell itself or the text left of it."""
    for cell in reversed(row[: at + 1]):
        if cell.text and cell_value(cell) is None:
            return cell.text.split("(")[0]
    return grid.head[at].text if at < len(grid.head) else ""
