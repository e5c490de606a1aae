"""Sentences with work in them that no row of a draft holds (未编入条目的句子)."""

from collections.abc import Iterable

from ...enums import RowState
from ...models import Draft, DraftRow
from .marking import Span


def left_out_spans(draft: Draft, rows: Iterable[DraftRow]) -> list[Span]:
    """Where the work stands that would go into no task; `rows` are all rows, dropped ones too.

    A row that was merged into another still holds its sentences as long as that one stays.
    Sentences that were not understood have a list of their own.
    """
    known = {row.pk: row for row in rows}
    held = [
        (row.span_start, row.span_end)
        for row in known.values()
        if row.span_start is not None and row.span_end is not None and _stays(row, known)
    ]
    return [
        (start, end)
        for start, end in draft.reading.get("work", ())
        if not (_within(held, start) and _within(held, end - 1))
    ]


def _within(held: list[Span], at: int) -> bool:
    """Whether a place lies in one of the rows; a split row may share a sentence with the next."""
    return any(first <= at < last for first, last in held)


def _stays(row: DraftRow, known: dict[int, DraftRow]) -> bool:
    """Whether a row, or the one that it was merged into, is still in the draft."""
    while row.merged_into_id in known:
        row = known[row.merged_into_id]
    return row.state != RowState.DROPPED
