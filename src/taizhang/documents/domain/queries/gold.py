"""Confirmed drafts in the gold format (更正成果): corrections are tomorrow's test cases.

The format is that of the gold annotations: what stands in the text, as a person found it right.
What was typed by hand without a place in the text cannot be an annotation of it; it is left out
and named in `notes`.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ...enums import DraftState, RowKind, RowState
from ...models import Draft, DraftRow
from ..passages import find_squashed, passage_of

_QUOTE_LENGTH = 20
_TARGET_FIELDS = ("quote", "indicator", "op", "value", "value_max", "unit", "deadline")
Json = dict[str, Any]


def confirmed_drafts() -> "QuerySet[Draft]":
    """The drafts whose corrections are final, oldest first."""
    drafts = Draft.objects.filter(state=DraftState.CONFIRMED).select_related("source")
    return drafts.defer("source__text").prefetch_related("rows").order_by("pk")


def gold_of(draft: Draft) -> Json:
    """The gold annotation of a draft: its accepted rows, duties left out (they are not items)."""
    notes: list[str] = []
    text = passage_of(draft.source_id, draft.span_start, draft.span_end)
    rows = [
        row
        for row in draft.rows.all()
        if row.state == RowState.ACCEPTED and row.kind != RowKind.DUTY
    ]
    return {
        "doc": draft.source.name,
        "issued": draft.issued.isoformat() if draft.issued else None,
        "jurisdiction": draft.jurisdiction or None,
        "level": draft.level or None,
        "items": [item for row in rows if (item := _item(draft, row, text, notes))],
        "notes": notes,
    }


def _item(draft: Draft, row: DraftRow, text: str, notes: list[str]) -> Json | None:
    if row.span_start is None or row.span_end is None:
        notes.append(f"“{row.heading}”为人工增加，原文中没有对应的文字，未列入。")
        return None
    printed = text[row.span_start - draft.span_start : row.span_end - draft.span_start]
    return {
        "path": row.path,
        "title": row.title,
        "quote_start": printed[:_QUOTE_LENGTH],
        "units": [{"name": unit["name"], "role": unit["role"]} for unit in row.units],
        "targets": [
            {name: target[name] for name in _TARGET_FIELDS}
            for target in _printed(row.targets, text, notes, row)
        ],
        "deadlines": _distinct(_printed(row.deadlines, text, notes, row)),
    }


def _printed(entries: Iterable[Json], text: str, notes: list[str], row: DraftRow) -> list[Json]:
    """The entries whose quote stands in the text."""
    kept = []
    for entry in entries:
        if find_squashed(entry["quote"], text):
            kept.append(entry)
        else:
            what = entry.get("indicator") or entry.get("date")
            notes.append(f"“{row.heading}”的“{what}”为人工填写，原文中没有对应的文字，未列入。")
    return kept


def _distinct(deadlines: Iterable[Json]) -> list[Json]:
    pairs = dict.fromkeys((entry["quote"], entry["date"]) for entry in deadlines)
    return [{"quote": quote, "date": day} for quote, day in pairs]
