"""Figures of rows said in the text too (正文与表格的数): A级补助0.8万元 beside a row A级 6000元.

A sentence that names several rows says which column it speaks of: the one in which the others
agree. What then differs is a slip in one of the two places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .figures import Printed, read_printed
from .findings import Finding
from .grid import Cell, Grid, Row
from .reading import Reading
from .words import words

_MOST_ROWS = 200  # compared with one text
_MOST_TABLES = 12
_NAME = range(2, 21)
_UNIT = re.compile(r"\((?:单位:?)?([^()\d]{1,6})\)$")
_SUM_ROW = re.compile("合计|总计|全市|全县|全市合计|全县合计")
_BELOW = re.compile(r"如下|下表|分解|分配|附表|列表")
_NO_NAME = re.compile(r"[\d.%]+|合计|总计|小计|总分|全[市县区省]")
_RESPECTIVELY = re.compile(r"[^。;\d]{0,20}(?:分别|依次)[^。;\d]{0,16}")
_JOIN = re.compile(r"[、,和及与]{1,2}")
_CLAUSE = re.compile(r"[^,。;:、\n\t]+")
_SENTENCE = re.compile(r"[^。;\n\t]+")


@dataclass(frozen=True, slots=True)
class _Said:
    """A row named in the text and the figure said of it."""

    name: str
    figure: Printed


def check_row_figures(text: Reading, tables: Reading, grids: Sequence[Grid]) -> Iterator[Finding]:
    """Rows whose number the text says otherwise, while it says those of other rows alike."""
    for grid in grids:
        yield from _announced(text, tables, grid)
    left = _MOST_ROWS
    for grid in grids[:_MOST_TABLES]:
        rows = named_rows(grid)
        left -= len(rows)
        if len(rows) < 2 or left < 0:
            continue
        names = sorted(rows, key=lambda name: (-len(name), name))
        pattern = re.compile("|".join(map(re.escape, names)))
        for start, end in find_paragraphs(text, tables, grid):
            said = list(_said(text.stream.fold, pattern, start, end))
            if len({entry.name for entry in said}) > 1:
                yield from _compare(text, tables, grid, rows, said)


def _announced(text: Reading, tables: Reading, grid: Grid) -> Iterator[Finding]:
    """全市计划改造400公里，任务分解如下： above a table with another total."""
    fold = text.stream.fold
    block = text.block_before(grid.head[0].start) if text is tables else None
    last = next((row for row in reversed(grid.rows) if _SUM_ROW.fullmatch(row[0].text)), None)
    if block is None or last is None or not _BELOW.search(fold, block.start, block.end):
        return
    figures = read_printed(fold, block.start, block.end)
    for column in range(1, len(grid.head)):
        held = cell_figure(grid, column, last)
        said = [figure for figure in figures if held and figure.unit == held[1]]
        units = sum(_unit(grid, i) == _unit(grid, column) for i in range(1, len(grid.head)))
        if held is None or len(said) != 1 or said[0].rough or units > 1:
            continue
        if said[0].figure.value != held[0]:
            yield _finding(text, tables, _Said(last[0].text, said[0]), last[column])


def _unit(grid: Grid, column: int) -> str:
    found = _UNIT.search(grid.head[column].text)
    return found[1] if found else ""


def named_rows(grid: Grid) -> dict[str, Row]:
    """The rows by their first words; none where a name comes twice."""
    found: dict[str, Row] = {}
    twice: set[str] = set()
    for row in grid.rows:
        name = next((c.text for c in row[:2] if c.text and not _NO_NAME.fullmatch(c.text)), "")
        twice.update({name} & found.keys())
        if len(name) in _NAME:
            found[name] = row
    return {name: row for name, row in found.items() if name not in twice}


def find_paragraphs(text: Reading, tables: Reading, grid: Grid) -> Iterator[tuple[int, int]]:
    """The paragraphs outside a table that hold a number."""
    first = grid.head[0].start
    last = grid.rows[-1][-1].end if grid.rows else first
    fold = text.stream.fold
    for block in text.blocks:
        inside = text is tables and first <= block.start < last
        if not inside and fold.find("\t", block.start, block.end) < 0:
            yield block.start, block.end


def _said(fold: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[_Said]:
    """甲20分、乙30分 clause by clause; 甲、乙分别为20分、30分 in a sentence."""
    for sentence in _SENTENCE.finditer(fold, start, end):
        names = list(pattern.finditer(fold, *sentence.span()))
        figures = read_printed(fold, *sentence.span()) if len(names) > 1 else []
        starts = [figure.start for figure in figures]
        for index, name in enumerate(names):
            following = names[index + 1].start() if index + 1 < len(names) else sentence.end()
            at = bisect_right(starts, name.end() - 1)
            own = [figure for figure in figures[at : at + 2] if figure.end <= following]
            clause = _CLAUSE.match(fold, name.end(), following)
            if clause and len(own) == 1 and own[0].start < clause.end():
                yield _Said(name[0], own[0])
        yield from _respectively(fold, names, figures)


def _respectively(
    fold: str, names: Sequence[re.Match[str]], figures: Sequence[Printed]
) -> Iterator[_Said]:
    """A list of names, 分别, and as many figures behind it."""
    listed = list(names[:1])
    for name in names[1:]:
        if not _JOIN.fullmatch(fold, listed[-1].end(), name.start()):
            break
        listed.append(name)
    behind = [figure for figure in figures if listed and figure.start >= listed[-1].end()]
    if len(listed) < 2 or len(behind) != len(listed):
        return
    if _RESPECTIVELY.fullmatch(fold, listed[-1].end(), behind[0].start):
        for name, figure in zip(listed, behind, strict=True):
            yield _Said(name[0], figure)


def cell_figure(grid: Grid, column: int, row: Row) -> tuple[Fraction, str] | None:
    """The number of a cell with its unit, scaled; the unit may stand in the head."""
    if column >= len(row):
        return None
    head, cell = grid.head[column].text, row[column].text
    found = _UNIT.search(head)
    unit = found[1] if found else "分" if head.split("(")[0] in words("score_columns") else ""
    printed = cell if not cell or not cell[-1].isdigit() else cell + unit
    figures = read_printed(printed, 0, len(printed))
    exact = len(figures) == 1 and figures[0].start == 0 and figures[0].end >= len(cell)
    return (figures[0].figure.value, figures[0].unit) if exact else None


def _compare(
    text: Reading,
    tables: Reading,
    grid: Grid,
    rows: Mapping[str, Row],
    said: Sequence[_Said],
) -> Iterator[Finding]:
    """One column in which at least as many rows agree as not; a row that fits no column differs."""
    for column in range(1, len(grid.head)):
        alike, other = set(), dict[str, tuple[_Said, Cell]]()
        for entry in said:
            row = rows[entry.name]
            held = cell_figure(grid, column, row)
            if held is None or held[1] != entry.figure.unit or entry.figure.rough:
                continue
            if held[0] == entry.figure.figure.value:
                alike.add(entry.name)
            elif not _elsewhere(grid, row, entry.figure):
                other[entry.name] = entry, row[column]
        wrong = [pair for name, pair in other.items() if name not in alike]
        if len(wrong) == 1 and alike:
            yield _finding(text, tables, *wrong[0])


def _elsewhere(grid: Grid, row: Row, figure: Printed) -> bool:
    """Whether a figure stands in another column of its row."""
    cells = (cell_figure(grid, column, row) for column in range(1, len(row)))
    return (figure.figure.value, figure.unit) in cells


def _finding(text: Reading, tables: Reading, said: _Said, cell: Cell) -> Finding:
    words_said = text.stream.fold[said.figure.start : said.figure.end]
    sentence = (
        f"“{said.name}”在正文{text.place(said.figure.start)}是“{words_said}”，"
        f"在表格中是“{cell.text}”，请统一。"
    )
    return tables.finding("article_table_disagree", cell.start, cell.end, sentence)
