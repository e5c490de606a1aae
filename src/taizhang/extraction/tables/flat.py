"""Tables whose cells and lines ran together (压平的表): numbers rise, tasks and offices follow.

Cells stand between blanks or line ends, as many as the row happened to have. Each row is its
number, its task, then offices; what stands behind those is told by the head. Without a head there
must be three rows in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from ..clauses.finding import Clause, is_keyed
from ..lines.numbering import read_label
from ..lines.spaced import pieces
from ..lines.stream import Block, Stream
from ..patterns import late
from ..types import Role
from .columns import ROLES, is_goal, is_head, is_unit_list, kinds_of, names_column
from .rows import Row

_NUMBER = late(
    r"(\d{1,3})(?:[、.](?!\d)|$|(?=[\u4e00-\u9fff“])(?![年月日号个项名家万亿元人所座处条次批台辆户亩吨公米倍度类大余多]))"
)
_SECTIONS = frozenset(("chapter", "section", "cn", "cn_paren"))
_LABEL_REACH = 24
_MOST_HEADS = 12
_LONGEST_HEAD = 24
_MOST_PIECES = 40
_FEWEST_ROWS = 3
_MOST_SECTIONS = 4
"""Headings above one row: more of them in succession are no table."""
_MOST_FAILED = 3
"""Rows without an office or a task: more of them are no table."""


class _Piece(NamedTuple):
    """A cell or a part of one: range, the index of its block, whether it opens the block."""

    start: int
    end: int
    block: int
    opens: bool


class _Columns(NamedTuple):
    """What a head says: columns of results before the offices, roles, columns behind them."""

    done: int
    roles: tuple[Role, ...]
    behind: int
    goals: bool


_NO_HEAD = _Columns(0, ("responsible",), 0, goals=False)


def _pieces(stream: Stream, blocks: Sequence[Block], first: int) -> Iterator[_Piece]:
    for index in range(first, len(blocks)):
        for start, end in pieces(stream, blocks[index]):
            yield _Piece(start, end, index, start == blocks[index].start)


def _columns(heads: Sequence[str]) -> _Columns | None:
    if not is_head(heads):
        return None
    kinds = kinds_of(heads)
    held = [at for at, kind in enumerate(kinds) if kind in ROLES]
    done = sum(1 for _ in takewhile(lambda kind: kind == "silent", reversed(kinds[: held[0]])))
    behind = sum(kind != "text" for kind in kinds[held[-1] + 1 :])
    goals = any(is_goal(head) for head in heads[: held[0]])
    return _Columns(done, tuple(ROLES[kinds[at]] for at in held), behind, goals)


class _Reader:
    """Reads the rows from the first number on."""

    def __init__(self, fold: str, columns: _Columns) -> None:
        self.fold = fold
        self.columns = columns
        self.rows: list[Row] = []
        self.last_block = -1
        self._row: list[_Piece] = []
        self._named = False
        self._number = 0
        self._restarts = True
        self._sections = 0
        self._failed = 0

    def _text(self, piece: _Piece) -> str:
        return self.fold[piece.start : piece.end]

    def _next(self, piece: _Piece) -> int:
        """The number that a piece opens the next row with, 0 when it does not."""
        found = _NUMBER.match(self.fold, piece.start, piece.end)
        if found is None or (self._row and not self._named):
            return 0
        number = int(found[1])
        return number if number == self._number + 1 or (self._restarts and number) else 0

    def _is_section(self, piece: _Piece) -> bool:
        if not piece.opens:
            return False
        label = read_label(self.fold[piece.start : min(piece.end, piece.start + _LABEL_REACH)])
        return label is not None and label.kind in _SECTIONS

    def take(self, piece: _Piece) -> bool:
        """Take in a piece; False where the table ends."""
        number = self._next(piece)
        if number:
            self._close(at_end=False)
            self._row, self._number, self._restarts = [piece], number, False
            self._sections = 0
            return self._failed <= _MOST_FAILED
        if self._is_section(piece):
            self._close(at_end=False)
            self._restarts = True
            self._sections += 1
            return self._sections <= _MOST_SECTIONS and self._failed <= _MOST_FAILED
        if is_keyed(self._text(piece)):
            return False
        if self._row and len(self._row) < _MOST_PIECES:
            self._row.append(piece)
            self._named = self._named or is_unit_list(self._text(piece))
            return True
        return self._restarts and not self._row and not piece.opens

    def _close(self, *, at_end: bool) -> None:
        """End the open row, if there is one."""
        row = self._read(self._row, at_end=at_end) if self._named else None
        if row is not None:
            self.rows.append(row)
        elif self._row:
            self._failed += 1
        self._row, self._named = [], False

    def finish(self) -> None:
        """End the last row, which nothing follows."""
        self._close(at_end=True)

    def _read(self, row: Sequence[_Piece], *, at_end: bool) -> Row | None:
        found = _NUMBER.match(self.fold, row[0].start, row[0].end)
        if found is None:
            return None
        alone = found.end() == row[0].end
        work = row[1:] if alone else [row[0]._replace(start=found.end()), *row[1:]]
        first = next((i for i in range(1, len(work)) if is_unit_list(self._text(work[i]))), 0)
        if not first:
            return None
        count = sum(1 for _ in takewhile(is_unit_list, map(self._text, work[first:])))
        units, rest = work[first : first + count], work[first + count :]
        behind = self._behind(units[-1], rest, at_end=at_end)
        done = work[first - self.columns.done : first] if first > self.columns.done else []
        clauses = (*_silent(done), *self._units(units), *_silent(behind))
        last = behind[-1] if behind else units[-1]
        self.last_block = last.block
        title = (work[0].start, work[0].end)
        told = work[1 : first - len(done)] if self.columns.goals else []
        goals = tuple((piece.start, piece.end) for piece in told)
        return Row(row[0].start, last.end, found[1], title, clauses, goals=goals)

    def _behind(self, unit: _Piece, rest: Sequence[_Piece], *, at_end: bool) -> Sequence[_Piece]:
        """What belongs to a row behind its offices: up to the next number where a head says so."""
        if not self.columns.behind:
            return [piece for piece in rest if piece.block == unit.block]
        return rest[: self.columns.behind] if at_end else rest

    def _units(self, units: Sequence[_Piece]) -> Iterator[Clause]:
        """The offices by columns: where there are more than columns, the first has several."""
        roles = self.columns.roles
        edges = [0, *range(max(len(units) - len(roles) + 1, 1), len(units) + 1)]
        for (a, b), role in zip(pairwise(edges), roles, strict=False):
            cell = (units[a].start, units[b - 1].end)
            yield Clause(*cell, cell, keyed=True, role=role)


def _silent(held: Sequence[_Piece]) -> Iterator[Clause]:
    """What is not read: results so far."""
    if held:
        cell = (held[0].start, held[-1].end)
        yield Clause(*cell, cell, keyed=True, silent=True)


def _begins(fold: str, piece: _Piece) -> bool:
    """Whether a piece opens a row or a section, so that no head goes on there."""
    if _NUMBER.match(fold, piece.start, piece.end):
        return True
    return read_label(fold[piece.start : min(piece.end, piece.start + _LABEL_REACH)]) is not None


def flat_rows(stream: Stream, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """The rows of the flattened table that begins at a block, and the index behind it."""
    fold = stream.fold
    waiting = _pieces(stream, blocks, at)
    heads: list[str] = []
    piece = next(waiting, None)
    while piece is not None and not _begins(fold, piece):
        heads.append(fold[piece.start : piece.end])
        if len(heads) > _MOST_HEADS or len(heads[-1]) > _LONGEST_HEAD:
            return [], at + 1
        piece = next(waiting, None)
    columns = _columns(heads) if heads else _NO_HEAD
    if piece is None or columns is None:
        return [], at + 1
    reader = _Reader(fold, columns)
    for _ in takewhile(reader.take, chain([piece], waiting)):
        pass
    reader.finish()
    rows = reader.rows if heads or len(reader.rows) >= _FEWEST_ROWS else []
    return rows, max(reader.last_block, at) + 1


def may_be_flat(stream: Stream, block: Block) -> bool:
    """Whether a block looks like the head or the first row of a flattened table."""
    fold, start = stream.fold, block.start
    if fold.startswith("1", start):
        found = _NUMBER.match(fold, start, block.end)
        behind = found.end() if found and found[1] == "1" else start
        return start < behind < block.end and stream.offsets[behind] - stream.offsets[start] > 1
    gaps = stream.gaps_in(start, min(block.end, start + _LONGEST_HEAD))
    stop = gaps[0] if gaps else block.end
    return stop - start <= _LONGEST_HEAD and names_column(fold[start:stop])
