"""The sentence a task was promised in, inside its paragraph (原文)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Substr

from taizhang.documents.domain.queries.marking import Mark, mark_paragraphs
from taizhang.documents.models import DraftRow, Source

AROUND = 400  # characters of context looked at on either side
_FIELDS = (("units", "unit"), ("targets", "target"), ("deadlines", "deadline"))


@dataclass(frozen=True)
class Piece:
    """A piece of text: quiet context, the promise, or a unit, target or deadline inside it."""

    text: str
    kind: str  # context, promise, unit, target, deadline


def passage_of(row: DraftRow | None) -> list[list[Piece]]:
    """Lines of pieces: the row's own characters, the rest of their first and last line around them.

    Empty for a row that was written by hand.
    """
    if row is None or row.span_start is None or row.span_end is None:
        return []
    start = max(0, row.span_start - AROUND)
    window = _window(row, start, row.span_end + AROUND)
    begin = window.rfind("\n", 0, row.span_start - start) + 1
    end = window.find("\n", row.span_end - start)
    text = window[begin : None if end < 0 else end]
    lines = _line_spans(text, start + begin)
    paragraphs = mark_paragraphs(text, start + begin, lines, list(_marks(row)))
    return [
        [
            Piece(piece.text, piece.kind or ("promise" if piece.rows else "context"))
            for piece in paragraph.pieces
        ]
        for paragraph in paragraphs
    ]


def _window(row: DraftRow, start: int, end: int) -> str:
    cut = Substr("text", start + 1, Value(end - start))
    found: str = Source.objects.filter(drafts=row.draft_id).values_list(cut, flat=True).get()
    return found


def _line_spans(text: str, offset: int) -> list[tuple[int, int]]:
    spans = []
    for line in text.split("\n"):
        spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return spans


def _marks(row: DraftRow) -> Iterator[Mark]:
    """The row and its parts; a part without a place in the text has none."""
    yield Mark(row.span_start or 0, row.span_end or 0, row.pk)
    for field, kind in _FIELDS:
        for number, part in enumerate(getattr(row, field)):
            if span := part.get("span"):
                yield Mark(span[0], span[1], row.pk, f"{kind}-{number}")
