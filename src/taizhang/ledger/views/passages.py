"""The sentence a task was promised in, inside its paragraph (原文)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Substr

from taizhang.documents.models import DraftRow, Source

AROUND = 400  # characters of context looked at on either side
_FIELDS = (("units", "unit"), ("targets", "target"), ("deadlines", "deadline"))


@dataclass(frozen=True)
class Piece:
    """A piece of text: quiet context, the promise, or a unit, target or deadline inside it."""

    text: str
    kind: str  # context, promise, unit, target, deadline


def passage_of(row: DraftRow | None) -> list[Piece]:
    """The row's own characters marked, with the rest of their first and last line around them.

    Empty for a row that was written by hand.
    """
    if row is None or row.span_start is None or row.span_end is None:
        return []
    start = max(0, row.span_start - AROUND)
    window = _window(row, start, row.span_end + AROUND)
    begin, end = row.span_start - start, row.span_end - start
    line_begin = window.rfind("\n", 0, begin) + 1
    line_end = window.find("\n", end)
    before = Piece(window[line_begin:begin], "context")
    after = Piece(window[end : None if line_end < 0 else line_end], "context")
    inside = _pieces(window[begin:end], _marks(row, start + begin))
    return [piece for piece in (before, *inside, after) if piece.text]


def _window(row: DraftRow, start: int, end: int) -> str:
    cut = Substr("text", start + 1, Value(end - start))
    found: str = Source.objects.filter(drafts=row.draft_id).values_list(cut, flat=True).get()
    return found


def _marks(row: DraftRow, offset: int) -> list[tuple[int, int, str]]:
    """Spans of the row's parts, counted from its first character, in order."""
    marks = []
    for field, kind in _FIELDS:
        for part in getattr(row, field):
            if span := part.get("span"):
                marks.append((span[0] - offset, span[1] - offset, kind))
    return sorted(marks)


def _pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Cut the text at the marks; of two that overlap the first counts."""
    at = 0
    for begin, end, kind in marks:
        if begin < at or end > len(text):
            continue
        yield Piece(text[at:begin], "promise")
        yield Piece(text[begin:end], kind)
        at = end
    yield Piece(text[at:], "promise")
