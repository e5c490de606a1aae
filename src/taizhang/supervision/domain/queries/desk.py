"""What the office's desk counts (工作台): due today, late, returned; by the step that comes next.

A task is late when its clock says so (`overdue` in `facts`): the earliest unmet step is past its
moment, and neither a pause nor a request to send back holds it. Both are read off stored moments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.forms.waiting import returned
from taizhang.ledger.models import Assignment, TaskVersion

from ...enums import RequestKind
from ...models import SupervisedTask
from ..clocks.days import day_of_due, days_past, start_of_day
from ..reports.urging import URGE

Rows = QuerySet[SupervisedTask]


class DueCounts(NamedTuple):
    """How many steps are due today and not late yet, and how many are late."""

    today: int
    late: int


@dataclass(frozen=True, slots=True)
class DueRow:
    """A task with the step that is due, the day it is due, and how many days that is past."""

    version: TaskVersion
    name: str
    day: date
    days_over: int
    supervised: bool  # by the person who looks

    @property
    def can_urge(self) -> bool:
        """Whether its units can be urged now: it is with them."""
        return self.supervised and self.version.state in URGE.states


def kept_by(person: Person, *, on: date) -> Q | None:
    """The rows of tasks that a person supervises; None for who supervises nothing."""
    oversight = oversight_of(person, on=on)
    if not oversight:
        return None
    kept = Q(task__keeper__in=oversight.units)
    return kept | Q(task__keeper__isnull=True) if oversight.city else kept


def due_today(rows: Rows, *, moment: datetime) -> Rows:
    """The rows whose next step is due by the end of the moment's day and not late yet."""
    return _counting(rows).filter(due_at__gte=moment, due_at__lte=_end_of_day(moment))


def overdue(rows: Rows, *, moment: datetime) -> Rows:
    """The rows whose next step is past its moment."""
    return _counting(rows).filter(due_at__lt=moment)


def due_counts(rows: Rows, *, moment: datetime) -> DueCounts:
    """How many of the rows are due today and how many are late: one query."""
    by_tonight = _counting(rows).filter(due_at__lte=_end_of_day(moment))
    found = by_tonight.aggregate(all=Count("pk"), late=Count("pk", Q(due_at__lt=moment)))
    return DueCounts(found["all"] - found["late"], found["late"])


def _end_of_day(moment: datetime) -> datetime:
    return start_of_day(timezone.localdate(moment) + timedelta(days=1))


def _counting(rows: Rows) -> Rows:
    open_rows = rows.filter(ended_at__isnull=True, closed_at__isnull=True, stopped=False)
    return open_rows.exclude(request_kind=RequestKind.SEND_BACK)


def returned_tasks(kept: Q, person: Person, *, on: date) -> QuerySet[TaskVersion]:
    """The tasks whose last closing request was returned and that are still under way (退回的)."""
    ever = SupervisedTask.objects.at(None).filter(
        kept, returned__gt=0, closed_at__isnull=True, task=OuterRef("task")
    )
    return returned(TaskVersion.objects.at(None).filter(Exists(ever)), person, on)


def due_rows(
    rows: Sequence[SupervisedTask], *, moment: datetime, supervised: bool = True
) -> list[DueRow]:
    """The rows with their tasks: two queries."""
    owners = Prefetch(
        "task__assignments",
        Assignment.objects.at(None).order_by("position"),
        to_attr="current_assignments",
    )
    versions = TaskVersion.objects.at(None).filter(task__in=[row.task_id for row in rows])
    known = {
        each.task_id: each for each in versions.select_related("task").prefetch_related(owners)
    }
    return [
        DueRow(
            known[row.task_id], row.next_name, day_of_due(due), days_past(moment, due), supervised
        )
        for row in rows
        if row.task_id in known and (due := row.due_at)
    ]
