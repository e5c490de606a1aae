"""The ledger's lists of the desk (工作台): of the office that supervises, of the units that act.

Rooms above register their own beside them; `task_rows` makes rows of tasks for them too.
"""

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from .domain.queries.versions import versions_for
from .domain.standing import oversight_of
from .enums import TaskState
from .forms.waiting import returned, supervised_by, to_review, to_sign
from .models import Assignment, TaskVersion
from .registry import DeskList, DeskRows, register_desk_list

SHOWN = 12


def task_rows(versions: QuerySet[TaskVersion], *, empty: str | Promise, url: str = "") -> DeskRows:
    """The first tasks of a selection in its order, and how many there are: three queries."""
    if not (count := versions.count()):
        return DeskRows([], 0, empty, url)
    owners = Prefetch(
        "task__assignments",
        Assignment.objects.at(None).order_by("position"),
        to_attr="current_assignments",
    )
    shown = list(versions.select_related("task").prefetch_related(owners)[:SHOWN])
    return DeskRows(shown, count, empty, url)


def list_address(**filters: str) -> str:
    """The address of the ledger's list with filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('ledger:list')}?{query}"


def _anybody(person: Person) -> bool:
    """Whether a list is for somebody depends on the day: the queries tell."""
    return True


def _supervised(person: Person, on: date) -> QuerySet[TaskVersion] | None:
    """What somebody who supervises tasks sees; None for everybody else."""
    return versions_for(person, on=on) if oversight_of(person, on=on) else None


def _to_dispatch(person: Person, *, now: datetime) -> DeskRows | None:
    on = timezone.localdate(now)
    if (seen := _supervised(person, on)) is None:
        return None
    waiting = seen.filter(supervised_by(person, on), state=TaskState.CONFIRMED)
    return task_rows(
        waiting.order_by(F("due").asc(nulls_last=True), "task_id"),
        empty=_("没有待交办的任务。"),
        url=list_address(state=TaskState.CONFIRMED.value, sort="due"),
    )


def _to_review(person: Person, *, now: datetime) -> DeskRows | None:
    on = timezone.localdate(now)
    if (seen := _supervised(person, on)) is None:
        return None
    return task_rows(
        to_review(seen, person, on).order_by("reported_at", "task_id"),
        empty=_("没有等待审核的办结申请。"),
        url=list_address(state="to_review"),
    )


def _own_tasks(person: Person, on: date) -> QuerySet[TaskVersion] | None:
    """The tasks of the units the person acts for; None where there is no such unit."""
    units = unit_ids_for(person, on=on)
    if not units:
        return None
    mine = Assignment.objects.at(None).filter(unit__in=units, task=OuterRef("task"))
    return TaskVersion.objects.at(None).filter(Exists(mine))


def _to_sign(person: Person, *, now: datetime) -> DeskRows | None:
    on = timezone.localdate(now)
    if (own := _own_tasks(person, on)) is None:
        return None
    return task_rows(
        to_sign(own, person, on).order_by("dispatched_at", "task_id"),
        empty=_("没有等待签收的任务。"),
        url=list_address(state="to_sign"),
    )


def _returned(person: Person, *, now: datetime) -> DeskRows | None:
    on = timezone.localdate(now)
    if (own := _own_tasks(person, on)) is None:
        return None
    return task_rows(
        returned(own, person, on).order_by("due", "task_id"),
        empty=_("没有被退回的办结申请。"),
        url=list_address(state="returned"),
    )


def register_desk_lists() -> None:
    """Register the ledger's own lists; called once when the application starts."""
    for known in (
        DeskList("to_dispatch", _("待交办"), _anybody, _to_dispatch, 300),
        DeskList(
            "to_review",
            _("等我审核"),
            _anybody,
            _to_review,
            400,
            "ledger/parts/desk_to_review.html",
            bulk="ledger/parts/bulk_to_review.html",
        ),
        DeskList(
            "to_sign",
            _("要签收"),
            _anybody,
            _to_sign,
            100,
            "ledger/parts/desk_to_sign.html",
            bulk="ledger/parts/bulk_to_sign.html",
        ),
        DeskList("returned", _("被退回"), _anybody, _returned, 150),
    ):
        register_desk_list(known)
