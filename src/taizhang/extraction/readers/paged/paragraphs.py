"""Paragraphs of a printed page (段落): whether a line runs on into the next one.

A line runs on when the next word had no room in it and the next line is not indented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ...lines.numbering import read_label
from ...numbers.numerals import FOLD
from .lines import Piece

_INDENT = 0.8  # of the size
_SLACK = 0.75
_LATIN = 0.55  # width of a Latin letter or figure
_ALIKE = (0.85, 1.18)
_PITCH = 1.8
_LABEL = 24
_RARELY = 12  # one line in so many begins a paragraph, at least, where paragraphs are indented
_NARROW = 0.7  # of the usual width of a line: too short to be full
_SHORT = 12  # ems: shorter lines are lists
_WORD = re.compile(r"[（(《“‘「\[【〔]*(?:[!-~]+|.)[，。、；：？！）》”’」\]】〕%％,.;:]*")
_STOPPED = re.compile(r"[。；！？：;:!?）)】\]]$")
_LATIN_END = re.compile(r"[A-Za-z,.;]$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a stretch begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the margins of its stretch."""

    line: Piece
    margins: Margins

    @property
    def is_indented(self) -> bool:
        """Whether it begins right of the margin."""
        if self.line.is_table:
            return False
        return self.line.left > self.margins.left + _INDENT * self.line.size


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is set: how wide its wider lines are, whether paragraphs begin with an indent."""

    width: float
    indented: bool


def measure_habits(stretches: Sequence[Sequence[Piece]]) -> Habits:
    """The habits of all lines of a file."""
    running = [line for lines in stretches for line in lines if not line.is_table]
    widths = sorted(line.right - line.left for line in running)
    indented = sum(placed.is_indented for lines in stretches for placed in place_lines(lines, ()))
    width = widths[len(widths) * 4 // 5] if widths else 0.0
    return Habits(width, indented * _RARELY > len(widths))


def place_lines(lines: Sequence[Piece], known: Sequence[Margins]) -> list[Placed]:
    """The lines of a stretch with its margins; few lines take those of a like stretch."""
    if not lines:
        return []
    running = [line for line in lines if not line.is_table]
    margins = measure_margins(running or lines)
    if len(running) < 3 and known:
        margins = min(known, key=lambda each: abs(each.left - margins.left))
    return [Placed(line, margins) for line in lines]


def measure_margins(lines: Sequence[Piece]) -> Margins:
    """The margins by the lines themselves, a tenth of them left out as strays."""
    stray = len(lines) // 10
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    steps = [b.base - a.base for a, b in zip(lines, lines[1:], strict=False) if b.base > a.base]
    return Margins(lefts[stray], rights[-1 - stray], median(steps) if steps else 0.0)


def runs_on(before: Placed, after: Placed, habits: Habits) -> bool:
    """Whether the paragraph of ``before`` goes on with ``after``."""
    a, b = before.line, after.line
    if a.is_table or b.is_table or after.is_indented:
        return False
    if not _ALIKE[0] * a.size < b.size < _ALIKE[1] * a.size:
        return False
    same_stretch = before.margins is after.margins
    if same_stretch and before.margins.pitch and b.base - a.base > _PITCH * before.margins.pitch:
        return False
    if a.right - before.margins.left < max(_NARROW * habits.width, _SHORT * a.size):
        return False
    if before.margins.right - a.right > (first_word_width(b.text) + _SLACK) * a.size:
        return False
    return habits.indented or not (_is_labelled(b.text) and _STOPPED.search(a.text))


def _is_labelled(text: str) -> bool:
    return read_label(text[:_LABEL].translate(FOLD)) is not None


def first_word_width(text: str) -> float:
    """How many ems the first word of a line needs, closing marks with it."""
    match = _WORD.match(text)
    word = match[0] if match else ""
    return sum(_LATIN if ch.isascii() else 1.0 for ch in word[:40])


def joint(before: str, after: str) -> str:
    """What stands between two printed lines of a paragraph: a blank between Latin words."""
    return " " if _LATIN_END.search(before) and after[:1].isascii() else ""
