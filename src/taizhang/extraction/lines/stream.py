"""The clean stream (文本流): page noise out, lines cut by a page joined, every offset kept.

``clean`` holds the text without blanks, blocks (logical paragraphs) separated by ``\\n``; ``fold``
is the same with full-width forms folded, character for character; ``offsets`` leads each
character back to the source. A line end in a table cell that parts names or points is in both a
punctuation mark.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..numbers.numerals import fold_width
from ..patterns import late
from ..types import DecodedText, Span
from .bars import mend_rows
from .cells import cell_breaks
from .joining import Layout, Paragraph, measure_layout
from .noise import is_page_noise, page_marks, running_heads
from .runs import cut_runs

_FEWEST_BARS = 3
_TOKEN = late(r"[^\s\u200b\ufeff]+|\t|\v")
_BLANK = late(r"[\s\u200b\ufeff]")
_INDENTS = " \u3000"


@dataclass(frozen=True, slots=True)
class Block:
    """A logical paragraph, [start, end) in the clean stream."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Source and clean text with the way back.

    ``gaps``: where blanks were left out, in order; ``starts``: where the blocks begin.
    """

    source: str
    clean: str
    fold: str
    offsets: array[int]
    blocks: tuple[Block, ...]
    noise: tuple[Span, ...]
    gaps: array[int]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Offsets in the source for [start, end) of the clean stream; never empty."""
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def gaps_in(self, start: int, end: int) -> array[int]:
        """Where, between two points, blanks of the source were left out."""
        return self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]

    def quote(self, start: int, end: int) -> str:
        """The source text behind [start, end) of the clean stream."""
        a, b = self.span(start, end)
        return self.source[a:b]


@dataclass(slots=True)
class _Line:
    """A source line without blanks: its pieces and where each starts."""

    text: str
    starts: list[tuple[int, int]]  # source offset, length
    indent: bool


def _gap(left: str, right: str) -> bool:
    """Whether a blank between two characters must stay (two Latin words, two numbers)."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _read_line(source: str, start: int, end: int) -> _Line:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    last = ""
    breaks = cell_breaks(source, start, end)
    for token in _TOKEN.finditer(source, start, end):
        piece, at = token[0], token.start()
        if piece == "\v":
            piece = breaks.get(at, "")
            if not piece:
                continue
        if last and at > start and source[at - 1] == " " and _gap(last, piece[0]):
            parts.append(" ")
            starts.append((at - 1, 1))
        parts.append(piece)
        starts.append((at, len(piece)))
        last = piece[-1]
    indent = bool(starts) and starts[0][0] > start
    return _Line("".join(parts), starts, indent)


def _lines(source: str) -> list[_Line]:
    lines: list[_Line] = []
    position = 0
    for printed in source.split("\n"):
        end = position + len(printed)
        text = printed.strip(_INDENTS)
        if _BLANK.search(text):
            line = _read_line(source, position, end)
            if line.text.strip("\t"):
                lines.append(line)
        elif text:  # most lines: one piece, perhaps indented
            start = position + printed.index(text[0])
            lines.append(_Line(text, [(start, len(text))], start > position))
        position = end + 1
    return lines


class _Positions:
    """The numbers 0, 1, 2 … to copy offsets from, as many as the longest text needed."""

    def __init__(self) -> None:
        self._numbers: array[int] = array("q")

    def up_to(self, end: int) -> array[int]:
        """The numbers from 0 to ``end`` at least."""
        if end > len(self._numbers):
            numbers: array[int] = array("q")
            numbers.fromlist([*range(end)])  # faster than from the range itself
            self._numbers = numbers
        return self._numbers


_POSITIONS = _Positions()


class _Builder:
    """Collects lines into blocks."""

    def __init__(self, layout: Layout, continued: Iterable[int], positions: array[int]) -> None:
        self.parts: list[str] = []
        self.continued = frozenset(continued)
        self.positions = positions
        self.offsets: array[int] = array("q")
        self.gaps: array[int] = array("q")  # where a blank of the source was left out
        self.ranges: list[Span] = []  # of the blocks
        self.length = 0
        self.paragraph = Paragraph(layout)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add(self, line: _Line) -> None:
        """Append a line, to the open paragraph when it continues it."""
        if self.ranges and self._continues(line):
            self.paragraph.extend(line.text)
            start = self.ranges.pop()[0]
        else:
            self.paragraph.start(line.text)
            start = self._separate()
        at = self.length
        for begin, length in line.starts:
            if at and begin - self.offsets[-1] > 1:
                self.gaps.append(at)
            self.offsets.extend(self.positions[begin : begin + length])
            at += length
        self._append(line.text)
        self.ranges.append((start, self.length))

    def _continues(self, line: _Line) -> bool:
        known = line.starts[0][0] in self.continued
        return known or self.paragraph.continues(line.text, line.indent)

    def _separate(self) -> int:
        """End the block before; where the next begins."""
        if self.ranges:
            self.offsets.append(self.offsets[-1] + 1)
            self._append("\n")
        return self.length


def _open_bars(fold: str, ranges: Sequence[Span]) -> str:
    """The fold with tabs for the bars between the cells of a table drawn in text (甲 | 乙 |)."""
    if "|" not in fold:
        return fold
    parts: list[str] = []
    position = 0
    for start, end in ranges:
        closed = fold[end - 1] == "|"
        if fold.count("|", start, end) >= _FEWEST_BARS - closed:
            parts.append(fold[position:start])
            parts.append(fold[start:end].replace("|", "\t"))
            position = end
    return "".join([*parts, fold[position:]])


def _without_marks(lines: list[_Line]) -> tuple[list[_Line], list[Span]]:
    """The lines without the page numbers that a document site put before them, and these."""
    marks = page_marks([line.text for line in lines])
    if not marks:
        return lines, []
    noise: list[Span] = []
    bare: list[_Line] = []
    for line, length in zip(lines, marks, strict=True):
        (start, size), *rest = line.starts
        noise.append((start, start + length))
        first = [(start + length, size - length)] if size > length else []
        bare.append(_Line(line.text[length:], [*first, *rest], line.indent))
    return bare, noise


def build_stream(
    source: str, *, page_noise: Sequence[Span] = (), continued: Iterable[int] = ()
) -> Stream:
    """Clean a decoded text, keeping the way back to each character.

    ``page_noise`` and ``continued`` are what a reader that sees the page knows (see `Decoded`).
    """
    known_noise = {start for start, _ in page_noise}
    lines = _lines(mend_rows(source))
    lines, noise = _without_marks(lines)
    continued = [*continued, *(line.starts[0][0] for line in lines[1:] if noise)]
    heads = running_heads([line.text for line in lines])
    layout = measure_layout([len(line.text) for line in lines], [line.indent for line in lines])
    builder = _Builder(layout, continued, _POSITIONS.up_to(len(source)))
    for line in lines:
        first = line.starts[0][0]
        if first in known_noise or is_page_noise(line.text) or line.text in heads:
            noise.append((first, line.starts[-1][0] + line.starts[-1][1]))
        else:
            builder.add(line)
    clean = "".join(builder.parts)
    fold = _open_bars(fold_width(clean), builder.ranges)
    ranges = list(cut_runs(fold, builder.gaps, builder.ranges))
    return Stream(
        source,
        clean,
        fold,
        builder.offsets,
        tuple(Block(a, b) for a, b in ranges),
        tuple(noise),
        builder.gaps,
        tuple(start for start, _ in ranges),
    )


def open_stream(text: str | DecodedText) -> Stream:
    """The stream of a text, with what its reader knows of the pages."""
    if isinstance(text, str):
        return build_stream(text)
    return build_stream(text.text, page_noise=text.noise, continued=text.continued)
