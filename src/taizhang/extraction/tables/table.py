"""Task tables (任务分解表): rows with columns for units and times, one item a row.

Forms: cells between tabs (or bars), with a head or told by what the columns hold; a table that
lost its cells, one cell a line; tasks with their number, the units in the lines below each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from ..clauses.finding import Clause
from ..lines.numbering import Label, read_label
from ..lines.spaced import pieces, spaced_rows
from ..lines.stream import Block, Stream
from ..patterns import late
from .columns import NUMBER_HEAD, ROLES, Kind, is_head, is_unit_list, kinds_held, kinds_of
from .flat import flat_rows, may_be_flat
from .ragged import align, row_end
from .rows import Cell, Row, Table

_MARKS = frozenset(
    ("牵头", "主办", "责任", "配合", "协办", "完成", "相关责任", "参与", "主要责任", "时间")
)
_BODIES = frozenset(("单位", "部门", "时间", "时限", "领导", "期限", "要求", "节点", "人"))
"""Words of a head that stands on two lines."""
_NUMBER = late(r"\d{1,3}")
_SHORT = 14
_BELOW = frozenset((*ROLES, "silent", "time"))
_MOST_COLUMNS = 12
_HEAD_REACH = 400
_HEAD_LINE = 60
_FIRST_ROW = 80
_RISING = 3
_LABEL_REACH = 24
_LONGEST_UNITS = 200
_MOST_LINES = 12
_FEWEST_SPACED = 3


def _cells(fold: str, block: Block) -> list[Cell]:
    """The ranges between the tabs of a block."""
    cells: list[Cell] = []
    position = block.start
    for part in fold[block.start : block.end].split("\t"):
        cells.append((position, position + len(part)))
        position += len(part) + 1
    return cells


def _tabbed(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """The table whose head is block ``at``, and the index behind it."""
    table = Table(fold, fold[blocks[at].start : blocks[at].end].split("\t"))
    index = at + 1
    while index < len(blocks):
        if _is_empty(fold, blocks[index]):
            index += 1
            continue
        cells = _cells(fold, blocks[index])
        if len(cells) < 2 and not _is_inside(fold, blocks, index, len(table.heads)):
            break
        if len(cells) > 1:
            table.add(cells)
        index += 1
    return table.rows, index


def _is_empty(fold: str, block: Block) -> bool:
    """Whether a line consists of bars only: the rule between two rows."""
    return fold[block.start] in "|\t" and not fold[block.start : block.end].strip("|\t")


def _is_inside(fold: str, blocks: Sequence[Block], at: int, columns: int) -> bool:
    """Whether a line without tabs is a heading between two rows of one table."""
    block = blocks[at]
    if at + 1 >= len(blocks) or block.end - block.start > _SHORT * 2:
        return False
    following = _cells(fold, blocks[at + 1])
    return len(following) == columns


def _lost_heads(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[str], int]:
    """The column heads that stand one a line from 序号 on, and the index behind them."""
    heads: list[str] = []
    index = at
    for index, block in enumerate(blocks[at : at + _MOST_COLUMNS], at):
        text = fold[block.start : block.end]
        if len(text) > _SHORT or _NUMBER.fullmatch(text) or re.search("[、。]", text):
            return heads, index
        if heads and text in _BODIES and heads[-1] in _MARKS:
            heads[-1] += text
        else:
            heads.append(text)
    return heads, index + 1


def _first_number(read: Callable[[int], str], index: int, count: int) -> int:
    """The number of the first row: 1, or what goes on rising (108, 109, 110 …)."""
    first = read(index) if index < count else ""
    if not _NUMBER.fullmatch(first):
        return 1
    wanted = int(first) + 1
    for at in range(index + 1, min(index + _FIRST_ROW, count)):
        wanted += read(at) == str(wanted)
    return int(first) if wanted > int(first) + _RISING else 1


def _lost(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """A table that lost its cells: rows begin with 1, 2, 3 … and have one line a cell."""
    heads, behind = _lost_heads(fold, blocks, at)

    def read(line: int) -> str:
        return fold[blocks[line].start : blocks[line].end]

    if not is_head(heads):
        return [], at + 1
    table = Table(fold, heads)
    index, expected = behind, _first_number(read, behind, len(blocks))
    while index < len(blocks) and (table.rows or index - at < _FIRST_ROW):
        if read(index) != str(expected):
            index += 1
            continue
        end = row_end(read, index, len(heads), len(blocks), expected)
        cells = [(block.start, block.end) for block in blocks[index:end]]
        aligned = align(heads, cells, [read(line) for line in range(index, end)])
        if aligned is not None:
            table.add(aligned)
        index, expected = end, expected + 1
    return table.rows, index


def _spaced(stream: Stream, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """A table whose cells stand in one line with blanks between them."""
    heads = [stream.fold[a:b] for a, b in pieces(stream, blocks[at])]
    if not is_head(heads):
        return [], at + 1
    table, index = Table(stream.fold, heads), at + 1
    for index, cells in spaced_rows(stream, blocks, at + 1, len(heads)):  # noqa: B007
        table.add(cells)
    return table.rows, index


def is_head_line(fold: str, block: Block) -> bool:
    """Whether a block is the head of a task table, cells between tabs."""
    text = fold[block.start : min(block.end, block.start + _HEAD_REACH)]
    return "\t" in text and is_head(text.removesuffix("\t").split("\t"))


def _grid(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[list[Cell]], int]:
    """The rows with as many cells as block ``at`` that follow it up to a head or other text."""
    rows: list[list[Cell]] = []
    index = at
    while index < len(blocks):
        block = blocks[index]
        if not _is_empty(fold, block):
            cells = _cells(fold, block)
            if len(cells) < 2 or (rows and (is_head_line(fold, block))):
                break
            rows.append(cells)
        index += 1
    width = len(rows[0]) if rows else 0
    return [cells for cells in rows if len(cells) == width], index


def _headless(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """A table without a head: rising numbers, tasks and units tell the columns."""
    grid, following = _grid(fold, blocks, at)
    texts = [[fold[start:end] for start, end in cells] for cells in grid]
    kinds = kinds_held(texts)
    if not kinds:
        return [], following
    table = Table(fold, [""] * len(kinds), kinds)
    for cells in grid:
        table.add(cells)
    return table.rows, following


def _spaced_headless(stream: Stream, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """Lines 1, 2, 3 … of equally many cells with blanks between them, without a head."""
    grid: list[list[Cell]] = []
    while at + len(grid) < len(blocks):
        block = blocks[at + len(grid)]
        if not stream.fold[block.start].isdecimal():
            break
        cells = pieces(stream, block)
        if len(cells) < _FEWEST_SPACED or (grid and len(cells) != len(grid[0])):
            break
        if stream.fold[slice(*cells[0])] != str(len(grid) + 1):
            break
        grid.append(cells)
    kinds = kinds_held([[stream.fold[a:b] for a, b in cells] for cells in grid])
    if len(grid) < _FEWEST_SPACED or not kinds:
        return [], at + 1
    table = Table(stream.fold, [""] * len(kinds), kinds)
    for cells in grid:
        table.add(cells)
    return table.rows, at + len(grid)


def _label(fold: str, block: Block) -> Label | None:
    return read_label(fold[block.start : min(block.end, block.start + _LABEL_REACH)])


def _unit_heads(fold: str, blocks: Sequence[Block], at: int) -> list[Kind]:
    """The columns behind the tasks in a head whose words stand one a line; empty: no table."""
    heads = [fold[b.start : min(b.end, b.start + _SHORT + 1)] for b in blocks[at : at + 4]]
    kinds = kinds_of(heads)
    columns = list(takewhile(_BELOW.__contains__, kinds[1:]))
    return columns if kinds[:1] == ["text"] and is_head(heads[: len(columns) + 1]) else []


def _are_units(fold: str, block: Block) -> bool:
    if block.end - block.start > _LONGEST_UNITS or _label(fold, block) is not None:
        return False
    return is_unit_list(fold[block.start : block.end])


def _listed(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """Numbered tasks, each with lines of units below it, under head words one a line."""
    columns = _unit_heads(fold, blocks, at)
    rows: list[Row] = []
    index = at + 1 + len(columns)
    while columns and index < len(blocks):
        task, label = blocks[index], _label(fold, blocks[index])
        if label is None:
            break
        below = _cells_below(fold, blocks[index + 1 : index + _MOST_LINES], columns)
        clauses = tuple(_unit_lines(below, columns))
        if clauses:
            title = (task.start + label.length, task.end)
            rows.append(Row(task.start, below[-1].end, label.text, title, clauses))
        index += 1 + len(below)
    return (rows, index) if rows else ([], at + 1)


def _cells_below(fold: str, blocks: Sequence[Block], columns: Sequence[Kind]) -> list[Block]:
    """The lines of units below a task, or one line a column where some hold something else."""
    if all(kind in ROLES for kind in columns):
        return list(takewhile(lambda block: _are_units(fold, block), blocks))
    lines = list(takewhile(lambda block: _label(fold, block) is None, blocks))
    if len(lines) < len(columns) or any(b.end - b.start > _LONGEST_UNITS for b in lines):
        return []
    return lines[: len(columns)]


def _unit_lines(lines: Sequence[Block], columns: Sequence[Kind]) -> Iterator[Clause]:
    """Lines of units by columns: where there are more lines, the first column has several."""
    surplus = max(len(lines) - len(columns), 0)
    for i, line in enumerate(lines):
        kind, cell = columns[max(i - surplus, 0)], (line.start, line.end)
        if kind in ROLES:
            yield Clause(*cell, cell, keyed=True, role=ROLES[kind])


def _read_table(stream: Stream, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """The rows of the table that begins at block ``at``, if one does, and the index behind it."""
    fold, block = stream.fold, blocks[at]
    rows: list[Row] = []
    following = at + 1
    if is_head_line(fold, block):
        return _tabbed(fold, blocks, at)
    if NUMBER_HEAD.fullmatch(fold, block.start, block.end):
        rows, following = _lost(fold, blocks, at)
    elif fold.find("\t", block.start, block.end) >= 0:
        return _headless(fold, blocks, at)
    elif fold.startswith("序号", block.start) and block.end - block.start < _HEAD_LINE:
        rows, following = _spaced(stream, blocks, at)
    elif fold.startswith("1", block.start) and block.end - block.start <= _LONGEST_UNITS:
        rows, following = _spaced_headless(stream, blocks, at)
    elif block.end - block.start <= _SHORT:
        rows, following = _listed(fold, blocks, at)
    if not rows and may_be_flat(stream, block):
        rows, following = flat_rows(stream, blocks, at)
    return rows, following if rows else at + 1


def find_rows(stream: Stream, blocks: Sequence[Block]) -> Iterator[Row]:
    """The rows of all task tables among the blocks, in order."""
    index = 0
    while index < len(blocks):
        rows, following = _read_table(stream, blocks, index)
        yield from rows
        index = max(following, index + 1)
