"""A row as plain values (行快照), for corrections that concern the whole row."""

from typing import Any

from ..models import DraftRow

EDITABLE_FIELDS = ("path", "title", "text", "units", "targets", "deadlines")
CONTENT_FIELDS = (*EDITABLE_FIELDS, "span_start", "span_end")


def snapshot_of(row: DraftRow) -> dict[str, Any]:
    """The content of a row, with its id and state."""
    values = {name: getattr(row, name) for name in CONTENT_FIELDS}
    return {"id": row.pk, "state": row.state, **values}
