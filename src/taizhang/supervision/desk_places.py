"""The office's lists by the clock on the desk (工作台): due today, late, returned."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.desk import list_address, task_rows
from taizhang.ledger.permissions import may_see_all
from taizhang.organisations.domain.acting import answer_once

from .domain.queries.desk import (
    DueCounts,
    Rows,
    due_counts,
    due_rows,
    due_today,
    kept_by,
    overdue,
    returned_tasks,
)
from .enums import Clock
from .light_column import CLOCK, DUE_TODAY
from .models import SupervisedTask

_SHOWN = 12
_LATE_LIGHT = f"{CLOCK}{Clock.OVERDUE}"
_ROWS, _URGE = "supervision/parts/desk_due.html", "supervision/parts/bulk_urge.html"


def register_desk() -> None:
    """Register the lists; called once when the application starts."""
    for known in (_TODAY, _LATE, _ALL_LATE, _RETURNED):
        registry.register_desk_list(known)


def _anybody(person: Person) -> bool:
    """Whether a list is for somebody depends on the day: the queries tell."""
    return True


def _today(person: Person, *, now: datetime) -> registry.DeskRows | None:
    kept = _kept(person, now)
    if kept is None:
        return None
    found, count = due_today(kept, moment=now), _counts(person, kept, now).today
    return _shown(found, count, now, DUE_TODAY, _("没有今天到期的任务。"), supervised=True)


def _late(person: Person, *, now: datetime) -> registry.DeskRows | None:
    kept = _kept(person, now)
    if kept is None:
        return None
    found, count = overdue(kept, moment=now), _counts(person, kept, now).late
    return _shown(found, count, now, _LATE_LIGHT, _("没有逾期的任务。"), supervised=True)


def _all_late(person: Person, *, now: datetime) -> registry.DeskRows | None:
    """What is late anywhere, for who reads everything and supervises nothing."""
    if kept_by(person, on=timezone.localdate(now)) is not None:
        return None
    found = overdue(SupervisedTask.objects.at(None), moment=now)
    empty = _("没有逾期的任务。")
    return _shown(found, found.count(), now, _LATE_LIGHT, empty, supervised=False)


def _kept(person: Person, now: datetime) -> Rows | None:
    """What the person supervises; None for who supervises nothing."""
    kept = kept_by(person, on=timezone.localdate(now))
    return None if kept is None else SupervisedTask.objects.at(None).filter(kept)


def _counts(person: Person, kept: Rows, now: datetime) -> DueCounts:
    return answer_once(("desk", person.pk, now), lambda: due_counts(kept, moment=now))


def _shown(
    found: Rows, count: int, now: datetime, light: str, empty: Any, *, supervised: bool
) -> registry.DeskRows:
    """The first rows, the longest due in front."""
    first = list(found.order_by("due_at", "task_id")[:_SHOWN]) if count else []
    shown = due_rows(first, moment=now, supervised=supervised) if first else []
    return registry.DeskRows(shown, count, empty, list_address(light=light))


def _returned(person: Person, *, now: datetime) -> registry.DeskRows | None:
    on = timezone.localdate(now)
    kept = kept_by(person, on=on)
    if kept is None:
        return None
    found = returned_tasks(kept, person, on=on).order_by("due", "task_id")
    return task_rows(
        found, empty=_("没有退回以后还在办的任务。"), url=list_address(state="returned")
    )


_TODAY = registry.DeskList("due-today", _("今天到期"), _anybody, _today, 200, _ROWS, bulk=_URGE)
_LATE = registry.DeskList("overdue", _("已经逾期"), _anybody, _late, 210, _ROWS, bulk=_URGE)
_ALL_LATE = registry.DeskList("overdue-all", _("已经逾期"), may_see_all, _all_late, 210, _ROWS)
_RETURNED = registry.DeskList("returned-open", _("退回的"), _anybody, _returned, 450)
