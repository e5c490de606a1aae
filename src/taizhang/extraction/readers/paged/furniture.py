"""Page furniture (页眉页脚): running heads, feet and page numbers, told by where they come back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .lines import Piece, join_rows

_EDGE = 2  # outermost lines of a page that may be furniture
_OFTEN = 3
_SAME_PLACE = 14.0  # points
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-—－–―·•\s]*(\d{1,4})[-—－–―·•\s]*|第\s*(\d{1,4})\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|"
    r"(\d{1,4})\s*/\s*\d{1,4}"
)
_SENTENCE_END = ("。", "；")
_DECORATED = re.compile(r"\D")


@dataclass(slots=True)
class Furniture:
    """What stands at the top and at the bottom of a page, and the number printed there."""

    top: list[Piece] = field(default_factory=list)
    bottom: list[Piece] = field(default_factory=list)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Edge:
    page: int
    bottom: bool
    line: Piece
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(self.line.text.split())

    @property
    def number(self) -> int | None:
        match = _NUMBER.fullmatch(self.text)
        return int(next(filter(None, match.groups()))) if match else None


def take_furniture(pages: Sequence[list[Piece]]) -> list[Furniture]:
    """Take the furniture out of the pages' pieces; one record a page."""
    found = [Furniture() for _ in pages]
    for depth in range(_EDGE):
        edges = [edge for i, pieces in enumerate(pages) for edge in _edges(i, pieces)]
        taken = [*_numbered(edges), *_repeated(edges)]
        if not taken:
            break
        for edge in {id(edge): edge for edge in taken}.values():
            _take(edge, pages[edge.page], found[edge.page], first=depth == 0)
    return found


def _take(edge: _Edge, pieces: list[Piece], found: Furniture, *, first: bool) -> None:
    gone = {id(piece) for piece in edge.pieces}
    if not any(id(piece) in gone for piece in pieces):
        return  # the only line of the page is its top and its bottom
    pieces[:] = [piece for piece in pieces if id(piece) not in gone]
    if edge.bottom:
        found.bottom.insert(0, edge.line)
    else:
        found.top.append(edge.line)
    if edge.number is not None and found.number is None:
        found.number = edge.number


def _edges(page: int, pieces: Sequence[Piece]) -> list[_Edge]:
    """The first and the last line of a page, as long as it has others."""
    if not pieces:
        return []
    highest = min(pieces, key=lambda piece: piece.base)
    lowest = max(pieces, key=lambda piece: piece.base)
    edges = []
    for anchor, bottom in ((highest, False), (lowest, True)):
        row = [
            p
            for p in pieces
            if p is anchor or abs(p.base - anchor.base) <= 0.4 * min(p.size, anchor.size)
        ]
        edges.append(_Edge(page, bottom, join_rows(row)[0], tuple(row)))
    return edges


def _numbered(edges: Sequence[_Edge]) -> list[_Edge]:
    """Page numbers: with dashes or words anywhere, bare ones where they count with the pages."""
    numbered = [edge for edge in edges if edge.number is not None]
    offsets: dict[tuple[bool, int], int] = defaultdict(int)
    for edge in numbered:
        offsets[edge.bottom, (edge.number or 0) - edge.page] += 1
    return [
        edge
        for edge in numbered
        if _DECORATED.search(edge.text) or offsets[edge.bottom, (edge.number or 0) - edge.page] > 1
    ]


def _repeated(edges: Sequence[_Edge]) -> list[_Edge]:
    """Lines that come back at the same height on three pages or more, figures aside."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.text.endswith(_SENTENCE_END):
            continue
        groups[edge.bottom, _DIGITS.sub("#", edge.text)].append(edge)
    taken: list[_Edge] = []
    for group in groups.values():
        heights = sorted(edge.line.base for edge in group)
        middle = heights[len(heights) // 2]
        near = [edge for edge in group if abs(edge.line.base - middle) <= _SAME_PLACE]
        if len({edge.page for edge in near}) >= _OFTEN:
            taken.extend(near)
    return taken
