"""Asking, signing, withdrawing (申请、签批、撤回): the same for the three clock acts.

A unit asks, its leader signs, the office decides (`deciding`). A leader who asks signs with it.
A closing request takes the place of whatever waits: the fold lets the request go with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import WorkCalendar
from taizhang.calendars.types import DayUnit
from taizhang.ledger.domain.chain import Appended, NewEvent, append_events
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput, files_payload
from taizhang.ledger.models import Task

from ...enums import RequestKind
from ...permissions import may_sign_request, may_withdraw_request
from ..clocks.scenes import leaders_of, led_units, speaking_answer
from .acts import (
    ANSWER,
    ASK,
    ClockScene,
    check_may_sign,
    check_nothing_pending,
    check_seen,
    open_clock_scene,
)
from .approving import level_of, rung_of
from .errors import ClockStoppedError, NoLeaderError
from .notices import people_on, tell_deciders, tell_leaders, tell_withdrawn


@dataclass(frozen=True, slots=True)
class Asked:
    """What every request says: why, how far the work is, and what proves it."""

    reason: str
    progress: str = ""
    files: Sequence[FileInput] = ()


def open_asking(task: Task, kind: RequestKind, *, actor: Person, as_of: datetime) -> ClockScene:
    """The scene of a task whose clock runs and of which nothing is asked yet.

    Raises what `open_scenes` raises, `RequestPendingError`, `ClockStoppedError`.
    """
    scene = open_clock_scene(task, ASK[kind], actor=actor, as_of=as_of)
    check_nothing_pending(scene)
    if scene.state.is_stopped:
        raise ClockStoppedError(
            _("任务 %(number)s 正在挂账，时限已经暂停，恢复计时以后才能申请。")
            % {"number": scene.task.number}
        )
    return scene


def append_request(
    scene: ClockScene,
    kind: str,
    asked: Asked,
    said: dict[str, Any],
    *,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """Write the request, and the signature of a leader who asks; tell whose turn it is.

    `said`: what only this kind says. Raises `NoLeaderError` where nobody could sign.
    """
    answer = speaking_answer(scene.standing)
    signs = may_sign_request(led_units(actor, as_of=as_of), answer.unit_id)
    if not signs and not leaders_of(answer.unit_id, as_of=as_of):
        raise NoLeaderError(
            _("%(name)s还没有登记单位负责人，申请无人签批；请联系系统管理员登记负责人。")
            % {"name": answer.name}
        )
    payload = {
        "unit": answer.unit_id,
        "name": answer.name,
        "reason": clean_text(asked.reason, _("理由"), field="reason", needed=True),
        "progress": clean_text(asked.progress, _("目前进展"), field="progress"),
        "files": files_payload(asked.files),
        **said,
    }
    events = [NewEvent(scene.task.pk, f"{kind}_requested", payload)]
    if signs:
        signed = {"name": answer.name, "text": ""}
        events.append(NewEvent(scene.task.pk, f"{kind}_signed", signed))
    place = _append(scene, events, actor, as_of)
    _tell_next(scene, kind, answer.unit_id, answer.name, signs, as_of)
    return place


@transaction.atomic
def sign_request(
    task: Task,
    *,
    text: str = "",
    seen: datetime | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """The leader of the unit that asked agrees; the request goes on to the office.

    `seen`: when the request was asked that the leader has read. Raises `NoRequestError`,
    `ActNotAllowedError`.
    """
    scene = open_clock_scene(task, ANSWER, actor=actor, as_of=as_of)
    check_seen(scene, seen)
    check_may_sign(scene, actor, as_of=as_of)
    request, name = scene.request, name_of_asker(scene)
    payload = {"name": name, "text": clean_text(text, _("签批意见"), field="text")}
    place = _append(scene, [NewEvent(task.pk, f"{request.kind}_signed", payload)], actor, as_of)
    tell_deciders(scene, request.kind, name=name, rung=scene.rung, as_of=as_of)
    return place


@transaction.atomic
def withdraw_request(
    task: Task,
    *,
    reason: str = "",
    seen: datetime | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """The unit that asked takes its request back; its leader refuses to sign in the same way."""
    scene = open_clock_scene(task, ANSWER, actor=actor, as_of=as_of)
    check_seen(scene, seen)
    request = scene.request
    if not may_withdraw_request(scene.standing, request.unit_id):
        raise ActNotAllowedError(
            _("任务 %(number)s 的申请只能由提出的单位撤回。") % {"number": task.number}
        )
    payload = {
        "name": name_of_asker(scene),
        "kind": request.kind,
        "text": clean_text(reason, _("撤回理由"), field="reason"),
    }
    place = _append(scene, [NewEvent(task.pk, "request_withdrawn", payload)], actor, as_of)
    waiting = leaders_of(request.unit_id, as_of=as_of)
    if request.signed_at is not None:
        waiting = people_on(scene.rung, as_of=as_of)
    tell_withdrawn(scene, [person for person in waiting if person != actor], as_of=as_of)
    return place


def name_of_asker(scene: ClockScene) -> str:
    """The unit that asked, as the task prints it."""
    answer = scene.before.answer_of(scene.request.unit_id)
    return answer.name if answer else ""


def check_day(day: date, *, after: date, months: int, name: str, calendar: WorkCalendar) -> None:
    """A day asked for lies after another, at most so many months; `ActInputError` on `due`."""
    if day <= after:
        raise ActInputError(
            _("%(name)s %(day)s 不晚于 %(after)s，请填写更晚的日期。")
            % {"name": name, "day": day, "after": after},
            field="due",
        )
    last = calendar.due_of(after, months, DayUnit.MONTH)[0]
    if day > last:
        raise ActInputError(
            _("%(name)s %(day)s 太远，从 %(after)s 起最多 %(months)d 个月，不能晚于 %(last)s。")
            % {"name": name, "day": day, "after": after, "months": months, "last": last},
            field="due",
        )


def _tell_next(
    scene: ClockScene, kind: str, unit_id: int, name: str, signed: bool, as_of: datetime
) -> None:
    if not signed:
        tell_leaders(scene, kind, name=name, unit_id=unit_id, as_of=as_of)
        return
    level = level_of(kind, scene.state.extensions)
    rung = rung_of(level, scene.task.keeper_id)
    tell_deciders(scene, kind, name=name, rung=rung, as_of=as_of)


def _append(
    scene: ClockScene, events: Sequence[NewEvent], actor: Person, as_of: datetime
) -> Appended:
    snapshots = {scene.task.pk: scene.before}
    return append_events(events, actor=actor, occurred_at=as_of, snapshots=snapshots)[-1]
