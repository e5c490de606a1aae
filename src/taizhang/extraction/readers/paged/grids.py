"""Ruled tables (表格线): from drawn lines to a grid of cells, merged ones known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .glyphs import Rule

_NEAR = 3.0  # points: lines so close are one
_SHORTEST = 6.0
_OPEN_SIDE = 6.0
_MOST_LINES = 800
_MOST_CELLS = 20_000

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: its place across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns and rows are parted, and which cell each field belongs to.

    ``cells[row][column]`` is a number; fields of one merged cell share it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def find(self, x: float, y: float) -> int | None:
        """The cell in which a point lies."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[0]):
            return self.cells[row][column]
        return None

    def width(self, cell: int) -> float:
        """How wide a cell is."""
        columns = [j for fields in self.cells for j, each in enumerate(fields) if each == cell]
        return self.xs[max(columns) + 1] - self.xs[min(columns)]


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that some rules draw: two rows and two columns at least."""
    rules = list(rules)
    across = merge_lines(Line((r.top + r.bottom) / 2, r.left, r.right) for r in rules if _lies(r))
    down = merge_lines(Line((r.left + r.right) / 2, r.top, r.bottom) for r in rules if not _lies(r))
    if len(across) > _MOST_LINES or len(down) > _MOST_LINES:
        return []
    grids = [_make_grid(*each) for each in _connected(across, down)]
    return [grid for grid in grids if grid is not None]


def _lies(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.bottom - rule.top


def merge_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines that touch end to end at about the same place are one; short ones are left out."""
    merged: list[Line] = []
    for group in _groups(sorted(lines, key=lambda line: line.at), lambda line: line.at):
        at = sum(line.at for line in group) / len(group)
        start, end = 0.0, -1.0
        for line in sorted(group, key=lambda line: line.start):
            if end >= start and line.start <= end + _NEAR:
                end = max(end, line.end)
                continue
            if end - start >= _SHORTEST:
                merged.append(Line(at, start, end))
            start, end = line.start, line.end
        if end - start >= _SHORTEST:
            merged.append(Line(at, start, end))
    return merged


def _groups(items: Sequence[Line], place: Callable[[Line], float]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for item in items:
        if groups and place(item) - place(groups[-1][0]) <= _NEAR:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _connected(
    across: Sequence[Line], down: Sequence[Line]
) -> Iterable[tuple[list[Line], list[Line]]]:
    """Lines that hang together by touching."""
    parents = list(range(len(across) + len(down)))
    for i, a in enumerate(across):
        for j, b in enumerate(down, len(across)):
            touches = a.start - _NEAR <= b.at <= a.end + _NEAR
            if touches and b.start - _NEAR <= a.at <= b.end + _NEAR:
                parents[_root(parents, j)] = _root(parents, i)
    found: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, a in enumerate(across):
        found.setdefault(_root(parents, i), ([], []))[0].append(a)
    for j, b in enumerate(down, len(across)):
        found.setdefault(_root(parents, j), ([], []))[1].append(b)
    return found.values()


def _root(parents: list[int], node: int) -> int:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def _make_grid(across: list[Line], down: list[Line]) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    left, right = min(line.start for line in across), max(line.end for line in across)
    ys = _places(line.at for line in across)
    xs = _places(line.at for line in down)
    xs = [left] * (xs[0] - left > _OPEN_SIDE) + xs + [right] * (right - xs[-1] > _OPEN_SIDE)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    return Grid(tuple(xs), tuple(ys), _merge_fields(xs, ys, _Walls(across), _Walls(down)))


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


class _Walls:
    """Whether a line stands at a place, over a stretch."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.at)
        self._at = [line.at for line in self._lines]

    def at(self, place: float) -> list[Interval]:
        first = bisect_right(self._at, place - _NEAR - 0.01)
        last = bisect_right(self._at, place + _NEAR)
        return [(line.start, line.end) for line in self._lines[first:last]]


def _merge_fields(
    xs: Sequence[float], ys: Sequence[float], across: _Walls, down: _Walls
) -> tuple[tuple[int, ...], ...]:
    """Fields without a wall between them are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parents = list(range(rows * columns))
    for column in range(1, columns):
        walls = down.at(xs[column])
        for row, (top, bottom) in enumerate(pairwise(ys)):
            if not _covers(walls, (top + bottom) / 2):
                here = row * columns + column
                parents[_root(parents, here)] = _root(parents, here - 1)
    for row in range(1, rows):
        walls = across.at(ys[row])
        for column, (left, right) in enumerate(pairwise(xs)):
            if not _covers(walls, (left + right) / 2):
                here = row * columns + column
                parents[_root(parents, here)] = _root(parents, here - columns)
    return tuple(
        tuple(_root(parents, row * columns + column) for column in range(columns))
        for row in range(rows)
    )


def _covers(walls: Sequence[Interval], place: float) -> bool:
    return any(start <= place <= end for start, end in walls)
