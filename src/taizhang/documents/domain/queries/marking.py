"""The original with its marks (原文标注): paragraphs cut wherever a mark begins or ends.

Pure functions over plain values. A piece belongs to all marks that cover it, so overlapping and
nested spans need no nesting on the page.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that belongs to a row: the whole row (`field` "") or one of its entries.

    `field` is "unit-0", "target-2", "deadline-1" …; `start` and `end` count in the source text.
    """

    start: int
    end: int
    row: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover throughout.

    `rows` begins with the row that stands here; `fields` are "12:target-0", the row before the
    entry, because a row may name numbers that stand in another one.
    """

    start: int
    text: str
    rows: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    is_unread: bool = False
    is_noise: bool = False

    @property
    def kind(self) -> str:
        """What the piece is marked as: "unit", "target", "deadline" or ""; targets win."""
        kinds = {name.partition(":")[2].partition("-")[0] for name in self.fields}
        return next((kind for kind in ("target", "deadline", "unit") if kind in kinds), "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the reader sees it; lines that a page broke apart run on."""

    start: int
    end: int
    pieces: tuple[Piece, ...] = field(default=())

    @property
    def is_noise(self) -> bool:
        """Whether nothing but page noise (running heads, page numbers) stands here."""
        return all(piece.is_noise for piece in self.pieces)

    def touches(self, spans: Iterable[Span]) -> bool:
        """Whether one of the spans has a character in this paragraph."""
        return any(start < self.end and end > self.start for start, end in spans)


class _Cover:
    """Which of many spans cover a place; answers in order of position, each span looked at once."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
        self._open: list[Mark] = []

    def at(self, place: int) -> list[Mark]:
        """The marks that cover the character at `place`; places must not decrease."""
        while self._waiting and self._waiting[-1].start <= place:
            self._open.append(self._waiting.pop())
        self._open = [mark for mark in self._open if mark.end > place]
        return self._open


def mark_paragraphs(
    text: str,
    offset: int,
    paragraphs: Sequence[Span],
    marks: Sequence[Mark],
    *,
    unread: Sequence[Span] = (),
    noise: Sequence[Span] = (),
) -> list[Paragraph]:
    """Cut the paragraphs of a document into marked pieces.

    `text` is the part of the source that begins at `offset`; all spans count in the source.
    Paragraphs are in order and do not overlap; blank ones are left out.
    """
    borders = sorted(
        {place for mark in marks for place in (mark.start, mark.end)}
        | {place for span in (*unread, *noise) for place in span}
    )
    covers = _Cover(marks), _Cover(_as_marks(unread)), _Cover(_as_marks(noise))
    result = []
    for start, end in paragraphs:
        pieces = [
            _piece(text[s - offset : e - offset], s, covers)
            for line in _lines(text, offset, start, end)
            for s, e in _cut(line, borders)
        ]
        if pieces:
            result.append(Paragraph(start, end, tuple(pieces)))
    return result


def _standing_first(mark: Mark) -> tuple[bool, int]:
    """Rows that stand here before rows that only name something here; the shortest first."""
    return bool(mark.field), mark.end - mark.start


def _as_marks(spans: Iterable[Span]) -> list[Mark]:
    return [Mark(start, end, 0) for start, end in spans]


def _lines(text: str, offset: int, start: int, end: int) -> list[Span]:
    """The lines between two places without the blanks around them."""
    lines = []
    at = start
    for line in text[start - offset : end - offset].split("\n"):
        stripped = line.strip()
        if stripped:
            first = at + len(line) - len(line.lstrip())
            lines.append((first, first + len(stripped)))
        at += len(line) + 1
    return lines


def _cut(line: Span, borders: Sequence[int]) -> list[Span]:
    """A line cut at every border inside it."""
    start, end = line
    inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    places = [start, *inside, end]
    return list(zip(places, places[1:], strict=False))


def _piece(text: str, start: int, covers: tuple[_Cover, _Cover, _Cover]) -> Piece:
    marks, unread, noise = (cover.at(start) for cover in covers)
    return Piece(
        start,
        text,
        rows=tuple(dict.fromkeys(mark.row for mark in sorted(marks, key=_standing_first))),
        fields=tuple(f"{mark.row}:{mark.field}" for mark in marks if mark.field),
        is_unread=bool(unread),
        is_noise=bool(noise),
    )
