"""Reports that wait for a person's review (待审报告): set-based, what was filed first in front."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.models import Event, Evidence, TaskVersion

from ...models import SupervisedTask
from ..clocks.answering import STEP, place_of
from ..clocks.state import Filed, Supervised
from ..clocks.stored import state_from
from ..reports.seats import seat_of
from .last_reports import answered_name

_WAITING = """
SELECT r.task_id, f.value ->> 'answers', (f.value ->> 'filed_at')::timestamptz AS filed_at,
       count(*) OVER ()
FROM supervision_supervisedtask r
JOIN ledger_task t ON t.id = r.task_id
CROSS JOIN LATERAL jsonb_array_elements(r.detail -> 'filed') AS f
WHERE r.until IS NULL AND (r.office_reviews > 0 OR r.leader_reviews > 0)
  AND (%(task)s::bigint IS NULL OR r.task_id = %(task)s)
  AND (f.value ->> 'by_id')::bigint <> %(person)s
  AND (
    f.value ->> 'reviewer' = ANY(%(reviewers)s)
      AND (t.keeper_id = ANY(%(keepers)s) OR (%(city)s AND t.keeper_id IS NULL))
    OR f.value ->> 'reviewer' = 'leader' AND (f.value ->> 'unit_id')::bigint = ANY(%(leads)s)
  )
ORDER BY filed_at, r.task_id
LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report that waits, with what it says and what it answers."""

    version: TaskVersion
    filed: Filed
    name: str
    due: datetime | None
    event: Event
    payload: dict[str, Any]
    files: Sequence[Evidence]

    @property
    def key(self) -> str:
        """What names it on a page."""
        return f"{self.version.task_id}-{self.filed.answers.replace(':', '-')}"

    @property
    def is_late(self) -> bool:
        """Whether it came after its due moment."""
        return self.due is not None and self.filed.filed_at > self.due

    @property
    def repeats(self) -> bool:
        """Whether it repeats the words of the one before."""
        return bool((self.payload.get("supervision") or {}).get("repeated"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some of the reports that wait, and how many there are."""

    places: list[tuple[int, str, datetime]]  # task, what is answered, when it was filed
    count: int


def waiting_reviews(
    person: Person,
    *,
    now: datetime,
    limit: int = 0,
    offset: int = 0,
    leaders: bool = False,
    task_id: int | None = None,
) -> Waiting:
    """What this person is to review, of one task or of all; `leaders`: also what the leaders of
    units are to review, of the tasks the person supervises. `limit` 0: only how many."""
    seat = seat_of(person, on=timezone.localdate(now))
    if not seat.reviews:
        return Waiting([], 0)
    oversight = seat.oversight
    values: dict[str, Any] = {
        "person": person.pk,
        "reviewers": ["office", "leader"] if leaders else ["office"],
        "keepers": list(oversight.units),
        "city": oversight.city,
        "leads": list(seat.units(Role.UNIT_LEADER)),
        "limit": max(limit, 1),
        "offset": offset,
        "task": task_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, values)
        rows = cursor.fetchall()
    places = [(task_id, answers, at) for task_id, answers, at, _count in rows]
    return Waiting(places if limit else [], rows[0][3] if rows else 0)


def filed_reports(places: Sequence[tuple[int, str, datetime]]) -> list[FiledReport]:
    """The reports at these places with their words: five queries; what has gone is left out."""
    ids = {task_id for task_id, _answers, _at in places}
    versions = {
        version.task_id: version
        for version in TaskVersion.objects.at(None).filter(task__in=ids).select_related("task")
    }
    rows = SupervisedTask.objects.at(None).filter(task__in=ids)
    states = {task_id: state_from(kept) for task_id, kept in rows.values_list("task_id", "detail")}
    events = _events(places)
    files = _files(events.values())
    found = []
    for task_id, answers, at in places:
        state, event = states[task_id], events.get((task_id, at))
        filed = next((each for each in state.filed if each.answers == answers), None)
        if filed is not None and event is not None:
            found.append(_report(versions[task_id], state, filed, event, files))
    return found


def _report(
    version: TaskVersion,
    state: Supervised,
    filed: Filed,
    event: Event,
    files: dict[int, list[Evidence]],
) -> FiledReport:
    return FiledReport(
        version,
        filed,
        answered_name(state, filed.answers),
        _due_of(state, filed.answers),
        event,
        json.loads(event.payload),
        files.get(event.pk, []),
    )


def _due_of(state: Supervised, answers: str) -> datetime | None:
    duty = state.duty(answers.removeprefix(STEP)) if answers.startswith(STEP) else None
    if duty is not None:
        return duty.due
    place = place_of(state, answers)
    return None if place is None else state.periods[place].due


def _events(places: Sequence[tuple[int, str, datetime]]) -> dict[tuple[int, datetime], Event]:
    wanted = {(task_id, at) for task_id, _answers, at in places}
    events = Event.objects.filter(
        task__in={task_id for task_id, _at in wanted},
        occurred_at__in={at for _task_id, at in wanted},
        type__in=("reported", "plan_filed"),
    )
    return {
        (event.task_id, event.occurred_at): event
        for event in events.select_related("actor").order_by("task_id", "seq")
    }


def _files(events: Any) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for evidence in Evidence.objects.filter(event__in=[event.pk for event in events]):
        found.setdefault(evidence.event_id, []).append(evidence)
    return found
