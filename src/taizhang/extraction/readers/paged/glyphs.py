"""What a page carries (页面内容): printed characters and drawn rules.

All lengths are points (1/72 inch); x runs to the right and y downwards from the upper left corner
of the page as it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_RISE = 0.88
"""How much of the em lies above the baseline in CJK type."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character (字符): where it begins and ends along its line, its baseline, its size.

    ``turn`` is the direction of reading in degrees, clockwise from left to right. ``spaced``:
    a blank stands before it.
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    turn: int = 0
    spaced: bool = False

    @property
    def box(self) -> Box:
        """The em box in its own frame, in which lines run from left to right."""
        top = self.base - self.size * _RISE
        return self.start, top, self.end, top + self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or thin bar (线), horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page itself: its size in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that a reader found on a page.

    ``is_scan``: a picture in place of text; ``is_recognised``: the text lies unseen behind a
    picture; ``is_cut``: more was drawn than was looked at.
    """

    sheet: Sheet
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    is_scan: bool = False
    is_recognised: bool = False
    is_cut: bool = False


def turned(box: Box, turn: int) -> Box:
    """A box of the frame turned by ``turn`` degrees, in page coordinates.

    The frame has the page's origin; only its axes are turned.
    """
    if not turn:
        return box
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    left, top, right, bottom = box
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    xs = [x * cos - y * sin for x, y in corners]
    ys = [x * sin + y * cos for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def by_turn(glyphs: Iterable[Glyph]) -> Iterator[tuple[int, list[Glyph]]]:
    """The glyphs of each direction of reading, upright ones first."""
    groups: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault(glyph.turn, []).append(glyph)
    yield from sorted(groups.items())
