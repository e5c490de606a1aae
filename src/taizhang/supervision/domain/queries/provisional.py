"""Time limits that wait for a holiday notice, and those that one has moved (暂定时限)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.models import Event, TaskVersion

from ...models import SupervisedTask
from ..clocks.answering import OPEN
from ..clocks.beginning import KEY
from ..clocks.days import day_of_due
from ..clocks.projecting import load_states
from ..clocks.state import Supervised
from ..planning.recomputing import KIND, moved_days

MOST_MOVED = 100  # rows of what moved last
_JOB = "supervision.recompute_provisional"


@dataclass(frozen=True)
class WaitingLine:
    """A task with what is provisional of it: name and day of each."""

    version: TaskVersion
    dues: list[tuple[str, date]]


@dataclass(frozen=True)
class MovedLine:
    """What a notice did to a task: name, day before and day now of each duty that moved."""

    version: TaskVersion
    at: datetime
    text: str
    moves: list[tuple[str, str, str]]


def waiting_for_notice(person: Person, *, on: date) -> QuerySet[TaskVersion]:
    """The tasks the person may see whose time limits are provisional, by number."""
    rows = SupervisedTask.objects.at(None).filter(provisional=True, task=OuterRef("task"))
    versions = versions_for(person, on=on).filter(Exists(rows))
    return versions.select_related("task").order_by("task_id")


def waiting_lines(versions: Iterable[TaskVersion]) -> list[WaitingLine]:
    """The lines of one page: one query."""
    shown = list(versions)
    states = load_states([version.task_id for version in shown], None)
    return [
        WaitingLine(version, _provisional(states[version.task_id]))
        for version in shown
        if version.task_id in states
    ]


def _provisional(state: Supervised) -> list[tuple[str, date]]:
    duties = [(duty.name, day_of_due(duty.due)) for duty in state.unmet if duty.provisional]
    periods = [
        (period.label, day_of_due(period.due))
        for period, mark in zip(state.periods, state.marks, strict=True)
        if period.provisional and mark == OPEN
    ]
    return duties + periods


def moved_lines(person: Person, *, on: date) -> list[MovedLine]:
    """What notices moved last, of the tasks the person may see: two queries."""
    visible = versions_for(person, on=on).filter(task=OuterRef("task"))
    events = Event.objects.filter(Exists(visible), type=KIND).order_by("-pk")[:MOST_MOVED]
    found = list(events)
    versions = versions_for(person, on=on).filter(task__in={event.task_id for event in found})
    by_task = {version.task_id: version for version in versions.select_related("task")}
    return [_moved_line(by_task[event.task_id], event) for event in found]


def _moved_line(version: TaskVersion, event: Event) -> MovedLine:
    payload = json.loads(event.payload)
    return MovedLine(
        version, event.occurred_at, payload.get("text", ""), moved_days(payload.get(KEY, {}))
    )


def is_recomputing() -> bool:
    """Whether a job that counts anew waits or runs."""
    return ProcrastinateJob.objects.filter(task_name=_JOB, status__in=["todo", "doing"]).exists()
