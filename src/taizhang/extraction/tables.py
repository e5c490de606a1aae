"""Task tables (任务分解表): rows with columns for units and times, one item a row.

Two forms in plain text: cells between tabs, and a table that lost its cells, one cell a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .clauses import Clause
from .stream import Block, Stream
from .types import Role
from .vocabulary import words

_NUMBER_HEAD = re.compile(r"序号|编号|号")
_NUMBER = re.compile(r"\d{1,3}")
_SHORT = 14
_MOST_COLUMNS = 12
_ROLES: dict[str, Role] = {
    **dict.fromkeys(words("units", "support_keys"), "support"),
    **dict.fromkeys(words("units", "responsible_keys"), "responsible"),
    **dict.fromkeys(words("units", "lead_keys"), "lead"),
}
_TIMES = frozenset(words("units", "time_keys"))
_SILENT = frozenset((*words("units", "person_keys"), "备注", "说明", "依据", "序号"))

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its clean range, number, title cell and the clauses its cells stand for."""

    start: int
    end: int
    number: str
    title: Cell
    clauses: tuple[Clause, ...]


def _kind(head: str) -> str:
    """What a column holds, by its heading."""
    if _NUMBER_HEAD.fullmatch(head):
        return "number"
    if head in _ROLES:
        return "role"
    return "time" if head in _TIMES else ("silent" if head in _SILENT else "text")


def _cells(fold: str, block: Block) -> list[Cell]:
    """The ranges between the tabs of a block."""
    cells: list[Cell] = []
    position = block.start
    for part in fold[block.start : block.end].split("\t"):
        cells.append((position, position + len(part)))
        position += len(part) + 1
    return cells


def _row(fold: str, heads: Sequence[str], cells: Sequence[Cell]) -> Row | None:
    """A row with a unit in it, or None."""
    number, title = "", None
    clauses: list[Clause] = []
    for head, (start, end) in zip(heads, cells, strict=False):
        kind = _kind(head)
        if start == end:
            continue
        if kind == "text":
            title = title or (start, end)
            continue
        number = fold[start:end] if kind == "number" else number
        role = _ROLES.get(head)
        clauses.append(Clause(start, end, (start, end), keyed=True, silent=role is None, role=role))
    if title is None or not any(clause.role for clause in clauses):
        return None
    return Row(cells[0][0], cells[-1][1], number, title, tuple(clauses))


def _is_head(heads: Sequence[str]) -> bool:
    return 3 <= len(heads) <= _MOST_COLUMNS and any(head in _ROLES for head in heads)


def _tabbed(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """The table whose head is block ``at``, and the index behind it."""
    heads = fold[blocks[at].start : blocks[at].end].split("\t")
    rows: list[Row] = []
    index = at + 1
    while index < len(blocks):
        cells = _cells(fold, blocks[index])
        if len(cells) < 2:
            break
        row = _row(fold, heads, cells)
        rows.extend([row] if row else [])
        index += 1
    return rows, index


def _lost_heads(fold: str, blocks: Sequence[Block], at: int) -> list[str]:
    """The column heads that stand one a line from 序号 on."""
    heads: list[str] = []
    for block in blocks[at : at + _MOST_COLUMNS]:
        text = fold[block.start : block.end]
        if len(text) > _SHORT or _NUMBER.fullmatch(text) or "、" in text:
            break
        heads.append(text)
    return heads


def _lost(fold: str, blocks: Sequence[Block], at: int) -> tuple[list[Row], int]:
    """A table that lost its cells: rows begin with 1, 2, 3 … and have one line a column."""
    heads = _lost_heads(fold, blocks, at)
    rows: list[Row] = []
    if not _is_head(heads):
        return rows, at + 1
    index, expected = at + len(heads), 1
    while index + len(heads) <= len(blocks):
        if fold[blocks[index].start : blocks[index].end] != str(expected):
            index += 1
            continue
        cells = [(block.start, block.end) for block in blocks[index : index + len(heads)]]
        row = _row(fold, heads, cells)
        rows.extend([row] if row else [])
        index, expected = index + len(heads), expected + 1
    return rows, index


def find_rows(stream: Stream, blocks: Sequence[Block]) -> Iterator[Row]:
    """The rows of all task tables among the blocks, in order."""
    fold = stream.fold
    index = 0
    while index < len(blocks):
        text = fold[blocks[index].start : min(blocks[index].end, blocks[index].start + 200)]
        rows: list[Row] = []
        following = index + 1
        if "\t" in text and _is_head(text.split("\t")):
            rows, following = _tabbed(fold, blocks, index)
        elif _NUMBER_HEAD.fullmatch(text):
            rows, following = _lost(fold, blocks, index)
        yield from rows
        index = max(following, index + 1) if rows else index + 1
