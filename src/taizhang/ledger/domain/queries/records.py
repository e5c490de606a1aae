"""A task as plain data, for the API and for JSON exports."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from ...models import Event, TaskVersion
from ...registry import event_type
from ..payloads import number_text
from .parts import Parts, parts_of

_CHUNK = 1_000


def record_of(version: TaskVersion, parts: Parts) -> dict[str, Any]:
    """One task: dates and numbers are Python values, numbers of targets exact text."""
    task = version.task
    return {
        "number": task.number,
        "position": task.position,
        "document": task.document_id,
        "parent": _number(task.parent_id),
        "keeper": task.keeper_id,
        "title": version.title,
        "text": version.text,
        "basis": version.basis,
        "due": version.due,
        "state": version.state,
        "percent": version.percent,
        "progress": version.progress,
        "grade": version.grade,
        "dispatched_at": version.dispatched_at,
        "signed_at": version.signed_at,
        "reported_at": version.reported_at,
        "closed_at": version.closed_at,
        "commitment": _number(version.commitment_id),
        "replaced_by": _number(version.replaced_by_id),
        "units": [
            {
                "unit": assignment.unit_id,
                "name": assignment.unit.name,
                "printed": assignment.name,
                "role": assignment.role,
                "signed_at": assignment.signed_at,
            }
            for assignment in parts.assignments
        ],
        "targets": [_target(target, parts) for target in parts.targets],
    }


def _target(target: Any, parts: Parts) -> dict[str, Any]:
    figure = parts.figures.get(target.key)
    return {
        "key": target.key,
        "indicator": target.indicator,
        "op": target.op,
        "value": number_text(target.value),
        "value_max": None if target.value_max is None else number_text(target.value_max),
        "unit": target.unit,
        "deadline": target.deadline,
        "quote": target.quote,
        "latest": figure
        and {"value": number_text(figure.value), "observed_on": figure.observed_on},
    }


def _number(task_id: int | None) -> str | None:
    return None if task_id is None else f"T{task_id:06d}"


def records_of(versions: Iterable[TaskVersion], *, moment: datetime | None) -> list[dict[str, Any]]:
    """Many tasks (with their `task` loaded): four queries."""
    versions = list(versions)
    parts = parts_of(versions, moment=moment)
    return [record_of(version, parts[version.task_id]) for version in versions]


def iter_records(
    versions: QuerySet[TaskVersion], *, moment: datetime | None
) -> Iterator[dict[str, Any]]:
    """All tasks in order, a thousand at a time."""
    found = versions.select_related("task").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(found, _CHUNK)):
        yield from records_of(chunk, moment=moment)


def iter_events(*, moment: datetime | None) -> Iterator[dict[str, Any]]:
    """All events in the order they were recorded, as stored, with their sentences."""
    events = Event.objects.select_related("actor").order_by("recorded_at", "id")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    return (event_record(event) for event in events.iterator(chunk_size=_CHUNK))


def event_record(event: Event) -> dict[str, Any]:
    """One event as stored, with its sentence; `actor` must be loaded."""
    kind, payload = event_type(event.type), json.loads(event.payload)
    return {
        "number": f"T{event.task_id:06d}",
        "seq": event.seq,
        "type": event.type,
        "sentence": f"{kind.sentence(payload)}",
        "person": event.actor.name,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "previous_hash": event.previous_hash,
        "hash": event.hash,
        "payload": event.payload,
    }
