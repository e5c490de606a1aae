"""The chain of a task as sentences (时间线)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...models import Event, Evidence, Task
from ...registry import event_type


@dataclass(frozen=True, slots=True)
class Entry:
    """One event for people: "市科技局 6月3日 报告进展：已培育 62 家"."""

    event_id: int
    seq: int
    type: str
    label: str
    at: datetime  # when it happened
    recorded_at: datetime
    who: str  # the unit acted for, or the person
    person: str
    sentence: str
    files: tuple[Evidence, ...]


def timeline(task: Task, *, moment: datetime | None = None) -> list[Entry]:
    """The events of a task, the first first, up to a recorded moment: two queries."""
    events = Event.objects.filter(task=task).select_related("actor").order_by("seq")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    files: dict[int, list[Evidence]] = {}
    for evidence in Evidence.objects.filter(task=task).select_related("file"):
        files.setdefault(evidence.event_id, []).append(evidence)
    return [_entry(event, tuple(files.get(event.pk, ()))) for event in events]


def _entry(event: Event, files: tuple[Evidence, ...]) -> Entry:
    kind, payload = event_type(event.type), json.loads(event.payload)
    return Entry(
        event.pk,
        event.seq,
        event.type,
        str(kind.label),
        event.occurred_at,
        event.recorded_at,
        _who(payload) or event.actor.name,
        event.actor.name,
        kind.sentence(payload),
        files,
    )


def _who(payload: dict[str, Any]) -> str:
    return "、".join(payload["names"]) if "names" in payload else payload.get("name", "")
