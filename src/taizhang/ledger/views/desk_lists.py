"""What waits for a person (工作台): lists with counts for who acts, numbers for who reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..domain.queries.versions import versions_for
from ..domain.standing import oversight_of
from ..enums import OPEN_STATES, TaskState
from ..forms.filters import OVERDUE
from ..forms.waiting import returned, to_do_today, to_review, to_sign
from ..models import Assignment, TaskVersion
from ..permissions import may_see_all

SHOWN = 12


@dataclass(frozen=True)
class DeskList:
    """One list of the desk: its first rows, how many there are, where all of them stand."""

    title: str | Promise
    empty: str | Promise
    rows: Sequence[TaskVersion]
    count: int
    url: str = ""


@dataclass(frozen=True)
class DeskCount:
    """One number of the desk and the list behind it."""

    label: str | Promise
    number: int
    url: str
    state: str = ""


def desk_lists(person: Person, *, on: date) -> list[DeskList]:
    """The lists of a person: those of the office, those of a unit, both for who is both."""
    lists: list[DeskList] = []
    if oversight_of(person, on=on):
        lists += _office_lists(person, on)
    if units := unit_ids_for(person, on=on):
        lists += _unit_lists(person, units, on)
    return lists


def desk_counts(person: Person, *, on: date) -> list[DeskCount]:
    """The numbers of who reads everything: open tasks by state, late ones, closed ones."""
    if not may_see_all(person):
        return []
    late = Q(state__in=OPEN_STATES, due__lt=on)
    totals = versions_for(person, on=on).aggregate(
        late=Count("pk", filter=late),
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
    )
    counts = [
        DeskCount(state.label, totals[state.value], _ledger(state=state.value), state.value)
        for state in TaskState
        if state in OPEN_STATES | {TaskState.CLOSED}
    ]
    return [*counts, DeskCount(_("已逾期"), totals["late"], _ledger(state=OVERDUE))]


def most_overdue(person: Person, *, on: date) -> DeskList:
    """The open tasks that are longest past their date."""
    late = _late(versions_for(person, on=on), on)
    return _list(
        _("逾期最久的任务"), _("没有逾期的任务。"), late, _ledger(state=OVERDUE, sort="due")
    )


def _office_lists(person: Person, on: date) -> list[DeskList]:
    versions = versions_for(person, on=on)
    by_due = (F("due").asc(nulls_last=True), "task_id")
    return [
        _list(
            _("今天要办"),
            _("没有待交办的任务，也没有今天到期的任务。"),
            to_do_today(versions, person, on).order_by(*by_due),
            _ledger(state="today", sort="due"),
        ),
        _list(
            _("已经逾期"),
            _("没有逾期的任务。"),
            _late(versions, on),
            _ledger(state=OVERDUE, sort="due"),
        ),
        _list(
            _("等我审核"),
            _("没有等待审核的办结申请。"),
            to_review(versions, person, on).order_by("reported_at", "task_id"),
            _ledger(state="to_review"),
        ),
    ]


def _unit_lists(person: Person, units: frozenset[int], on: date) -> list[DeskList]:
    mine = Assignment.objects.at(None).filter(unit__in=units, task=OuterRef("task"))
    versions = TaskVersion.objects.at(None).filter(Exists(mine))
    oldest = (F("reported_at").asc(nulls_first=True), "due", "task_id")
    return [
        _list(
            _("要签收"),
            _("没有等待签收的任务。"),
            to_sign(versions, person, on).order_by("dispatched_at", "task_id"),
            _ledger(state="to_sign"),
        ),
        _list(
            _("要报告"),
            _("没有正在办理的任务。"),
            versions.filter(state=TaskState.UNDERWAY).order_by(*oldest),
            _ledger(state=TaskState.UNDERWAY.value),
        ),
        _list(
            _("被退回"),
            _("没有被退回的办结申请。"),
            returned(versions, person, on).order_by("due", "task_id"),
            _ledger(state="returned"),
        ),
    ]


def _late(versions: QuerySet[TaskVersion], on: date) -> QuerySet[TaskVersion]:
    return versions.filter(state__in=OPEN_STATES, due__lt=on).order_by("due", "task_id")


def _list(
    title: str | Promise, empty: str | Promise, rows: QuerySet[TaskVersion], url: str
) -> DeskList:
    owners = Prefetch(
        "task__assignments",
        Assignment.objects.at(None).order_by("position"),
        to_attr="current_assignments",
    )
    shown = list(rows.select_related("task").prefetch_related(owners)[:SHOWN])
    return DeskList(title, empty, shown, rows.count(), url)


def _ledger(**filters: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('ledger:list')}?{query}"
