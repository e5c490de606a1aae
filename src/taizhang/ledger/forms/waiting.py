"""What waits for a person, as filters of the ledger: the desk and the list share them (待办)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..domain.standing import oversight_of
from ..enums import TaskState
from ..models import Assignment, Event, TaskVersion

Versions = QuerySet[TaskVersion]


@dataclass(frozen=True)
class Waiting:
    """A selection of current tasks by what this person has to do about them."""

    label: str | Promise
    select: Callable[[Versions, Person, date], Versions]


def to_review(versions: Versions, person: Person, today: date) -> Versions:
    """Closing requests of others, of the tasks the person supervises (等我审核)."""
    waiting = versions.filter(supervised_by(person, today), state=TaskState.CLOSING)
    return waiting.exclude(closure_requested_by=person)


def to_sign(versions: Versions, person: Person, today: date) -> Versions:
    """Dispatched to a unit of the person that has not signed (要签收)."""
    units = unit_ids_for(person, on=today)
    unsigned = Assignment.objects.at(None).filter(
        unit__in=units, task=OuterRef("task"), signed_at__isnull=True
    )
    states = [TaskState.DISPATCHED, TaskState.UNDERWAY]
    return versions.filter(Exists(unsigned), state__in=states)


def returned(versions: Versions, person: Person, today: date) -> Versions:
    """Underway because the last closing request was returned, not because of reopening (被退回)."""
    underway = versions.filter(state=TaskState.UNDERWAY)
    marked = underway.annotate(returned_at=_last("closure_returned"), reopened_at=_last("reopened"))
    return marked.filter(returned_at__gt=Coalesce("reopened_at", 0))


def supervised_by(person: Person, today: date) -> Q:
    """The versions of tasks that the person supervises."""
    oversight = oversight_of(person, on=today)
    kept = Q(task__keeper__in=oversight.units)
    return kept | Q(task__keeper__isnull=True) if oversight.city else kept


def _last(type: str) -> QuerySet[Any, Any]:
    events = Event.objects.filter(task=OuterRef("task"), type=type).order_by()
    return events.values("task").annotate(last=Max("seq")).values("last")


WAITING = {
    "to_review": Waiting(_("等我审核"), to_review),
    "to_sign": Waiting(_("要签收"), to_sign),
    "returned": Waiting(_("被退回"), returned),
}
