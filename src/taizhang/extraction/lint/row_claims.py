"""Amounts and days that the text gives a row otherwise (正文与表格): 二等奖6个，每个奖励2万元.

Where `row_figures` looks for the one column a sentence speaks of, here each number behind the name
of a row must stand somewhere in that row, as long as those of other rows do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .figures import Printed, read_printed
from .findings import Finding
from .grid import Cell, Grid, Row
from .reading import Reading
from .row_figures import cell_figure, find_paragraphs, named_rows
from .words import words

_SENTENCE = re.compile(r"[^。\n\t]+")
_CLAUSE = re.compile(r"[^,。;\n\t]+")
_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<end>底))")
_SHARING = re.compile(r"占|权重|分值|比重|比例")
_MOST_ROWS = 200
_MOST_TABLES = 12
_FEWEST = 2
_SEGMENT = 80
_CLOSE = 16
_PLAIN = re.compile(r"为|是|共|承担|负责|完成|承担改造|承担建设|任务|任务为")
_PAST = re.compile(r"已|去年|上年|截至|目前|剩余")
_COMMON = re.compile(r"全[市县区]|\d+年|[^\u4e00-\u9fff]|情况|工作|项目|任务|人员|标准|[表的]")


@dataclass(frozen=True, slots=True)
class _Segment:
    """The words behind the name of a row, up to the next name or the end of the sentence."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Table:
    """A table with its rows by name, a pattern of the names, and the columns of each unit."""

    text: Reading
    tables: Reading
    grid: Grid
    rows: Mapping[str, Row]
    pattern: re.Pattern[str]
    by_unit: dict[str, list[int]]

    def columns(self, unit: str) -> list[int]:
        """The columns that hold a number of a unit in every row."""
        if unit not in self.by_unit:
            self.by_unit[unit] = [
                column
                for column in range(1, len(self.grid.head))
                if all(self._has(column, row, unit) for row in self.rows.values())
            ]
        return self.by_unit[unit]

    def _has(self, column: int, row: Row, unit: str) -> bool:
        held = cell_figure(self.grid, column, row)
        return held is not None and held[1] == unit

    def stands(self, name: str, figure: Printed) -> bool:
        """Whether the number said of a row stands in one of its cells of that unit."""
        cells = (cell_figure(self.grid, i, self.rows[name]) for i in self.columns(figure.unit))
        return any(held and held[0] == figure.figure.value for held in cells)

    def differs(self, name: str, figure: Printed) -> Finding:
        """The finding at the cell of a row that the text gives another number."""
        cell = self.rows[name][self.columns(figure.unit)[0]]
        return differs(self.text, self.tables, name, figure, cell)


def check_row_claims(text: Reading, tables: Reading, grids: Sequence[Grid]) -> Iterator[Finding]:
    """Numbers and days said of rows."""
    left = _MOST_ROWS
    for grid in grids[:_MOST_TABLES]:
        rows = named_rows(grid)
        left -= len(rows)
        if len(rows) < _FEWEST or left < 0:
            continue
        names = sorted(rows, key=lambda name: (-len(name), name))
        pattern = re.compile("|".join(map(re.escape, names)))
        table = _Table(text, tables, grid, rows, pattern, {})
        for start, end in find_paragraphs(text, tables, grid):
            for sentence in _SENTENCE.finditer(text.stream.fold, start, end):
                yield from _amounts(table, *sentence.span())
                yield from _days(table, *sentence.span())
                yield from _alone(table, *sentence.span())


def _segments(fold: str, pattern: re.Pattern[str], start: int, end: int) -> list[_Segment]:
    """Each name with what follows it; none where a name stands in a sentence twice."""
    names = list(pattern.finditer(fold, start, end))
    stops = [*(name.start() for name in names[1:]), end]
    if len({name[0] for name in names}) != len(names) or len(names) < _FEWEST:
        return []
    return [
        _Segment(name[0], name.end(), min(stop, name.end() + _SEGMENT))
        for name, stop in zip(names, stops, strict=True)
    ]


def _amounts(table: _Table, start: int, end: int) -> Iterator[Finding]:
    """One unit at a time: the row without the number said of it, where the others have theirs."""
    fold = table.text.stream.fold
    said: dict[str, list[tuple[str, Printed]]] = {}
    for segment in _segments(fold, table.pattern, start, end):
        figures = read_printed(fold, segment.start, segment.end)
        for unit in {figure.unit for figure in figures}:
            own = [figure for figure in figures if figure.unit == unit]
            if len(own) == 1 and not own[0].rough:
                said.setdefault(unit, []).append((segment.name, own[0]))
    for unit, claims in said.items():
        columns = table.columns(unit)
        other = [pair for pair in claims if columns and not table.stands(*pair)]
        few = len(other) == 1 and len(claims) > 1
        all_named = {name for name, _ in claims} == table.rows.keys()
        weighed = all_named and _weighed(table.grid, columns) and _SHARING.search(fold, start, end)
        for pair in other[:1] if few or weighed else ():
            yield table.differs(*pair)


def _alone(table: _Table, start: int, end: int) -> Iterator[Finding]:
    """城关镇改造130户: one row alone, its only number of a unit, its words those of the table."""
    fold = table.text.stream.fold
    clauses = [
        (found[0], clause.end())
        for clause in _CLAUSE.finditer(fold, start, end)
        if len(found := list(table.pattern.finditer(fold, *clause.span()))) == 1
    ]
    figured = [(name, stop) for name, stop in clauses if read_printed(fold, name.end(), stop)]
    for name, stop in figured if len(figured) == 1 and not _PAST.search(fold, start, end) else ():
        yield from _alone_in(table, name, start, stop)


def _alone_in(table: _Table, name: re.Match[str], start: int, end: int) -> Iterator[Finding]:
    """One name and its figure within a clause."""
    fold = table.text.stream.fold
    figures = read_printed(fold, name.end(), end)
    if len(figures) != 1 or figures[0].rough:
        return
    columns = table.columns(figures[0].unit)
    between = fold[name.end() : figures[0].start]
    said = plain_words(fold[start : name.start()] + " " + between)
    if len(columns) != 1 or len(between) > _CLOSE:
        return
    named = shares_stem(said, plain_words(table.grid.head[columns[0]].text))
    plain = _PLAIN.fullmatch(between)
    if (named or plain) and not table.stands(name[0], figures[0]):
        yield table.differs(name[0], figures[0])


def _weighed(grid: Grid, columns: Sequence[int]) -> bool:
    heads = words("score_columns")
    return len(columns) == 1 and grid.head[columns[0]].text.split("(")[0] in heads


def differs(text: Reading, tables: Reading, name: str, figure: Printed, cell: Cell) -> Finding:
    """The finding at a cell whose row the text gives another number."""
    said = text.stream.fold[figure.start : figure.end]
    sentence = (
        f"“{name}”在正文{text.place(figure.start)}是“{said}”，在表格中是“{cell.text}”，请统一。"
    )
    return tables.finding("article_table_disagree", cell.start, cell.end, sentence)


def _days(table: _Table, start: int, end: int) -> Iterator[Finding]:
    """9月30日前完成档案核查 against the row 档案核查 with 10月31日, other rows alike."""
    fold = table.text.stream.fold
    alike, other = 0, list[tuple[str, str, Cell]]()
    for clause in _CLAUSE.finditer(fold, start, end):
        names = {found[0] for found in table.pattern.finditer(fold, *clause.span())}
        days = list(_DAY.finditer(fold, *clause.span()))
        held = _day_of(table.rows[min(names)]) if len(names) == len(days) == 1 else None
        if held is None:
            continue
        if _same_day(days[0], held[1]):
            alike += 1
        else:
            other.append((min(names), days[0][0], held[0]))
    for name, said, cell in other if len(other) == 1 and alike else ():
        place = table.text.place(start)
        sentence = f"“{name}”的时限在正文{place}是{said}，在表格中是{cell.text}，请统一。"
        yield table.tables.finding("article_table_disagree", cell.start, cell.end, sentence)


def _day_of(row: Row) -> tuple[Cell, re.Match[str]] | None:
    """The one day of a row, and its cell."""
    found = [(cell, day) for cell in row for day in _DAY.finditer(cell.text)]
    return found[0] if len(found) == 1 else None


def _same_day(one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether two days are the same; 底 is the last day, a year left out is any year."""
    years = {found["year"] for found in (one, two)} - {None}
    days = [found["day"] or "底" for found in (one, two)]
    last = "底" in days and int(next((d for d in days if d != "底"), 31)) >= 28
    return len(years) < 2 and one["month"] == two["month"] and (days[0] == days[1] or last)


def shares_stem(one: str, two: str) -> bool:
    """Whether two pieces of text share two neighbouring characters that say something."""
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return any(two[i : i + 2] in pairs for i in range(len(two) - 1))


def plain_words(said: str) -> str:
    """Words without marks, digits and what is said of everything."""
    return _COMMON.sub(" ", said)
