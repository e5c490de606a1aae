"""Passages of the decoded text (原文片段), cut by the database so that long texts stay there."""

from django.db.models import F
from django.db.models.functions import Substr

from ..models import Draft, DraftRow, Source


def passage_of(source_id: int, start: int, end: int) -> str:
    """The characters `[start, end)` of a source's text."""
    cut = Substr(F("text"), start + 1, max(0, end - start))
    passage: str = Source.objects.values_list(cut, flat=True).get(pk=source_id)
    return passage


def printed_passage(draft: Draft, row: DraftRow) -> str | None:
    """The text of a row as the document prints it, or None where it was typed by hand."""
    if row.span_start is None or row.span_end is None:
        return None
    return passage_of(draft.source_id, row.span_start, row.span_end)


def find_squashed(needle: str, text: str) -> tuple[int, int] | None:
    """Where `needle` stands in `text`, blanks and line breaks ignored on both sides."""
    wanted = "".join(needle.split())
    places = [at for at, character in enumerate(text) if not character.isspace()]
    at = "".join(text.split()).find(wanted) if wanted else -1
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1
