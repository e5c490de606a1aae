"""Where extensions, send-backs and suspensions stand in the ledger: buttons, panel, desk, tab."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.models import Task
from taizhang.ledger.permissions import may_work_on_tasks
from taizhang.ledger.tabs import Tab, register_tab

from .domain.clocks.projecting import load_state
from .domain.queries.request_history import request_history
from .domain.queries.requests import (
    Rows,
    count_waiting,
    pending_requests,
    request_rows,
    requests_to_decide,
    requests_to_sign,
)
from .domain.requests.acts import ASK
from .enums import RequestKind

_SHOWN = 12
_ROWS = "supervision/parts/desk_requests.html"
_ADDRESSES = {
    RequestKind.EXTENSION: "supervision:ask-extension",
    RequestKind.SEND_BACK: "supervision:ask-send-back",
    RequestKind.SUSPENSION: "supervision:ask-suspension",
}


def register_requests() -> None:
    """Register what the ledger shows of requests; called once when the application starts."""
    for kind, rule in ASK.items():
        registry.register_task_action(
            registry.TaskAction(rule.name, rule.label, _ADDRESSES[kind], rule.is_open)
        )
    registry.register_panel(_PANEL)
    registry.register_desk_list(_DECIDE)
    registry.register_desk_list(_SIGN)
    register_tab(_TAB)


def _of_task(task: Task, *, person: Person, moment: datetime | None) -> Mapping[str, Any]:
    """The request that waits, the pause that lasts, those before; empty where there are none."""
    state = load_state(task.pk, moment)
    if state is None:
        return {}
    waiting = pending_requests(moment).filter(task=task).select_related("task")
    rows = request_rows(list(waiting), moment) if state.request else []
    past = [each for each in request_history(task, moment) if each.outcome]
    stop = state.stops[-1] if state.is_stopped else None
    if not (rows or past or stop):
        return {}
    return {"rows": rows, "past": past[::-1], "stop": stop, "number": task.number}


def _listed(found: Rows, empty: Any, show: str) -> registry.DeskRows | None:
    """The first requests of a list; no list where nothing waits."""
    if not (count := found.count()):
        return None
    rows = request_rows(list(found.select_related("task")[:_SHOWN]))
    return registry.DeskRows(rows, count, empty, f"{reverse('supervision:requests')}?show={show}")


def _to_decide(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = requests_to_decide(person, on=timezone.localdate(now))
    return _listed(found, _("没有等您审批的申请。"), "decide")


def _to_sign(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = requests_to_sign(person, on=timezone.localdate(now))
    return _listed(found, _("没有等您签批的申请。"), "sign")


def _anybody(person: Person) -> bool:
    """Whether something is for somebody depends on the day: the queries tell."""
    return True


def _waiting(person: Person, *, now: datetime) -> int:
    return count_waiting(person, on=timezone.localdate(now))


_PANEL = registry.Panel(
    "requests", _("延期、回退、挂账"), _anybody, _of_task, "supervision/parts/task_requests.html"
)
_DECIDE = registry.DeskList(
    "requests-decide",
    _("申请延期、回退、挂账"),
    _anybody,
    _to_decide,
    500,
    _ROWS,
    bulk="supervision/parts/bulk_grant.html",
)
_SIGN = registry.DeskList(
    "requests-sign",
    _("时限申请，等我签批"),
    _anybody,
    _to_sign,
    30,
    _ROWS,
    bulk="supervision/parts/bulk_request_sign.html",
)
_TAB = Tab(
    "requests",
    _("待批"),
    "supervision:requests",
    may_work_on_tasks,
    position=30,
    count=_waiting,
)
