"""Rows of a table that lost its cells, and the empty ones with them (缺格的行), one cell a line.

A row ends where the next number or a heading stands; names of offices go to the columns of units
in order, what else is left to none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from ..clauses.finding import is_names
from ..lines.numbering import read_label
from .columns import ROLES, Kind, fits_kind, kinds_of

Cell = tuple[int, int]
_FEWEST = 3
_MOST_MORE = 12


def row_end(read: Callable[[int], str], index: int, width: int, count: int, number: int) -> int:
    """Where the row that begins at line ``index`` ends: ``width`` lines on when that fits.

    ``read`` gives a line, ``count`` is their number, ``number`` that of the row.
    """
    full = index + width
    following = str(number + 1)
    if full == count or (full < count and read(full) == following):
        return full
    for at in range(index + 2, min(full + _MOST_MORE, count)):
        if read(at) == following or (at < full and is_bare_label(read(at))):
            return at
    return min(full, count)


def is_bare_label(line: str) -> bool:
    """Whether a line is a number of a heading and nothing else: （一）."""
    label = read_label(line)
    return label is not None and label.length == len(line)


def align(heads: Sequence[str], cells: Sequence[Cell], texts: Sequence[str]) -> list[Cell] | None:
    """The cells of a row under their heads, empty where one is missing; None for no row."""
    if len(cells) == len(heads):
        return list(cells)
    kinds = kinds_of(heads)
    if len(cells) > len(heads):
        return _crowded(kinds, cells, texts)
    narrow = _narrow(kinds, cells, texts)
    if narrow is not None:
        return narrow
    units = [i for i, kind in enumerate(kinds) if kind in ROLES]
    work = next((i for i, kind in enumerate(kinds) if kind == "text"), None)
    named = [cell for cell, text in zip(cells[2:], texts[2:], strict=True) if is_names(text)]
    if work is None or len(cells) < _FEWEST or not named or kinds[0] != "number":
        return None
    end = cells[-1][1]
    placed = [(end, end)] * len(heads)
    placed[0], placed[work] = cells[0], cells[1]
    for i, cell in zip(units, named, strict=False):
        placed[i] = cell
    return placed


def _narrow(
    kinds: Sequence[Kind], cells: Sequence[Cell], texts: Sequence[str]
) -> list[Cell] | None:
    """A row with fewer texts than the head has columns for them (项目 | 类别 | 内容)."""
    missing = len(kinds) - len(cells)
    spare = [i for i, kind in enumerate(kinds) if kind == "text"][:missing]
    kept = [kind for i, kind in enumerate(kinds) if i not in spare]
    if len(spare) < missing or "text" not in kept or kinds[0] != "number":
        return None
    told = [(fits_kind(text, kind), kind) for text, kind in zip(texts, kept, strict=True)]
    named = any(fit > 0 and kind in ROLES for fit, kind in told)
    if not named or any(fit < 0 and kind not in ROLES for fit, kind in told):
        return None
    placed = list(cells)
    for i in spare:
        placed.insert(i, (placed[i][0], placed[i][0]))
    return placed


def _crowded(
    kinds: Sequence[Kind], cells: Sequence[Cell], texts: Sequence[str]
) -> list[Cell] | None:
    """A row with more lines than columns: the offices stand one a line, times behind them."""
    units = [i for i, kind in enumerate(kinds) if kind in ROLES]
    work = next((i for i, kind in enumerate(kinds) if kind == "text"), None)
    first = next((i for i in range(2, len(texts)) if is_names(texts[i])), None)
    if work is None or first is None or kinds[0] != "number":
        return None
    behind = first + sum(1 for _ in takewhile(is_names, texts[first:]))
    end = cells[-1][1]
    placed = [(end, end)] * len(kinds)
    placed[0], placed[work] = cells[0], (cells[1][0], cells[first - 1][1])
    several = max(behind - first - len(units) + 1, 1)
    edges = [first, *range(first + several, behind + 1)]
    for column, (a, b) in zip(units, pairwise(edges), strict=False):
        placed[column] = (cells[a][0], cells[b - 1][1])
    if behind < len(cells) and "time" in kinds:
        placed[kinds.index("time")] = (cells[behind][0], end)
    return placed
