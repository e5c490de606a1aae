"""Task tables (任务分解表): rows with columns for units and times, one item a row.

Two forms: cells between tabs, and a table that lost its cells, one cell a line. A merged cell is
repeated in each place that it covers: rows that share number, units and times are one item, and
what a cell repeats is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .clauses import Clause
from .columns import NUMBER_HEAD, ROLES, Kind, is_category, is_head, kinds_of
from .numbering import read_label
from .ragged import align, row_end
from .spaced import pieces, spaced_rows
from .stream import Block, Stream

_NUMBER = re.compile(r"\d{1,3}")
_SHORT = 14
_MOST_COLUMNS = 12
_HEAD_REACH = 400
_HEAD_LINE = 60

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its clean range, number, title cell and the clauses its cells stand for."""

    start: int
    end: int
    number: str
    title: Cell
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell with its column: what it holds, whether it repeats the cell above or to the left."""

    head: str
    kind: Kind
    cell: Cell
    text: str
    repeats_left: bool
    repeats_above: bool


class _Table:
    """Reads the rows below a head; a further head (second row, next page) takes its place."""

    def __init__(self, fold: str, heads: Sequence[str]) -> None:
        self.fold = fold
        self.rows: list[Row] = []
        self._above: list[str] = []
        self._set_heads(heads)

    def _set_heads(self, heads: Sequence[str]) -> None:
        self.heads = list(heads)
        self._kinds = kinds_of(heads)

    def add(self, cells: Sequence[Cell]) -> None:
        """Take in a row: an item, more of the item above, a head again, or a section's heading."""
        texts = [self.fold[start:end] for start, end in cells]
        if is_head(texts):
            self._set_heads(texts)
            return
        if _is_section(texts):
            self._above = []
            return
        fields = self._fields(cells, texts)
        if self.rows and _goes_on(fields):
            last = self.rows[-1]
            more = tuple(_repeated(field) for field in fields if _is_known(field))
            self.rows[-1] = replace(last, end=cells[-1][1], clauses=(*last.clauses, *more))
            return
        row = _read_row(fields)
        if row is not None:
            self.rows.append(row)
        self._above = texts if row is not None else []

    def _fields(self, cells: Sequence[Cell], texts: Sequence[str]) -> list[_Field]:
        found: list[_Field] = []
        left = ""
        columns = zip(self.heads, self._kinds, cells, texts, strict=False)
        for index, (head, kind, cell, text) in enumerate(columns):
            above = self._above[index] if index < len(self._above) else ""
            found.append(_Field(head, kind, cell, text, text == left, text == above))
            left = text
        return found


def _is_section(texts: Sequence[str]) -> bool:
    """Whether a row is one cell over the whole width: a heading inside the table."""
    return len(texts) > 1 and len(set(texts)) == 1


def _goes_on(fields: Sequence[_Field]) -> bool:
    """Whether a row continues the one above: all but its text is empty, or merged with it."""
    held = [field for field in fields if field.kind != "text"]
    numbers = [field for field in held if field.kind == "number"]
    if not any(field.kind == "text" and field.text for field in fields) or not numbers:
        return False
    if all(not field.text for field in held):
        return True
    return any(field.text for field in numbers) and all(field.repeats_above for field in held)


def _is_known(field: _Field) -> bool:
    """Whether a cell of a continuing row only says again what stands above it."""
    return bool(field.text) and (field.kind != "text" or field.repeats_above)


def _repeated(field: _Field) -> Clause:
    return Clause(*field.cell, field.cell, keyed=True, silent=True)


def _number(text: str) -> str:
    label = read_label(text)
    return label.text if label is not None and label.length == len(text) else text


def _clause(field: _Field, other_text: bool) -> Clause | None:
    """What a cell stands for: units, a time, nothing to be read, or (None) text of the task."""
    role = ROLES.get(field.kind)
    if field.kind != "text":
        silent = role is None or field.repeats_left
        return Clause(*field.cell, field.cell, keyed=True, silent=silent, role=role)
    if field.repeats_left or (field.repeats_above and other_text):
        return _repeated(field)
    return None


def _read_row(fields: Sequence[_Field]) -> Row | None:
    """A row with a task and a unit in it, or None."""
    filled = [field for field in fields if field.text]
    work = [field for field in filled if field.kind == "text" and not field.repeats_left]
    fresh = [field for field in work if not field.repeats_above]
    clauses = [_clause(field, bool(fresh)) for field in filled]
    held = tuple(clause for clause in clauses if clause is not None)
    if not work or not any(clause.role and not clause.silent for clause in held):
        return None
    ranked = fresh or work
    title = next((field for field in ranked if not is_category(field.head)), ranked[0])
    number = next((_number(field.text) for field in filled if field.kind == "number"), "")
    return Row(fields[0].cell[0], fields[-1].cell[1], number, title.cell, held)


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
    table = _Table(fold, fold[blocks[at].start : blocks[at].end].split("\t"))
    index = at + 1
    while index < len(blocks):
        cells = _cells(fold, blocks[index])
        if len(cells) < 2 and not _is_inside(fold, blocks, index, len(table.heads)):
            break
        if len(cells) > 1:
            table.add(cells)
        index += 1
    return table.rows, index


def _is_inside(fold: str, blocks: Sequence[Block], at: int, columns: int) -> bool:
    """Whether a line without tabs is a heading between two rows of one table."""
    block = blocks[at]
    if at + 1 >= len(blocks) or block.end - block.start > _SHORT * 2:
        return False
    following = _cells(fold, blocks[at + 1])
    return len(following) == columns


def _lost_heads(fold: str, blocks: Sequence[Block], at: int) -> list[str]:
    """The column heads that stand one a line from 序号 on."""
    heads: list[str] = []
    for block in blocks[at : at + _MOST_COLUMNS]:
        text = fold[block.start : block.end]
        if len(text) > _SHORT or _NUMBER.fullmatch(text) or re.search("[、。]", text):
            break
        heads.append(text)
    return heads


def _lost(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """A table that lost its cells: rows begin with 1, 2, 3 … and have one line a cell."""
    heads = _lost_heads(fold, blocks, at)

    def read(line: int) -> str:
        return fold[blocks[line].start : blocks[line].end]

    if not is_head(heads):
        return [], at + 1
    table = _Table(fold, heads)
    index, expected = at + len(heads), 1
    while index < len(blocks):
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
    table, index = _Table(stream.fold, heads), at + 1
    for index, cells in spaced_rows(stream, blocks, at + 1, len(heads)):  # noqa: B007
        table.add(cells)
    return table.rows, index


def is_head_line(fold: str, block: Block) -> bool:
    """Whether a block is the head of a task table, cells between tabs."""
    text = fold[block.start : min(block.end, block.start + _HEAD_REACH)]
    return "\t" in text and is_head(text.split("\t"))


def find_rows(stream: Stream, blocks: Sequence[Block]) -> Iterator[Row]:
    """The rows of all task tables among the blocks, in order."""
    fold = stream.fold
    index = 0
    while index < len(blocks):
        block = blocks[index]
        rows: list[Row] = []
        following = index + 1
        if is_head_line(fold, block):
            rows, following = _tabbed(fold, blocks, index)
        elif NUMBER_HEAD.fullmatch(fold, block.start, block.end):
            rows, following = _lost(fold, blocks, index)
        elif fold.startswith("序号", block.start) and block.end - block.start < _HEAD_LINE:
            rows, following = _spaced(stream, blocks, index)
        yield from rows
        index = max(following, index + 1) if rows else index + 1
