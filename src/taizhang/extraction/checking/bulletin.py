"""A bulletin opened for checking (待核通报): paragraphs, sentences with their numbers, tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..lines.spaced import pieces
from ..lines.stream import Block, Stream, open_stream
from ..patterns import late
from ..types import DecodedText, Span
from .findings import Finding, Severity, codes
from .numbers import Number, read_numbers

_COMMA = late(r",(?!\d{3}(?!\d))|(?<!\d),")
_SENTENCE = late(r"[^。!?\n]+")
_PIECE = late(r"[^;]+")
_LONGEST = 200  # characters of a sentence that is quoted as a whole
_REACH = 500
_LONGEST_ROW = 400
_LONGEST_CELL = 24
_FEWEST_CELLS = 3
_WIDE = frozenset("０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text: its clean range, its numbers, the paragraph it stands in."""

    start: int
    end: int
    numbers: tuple[Number, ...]
    paragraph: int

    def between(self, text: str, left: Number, right: Number) -> str:
        """The words between two of its numbers."""
        return text[left.end : right.start]


@dataclass(frozen=True)
class Bulletin:
    """The clean text of a file with the way back to its source.

    ``text`` is the clean text, digits and marks folded to ASCII, but the commas of clauses kept
    full-width, so that a comma between digits is a thousands separator.
    """

    stream: Stream
    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences outside tables, in order."""
        found: list[Sentence] = []
        for index, block in enumerate(self.stream.blocks):
            if self.cells(block) and sum(map(str.isdigit, self.text[block.start : block.end])) > 1:
                continue
            for match in _SENTENCE.finditer(self.text, block.start, block.end):
                start, end = match.span()
                numbers = tuple(read_numbers(self.text, start, end))
                found.append(Sentence(start, end, numbers, index))
        return tuple(found)

    def cells(self, block: Block) -> list[Span]:
        """The cells of a row of a table, between tabs or blanks; none where a block is no row."""
        text = self.text[block.start : block.end]
        if "\t" in text:
            ends = [block.start + found.start() for found in re.finditer("\t", text)]
            return list(zip([block.start, *(e + 1 for e in ends)], [*ends, block.end], strict=True))
        gaps = len(self.stream.gaps_in(block.start, block.end)) + text.count(" ")
        if gaps < 2 or len(text) > _LONGEST_ROW or any(stop in text for stop in "。；;，"):
            return []
        found = [part for piece in pieces(self.stream, block) for part in self._parted(*piece)]
        short = all(end - start <= _LONGEST_CELL for start, end in found)
        return found if len(found) >= _FEWEST_CELLS and short else []

    def _parted(self, start: int, end: int) -> Iterator[Span]:
        """A piece of a row cut at the blanks that stay between numbers."""
        for match in re.finditer("[^ ]+", self.text[start:end]):
            yield start + match.start(), start + match.end()

    def pieces(self, sentence: Sentence) -> Iterator[Sentence]:
        """The parts of a sentence between semicolons."""
        for match in _PIECE.finditer(self.text, sentence.start, sentence.end):
            start, end = match.span()
            first = bisect_left(sentence.numbers, start, key=lambda number: number.start)
            last = bisect_left(sentence.numbers, end, lo=first, key=lambda number: number.start)
            yield Sentence(start, end, sentence.numbers[first:last], sentence.paragraph)

    def words(self, start: int, end: int) -> str:
        """What is printed between two clean positions, on one line, for use in a message."""
        printed = self.stream.clean[start:end].strip("，。；;,、：: ")
        return re.sub(r"\s+", " ", printed)

    def finding(
        self, code: str, start: int, end: int, message: str, severity: Severity | None = None
    ) -> Finding:
        """A finding about [start, end) that quotes the sentence or row it stands in."""
        first, last = self._quoted(start, end)
        return self.finding_at(code, first, last, message, severity)

    def finding_at(
        self, code: str, first: int, last: int, message: str, severity: Severity | None = None
    ) -> Finding:
        """A finding that quotes exactly [first, last)."""
        span = self.stream.span(first, last)
        quote = self.stream.source[span[0] : span[1]]
        return Finding(code, severity or codes()[code].severity, span, quote, message)

    def _quoted(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place, or only its part between semicolons when it is long."""
        stops = "。!?\n"
        first, last = self._around(start, end, stops)
        if last - first > _LONGEST:
            first, last = self._around(start, end, stops + ";")
        if last - first > 2 * _LONGEST:
            first, last = start, end
        return first, last

    def _around(self, start: int, end: int, stops: str) -> tuple[int, int]:
        edge, limit = max(0, start - _REACH), min(len(self.text), end + _REACH)
        before = max(max(self.text.rfind(stop, edge, start) for stop in stops) + 1, edge)
        behind = [at for stop in stops if (at := self.text.find(stop, end, limit)) >= 0]
        last = min(behind, default=limit)
        return before, last + (last < len(self.text) and self.text[last] != "\n")


def open_bulletin(source: str | DecodedText) -> Bulletin:
    """A decoded text made ready for the checks."""
    stream = open_stream(source)
    folded = list(stream.fold)
    for match in _COMMA.finditer(stream.fold):
        folded[match.start()] = "，"
    for match in re.finditer(r"(?<=\d),(?=\d)", stream.fold):
        at = match.start()
        if stream.clean[at] == "，" and not {stream.clean[at - 1], stream.clean[at + 1]} <= _WIDE:
            folded[at] = "，"
    return Bulletin(stream, "".join(folded))


def windows(sentences: Sequence[Sentence], back: int) -> Iterator[tuple[Sentence, ...]]:
    """Each sentence behind up to ``back`` sentences before it, oldest first."""
    for index in range(len(sentences)):
        yield tuple(sentences[max(0, index - back) : index + 1])
