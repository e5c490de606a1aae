"""Where slips stand in the ledger: the button, the panel of the task page, desk lists, the tab."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Task
from taizhang.ledger.permissions import may_work_on_tasks
from taizhang.ledger.tabs import Tab, register_tab

from .domain.queries.slip_due_rows import due_rows
from .domain.queries.slip_list import (
    Rows,
    slip_rows,
    slips_at,
    slips_to_answer,
    slips_to_review,
    slips_to_sign,
)
from .domain.queries.slips import due_slips
from .domain.slips.scenes import ISSUE
from .models import SupervisedTask

_SHOWN = 12
_ROWS = "supervision/parts/desk_slips.html"


def register_slips() -> None:
    """Register what the ledger shows of slips; called once when the application starts."""
    registry.register_task_action(
        registry.TaskAction(ISSUE.name, ISSUE.label, "supervision:slip-issue", ISSUE.is_open)
    )
    registry.register_panel(_PANEL)
    for known in (_DUE, _ANSWER, _SIGN, _REVIEW):
        registry.register_desk_list(known)
    register_tab(_TAB)


def _of_task(task: Task, *, person: Person, moment: datetime | None) -> Mapping[str, Any]:
    """The slips of the task; empty where there are none."""
    found = list(slips_at(moment).filter(task=task).select_related("task__keeper"))
    if not found:
        return {}
    at = moment or timezone.now()
    return {"rows": slip_rows(found, moment=at, past=moment is not None), "number": task.number}


def _due(person: Person, *, now: datetime) -> registry.DeskRows | None:
    oversight = oversight_of(person, on=timezone.localdate(now))
    if not oversight:
        return None
    found = due_slips(None, moment=now, oversight=oversight)
    due = {pk: each for pk, each in found.items() if each.colour}
    if not due:
        return None
    first = {pk: due[pk] for pk in list(due)[:_SHOWN]}
    url = reverse("supervision:slips-due")
    return registry.DeskRows(due_rows(first, {}), len(due), _("没有待发的督查单。"), url)


def _listed(found: Rows, now: datetime, show: str, empty: Any) -> registry.DeskRows | None:
    """The first slips of a list; no list where nothing waits."""
    if not (count := found.count()):
        return None
    rows = slip_rows(list(found.select_related("task__keeper")[:_SHOWN]), moment=now, past=False)
    return registry.DeskRows(rows, count, empty, f"{reverse('supervision:slips')}?show={show}")


def _answer(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = slips_to_answer(person, on=timezone.localdate(now))
    return _listed(found, now, "answer", _("没有等您答复的督查单。"))


def _sign(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = slips_to_sign(person, on=timezone.localdate(now))
    return _listed(found, now, "sign", _("没有等您签批的督查单答复。"))


def _review(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = slips_to_review(person, on=timezone.localdate(now))
    return _listed(found, now, "review", _("没有等您审核的督查单答复。"))


def _anybody(person: Person) -> bool:
    """Whether something is for somebody depends on the day: the queries tell."""
    return True


def _waiting(person: Person, *, now: datetime) -> int:
    """How many slips wait for this person: to answer, to sign, to review."""
    on = timezone.localdate(now)
    finds = (slips_to_answer, slips_to_sign, slips_to_review)
    if not SupervisedTask.objects.at(None).filter(slip_open=True).exists():
        return 0
    return sum(find(person, on=on).count() for find in finds)


_PANEL = registry.Panel(
    "slips", _("督查单"), _anybody, _of_task, "supervision/parts/task_slips.html"
)
_DUE = registry.DeskList(
    "slips-due",
    _("待发督查单"),
    _anybody,
    _due,
    550,
    _ROWS,
    bulk="supervision/parts/bulk_slips.html",
)
_REVIEW = registry.DeskList(
    "slips-review", _("督查单答复，等我审核"), _anybody, _review, 440, _ROWS
)
_ANSWER = registry.DeskList("slips-answer", _("督查单，待我答复"), _anybody, _answer, 120, _ROWS)
_SIGN = registry.DeskList("slips-sign", _("督查单答复，等我签批"), _anybody, _sign, 40, _ROWS)
_TAB = Tab(
    "slips", _("督查单"), "supervision:slips", may_work_on_tasks, position=40, count=_waiting
)
