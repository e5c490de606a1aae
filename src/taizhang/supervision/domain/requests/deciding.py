"""Deciding what a unit asked about its clock (审批): granted or refused, by the rung it went to.

Two who decide at once: the second finds nothing waiting (`NoRequestError`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.chain import Appended, NewEvent, append_events
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import answer_payload, clean_text
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

from ...enums import RequestKind
from .acts import (
    ANSWER,
    ClockScene,
    check_may_decide,
    check_seen,
    open_clock_scene,
    open_clock_scenes,
)
from .extending import granted_due
from .notices import tell_asker, tell_new_units
from .sending_back import checked_due, checked_units, proposed_units
from .suspending import granted_until


@transaction.atomic
def grant_request(
    task: Task,
    *,
    day: date | None = None,
    units: Sequence[Answer] | None = None,
    text: str = "",
    seen: datetime | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """Grant what is pending.

    Args:
        day: of an extension the new deadline (the one asked for or an earlier one), of a
            suspension the day it is looked at again; None: as asked. Of a send-back a later due
            date for the units it goes to; None: it stays.
        units: of a send-back all units of the task from now on; None: the suggested ones in the
            place of the one that asked.
        seen: when the request was asked that the approver has read.

    Raises:
        NoRequestError: nothing is pending any more, or something else.
        ActNotAllowedError, OwnSubmissionError, NotSignedError: it is not this person's to decide.
        ActInputError: the day or the units cannot be used.
    """
    scene = open_clock_scene(task, ANSWER, actor=actor, as_of=as_of)
    check_seen(scene, seen)
    check_may_decide(scene, actor)
    payload = _granted(scene, day, units, as_of) | {"text": _opinion(text)}
    return _decide([(scene, payload)], "granted", actor, as_of)[0]


@transaction.atomic
def grant_requests(
    seen: dict[int, datetime], *, text: str = "", actor: Person, as_of: datetime
) -> list[Appended]:
    """Grant many requests as they were asked: all of them or, with a reason, none.

    `seen`: of each task when its request was asked. Raises what `grant_request` raises.
    """
    scenes = open_clock_scenes(seen, ANSWER, actor=actor, as_of=as_of)
    opinion, granted = {"text": _opinion(text)}, []
    for scene in scenes:
        check_seen(scene, seen[scene.task.pk])
        check_may_decide(scene, actor)
        granted.append((scene, _named(scene, as_of) | opinion))
    return _decide(granted, "granted", actor, as_of)


@transaction.atomic
def refuse_request(
    task: Task,
    *,
    reason: str,
    seen: datetime | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """Refuse what is pending, with a reason; dates and units stay as they are."""
    scene = open_clock_scene(task, ANSWER, actor=actor, as_of=as_of)
    check_seen(scene, seen)
    check_may_decide(scene, actor)
    text = clean_text(reason, _("不同意的理由"), field="reason", needed=True)
    return _decide([(scene, {"text": text})], "refused", actor, as_of)[0]


def _opinion(text: str) -> str:
    return clean_text(text, _("审批意见"), field="text")


def _named(scene: ClockScene, as_of: datetime) -> dict[str, Any]:
    """What is granted as asked; which of many it is stands in the sentence of a refusal."""
    try:
        return _granted(scene, None, None, as_of)
    except ActInputError as error:
        raise ActInputError(f"{scene.task.number}：{error.sentence}", field="text") from error


def _granted(
    scene: ClockScene, day: date | None, units: Sequence[Answer] | None, as_of: datetime
) -> dict[str, Any]:
    kind, today = scene.request.kind, local_day(as_of)
    if kind == RequestKind.EXTENSION:
        return {"due": granted_due(scene, day, today).isoformat()}
    if kind == RequestKind.SUSPENSION:
        return {"until": granted_until(scene, day, today).isoformat()}
    answers = checked_units(scene, units if units is not None else _suggested(scene))
    due = {"due": checked_due(scene, day, today).isoformat()} if day else {}
    return {"units": [answer_payload(answer) for answer in answers], **due}


def _suggested(scene: ClockScene) -> list[Answer]:
    request = scene.request
    if not request.suggested:
        raise ActInputError(
            _("任务 %(number)s 的回退申请没有建议单位，请逐件审批并填写改交的单位。")
            % {"number": scene.task.number},
            field="units",
        )
    known = Unit.objects.in_bulk(request.suggested)
    named = [Answer(pk, "", known[pk].name) for pk in request.suggested if pk in known]
    return proposed_units(scene.before, request.unit_id, named)


def _decide(
    decided: Sequence[tuple[ClockScene, dict[str, Any]]],
    outcome: str,
    actor: Person,
    as_of: datetime,
) -> list[Appended]:
    events = [
        NewEvent(scene.task.pk, f"{scene.request.kind}_{outcome}", payload)
        for scene, payload in decided
    ]
    snapshots = {scene.task.pk: scene.before for scene, _payload in decided}
    places = append_events(events, actor=actor, occurred_at=as_of, snapshots=snapshots)
    for scene, payload in decided:
        _tell(scene, payload, outcome, as_of)
    return places


def _tell(scene: ClockScene, payload: dict[str, Any], outcome: str, as_of: datetime) -> None:
    kind, said = scene.request.kind, ""
    if "units" in payload:
        said = "改由" + "、".join(part["name"] for part in payload["units"]) + "承办"
    elif "due" in payload:
        said = f"办结时限改为 {payload['due']}"
    elif "until" in payload:
        said = f"时限暂停，{payload['until']} 再议"
    tell_asker(scene, kind, outcome, said=said, text=payload["text"], as_of=as_of)
    if "units" in payload:
        units = tuple(Answer(each["unit"], each["role"], each["name"]) for each in payload["units"])
        tell_new_units(scene, replace(scene.before, units=units), as_of=as_of)
