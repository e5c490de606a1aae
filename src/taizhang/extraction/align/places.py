"""Places in the clean text (位置): sentences and clauses with their way back to the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..lines.stream import Stream
from ..types import Span
from .records import Excerpt

_STOPS = frozenset("。;!?\n")
_CLAUSE_STOPS = frozenset("。;!?\n,")


@dataclass(frozen=True, slots=True)
class Place:
    """[start, end) in the clean text of a stream, and whether the stream is that of the paper."""

    stream: Stream
    start: int
    end: int
    placed: bool

    @property
    def fold(self) -> str:
        """Its text with full-width forms folded."""
        return self.stream.fold[self.start : self.end]

    def excerpt(self) -> Excerpt:
        """Its text as printed, and its span in the source."""
        quote = self.stream.quote(self.start, self.end)
        return Excerpt(quote, self.stream.span(self.start, self.end) if self.placed else None)


def sentences_of(stream: Stream, start: int, end: int, *, placed: bool) -> list[Place]:
    """The sentences between two points of a stream, semicolons ending one too."""
    return [Place(stream, a, b, placed) for a, b in _cut(stream.fold, start, end, _STOPS)]


def clauses_of(place: Place) -> list[Place]:
    """The parts of a sentence between its commas."""
    pieces = _cut(place.stream.fold, place.start, place.end, _CLAUSE_STOPS)
    return [Place(place.stream, a, b, place.placed) for a, b in pieces]


def _cut(fold: str, start: int, end: int, stops: frozenset[str]) -> Iterator[Span]:
    """The pieces between stops; brackets and blanks at the edges left out."""
    first = start
    for at in range(start, end + 1):
        if at == end or fold[at] in stops:
            a, b = first, at
            while a < b and fold[a] in " \t()":
                a += 1
            if a < b and any("\u4e00" <= ch <= "\u9fff" for ch in fold[a:b]):
                yield a, b
            first = at + 1
