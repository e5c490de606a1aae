"""From an extraction to unsaved drafts and rows (草稿、草稿行); nothing here touches the database
except to find the region of a document.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taizhang.extraction import Account, Layout, Span
from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.domain.regions import default_region, ensure_region
from taizhang.organisations.models import Region

from ..enums import RowKind
from ..models import Draft, DraftRow, Source

Json = dict[str, Any]
DRAFT_FIELDS = (
    "title",
    "issuer",
    "document_number",
    "issued",
    "effective_until",
    "jurisdiction",
    "level",
)
_WORK = frozenset({"task", "target", "deadline", "clause", "duty"})
_BESIDE = ("spans", "coverage", "notices", "findings", "cited")
ROW_FIELDS = ("path", "title", "text", "units", "targets", "deadlines")


def documents_of(extraction: Json) -> list[Json]:
    """The documents of an extraction; a text without any is one document, to be filled by hand."""
    found: list[Json] = extraction["documents"]
    if found:
        return found
    return [
        dict.fromkeys(DRAFT_FIELDS)
        | {
            "span": [0, extraction["source"]["characters"]],
            "spans": {},
            "items": [],
            "duties": [],
            "coverage": extraction["coverage"],
            "notices": [],
            "findings": [],
            "cited": [],
        }
    ]


def propose_draft(
    source: Source, position: int, document: Json, layout: Layout, account: Account
) -> Draft:
    """The unsaved draft of one document of an extraction.

    `layout` and `account` are those of the whole text; of the account the sentences with work in
    them are kept, so that a row that is dropped leaves a trace.
    """
    start, end = document["span"]
    return Draft(
        source=source,
        position=position,
        span_start=start,
        span_end=end,
        region=region_of(document["jurisdiction"] or "", document["level"] or ""),
        reading={
            **reading_of(document),
            "first": {name: document[name] for name in DRAFT_FIELDS},
            "paragraphs": _inside(layout.paragraphs, start, end),
            "noise": _inside(layout.noise, start, end),
            "work": _inside((s.span for s in account.owed if s.name in _WORK), start, end),
        },
        **draft_values(document),
    )


def draft_values(document: Json) -> Json:
    """The values of a draft's own fields, as read."""
    values: Json = {name: _fit(Draft, name, document[name] or "") for name in DRAFT_FIELDS}
    for name in ("issued", "effective_until"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return values


def reading_of(document: Json) -> Json:
    """What a reading says beside fields and rows."""
    return {name: document[name] for name in _BESIDE}


def propose_rows(draft: Draft, document: Json) -> list[DraftRow]:
    """The unsaved rows of a document: its items in order, then its duties."""
    kinds = [(RowKind.ITEM, item) for item in document["items"]]
    kinds += [(RowKind.DUTY, duty) for duty in document["duties"]]
    return [_row(draft, position, kind, part) for position, (kind, part) in enumerate(kinds, 1)]


def row_values(part: Json) -> Json:
    """The values of a row's fields, from an item or a duty as read."""
    return {
        "path": part.get("path", []),
        "title": _fit(DraftRow, "title", part.get("title", "")),
        "text": part["text"],
        "units": [{**unit, "unit_id": None} for unit in part["units"]],
        "targets": part.get("targets", []),
        "deadlines": part["deadlines"],
    }


def region_of(jurisdiction: str, level: str) -> Region | None:
    """The region a document is about; the region of this installation when it names none."""
    if jurisdiction:
        return ensure_region(jurisdiction, level=level)
    try:
        return default_region()
    except UnitError:  # a fresh installation has no region yet
        return None


def _inside(spans: Iterable[Span], start: int, end: int) -> list[list[int]]:
    """The parts of spans that lie between two places."""
    return [[max(s, start), min(e, end)] for s, e in spans if s < end and e > start]


def _row(draft: Draft, position: int, kind: RowKind, part: Json) -> DraftRow:
    start, end = part["span"]
    return DraftRow(
        draft=draft,
        position=position,
        kind=kind,
        span_start=start,
        span_end=end,
        first=part,
        **row_values(part),
    )


def _fit(model: type[Draft] | type[DraftRow], name: str, text: str) -> str:
    """Cut to what the field holds; the whole stays in `first` and in the text."""
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return text[:longest] if longest else text
