"""Answer a slip, sign the answer, accept or return it (督查单的答复、签批、审核)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.notices import tell_supervision, tell_units
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput, files_payload
from taizhang.ledger.models import Task
from taizhang.messages.domain import send_messages

from ...enums import Quality
from ..clocks.scenes import leaders_of, led_units, speaking_answer
from .errors import NoUnitLeaderError, SlipStateError
from .scenes import (
    ANSWER,
    DECIDE,
    SIGN,
    SlipScene,
    check_may_decide,
    check_may_sign,
    open_slip_scene,
)


@transaction.atomic
def answer_slip(
    task: Task,
    *,
    text: str,
    files: Sequence[FileInput] = (),
    seen: str | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """Answer for the unit that speaks for the task. The leader's own answer goes to the office;
    anybody else's waits for the leader's signature and may be given anew until then.

    Raises what `open_slip_scene` raises, `SlipStateError` for a slip that is answered already,
    `NoUnitLeaderError` where nobody could sign, `ActInputError`.
    """
    scene = open_slip_scene(task, ANSWER, seen=seen, actor=actor, as_of=as_of)
    if scene.open_slip.answered_at is not None:
        raise SlipStateError(
            _("任务 %(number)s 的督查单已经答复，正在等待审核。") % {"number": task.number}
        )
    unit = speaking_answer(scene.standing)
    signed = unit.unit_id in led_units(actor, as_of=as_of)
    leaders = [] if signed else leaders_of(unit.unit_id, as_of=as_of)
    if not signed and not leaders:
        raise NoUnitLeaderError(
            _("%(name)s还没有登记单位负责人，答复无人签批；请联系系统管理员登记负责人。")
            % {"name": unit.name}
        )
    payload = {
        "number": scene.open_slip.number,
        "unit": unit.unit_id,
        "name": unit.name,
        "text": clean_text(text, _("答复"), field="text", needed=True),
        "files": files_payload(files),
        "signed": signed,
    }
    place = append_event(
        task, type="slip_answered", payload=payload, actor=actor, occurred_at=as_of
    )
    if signed:
        _tell_office(scene, unit.name, as_of)
    else:
        _tell_leaders(scene, leaders, unit.name, as_of)
    return place


@transaction.atomic
def sign_slip_answer(
    task: Task, *, text: str = "", seen: str | None = None, actor: Person, as_of: datetime
) -> Appended:
    """The leader of the unit that answered signs; the answer goes to the office."""
    scene = open_slip_scene(task, SIGN, seen=seen, actor=actor, as_of=as_of)
    check_may_sign(scene, actor, as_of=as_of)
    answer = scene.before.answer_of(scene.open_slip.unit_id or 0)
    name = answer.name if answer else ""
    payload = {
        "number": scene.open_slip.number,
        "name": name,
        "text": clean_text(text, _("签批意见"), field="text"),
    }
    place = append_event(
        task, type="slip_answer_signed", payload=payload, actor=actor, occurred_at=as_of
    )
    _tell_office(scene, name, as_of)
    return place


@transaction.atomic
def lift_slip(
    task: Task,
    *,
    text: str = "",
    quality: str = "",
    seen: str | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """The office accepts the answer and lifts the slip; without an answer it says why.

    Raises what `open_slip_scene` raises, `OwnSubmissionError`, `ActInputError`.
    """
    scene = open_slip_scene(task, DECIDE, seen=seen, actor=actor, as_of=as_of)
    check_may_decide(scene, actor)
    needed = scene.open_slip.answered_at is None
    payload = {
        "number": scene.open_slip.number,
        "text": clean_text(text, _("销单意见"), field="text", needed=needed),
        "quality": _quality(quality),
    }
    place = append_event(task, type="slip_lifted", payload=payload, actor=actor, occurred_at=as_of)
    _tell_units(scene, "slip_lifted", "督查单已销号", payload["text"], as_of)
    return place


@transaction.atomic
def return_slip_answer(
    task: Task,
    *,
    text: str,
    quality: str = "",
    answer_by: date | None = None,
    seen: str | None = None,
    actor: Person,
    as_of: datetime,
) -> Appended:
    """The answer does not suffice: another is due within the term of the slip's colour, or by the
    stated day. Raises what `lift_slip` raises, `SlipStateError` without a signed answer."""
    scene = open_slip_scene(task, DECIDE, seen=seen, actor=actor, as_of=as_of)
    check_may_decide(scene, actor)
    if scene.open_slip.answered_at is None:
        raise SlipStateError(
            _("任务 %(number)s 的督查单还没有答复，不能退回。") % {"number": task.number}
        )
    if answer_by is not None and answer_by < local_day(as_of):
        raise ActInputError(_("答复日期不能早于今天，请更正。"), field="answer_by")
    payload = {
        "number": scene.open_slip.number,
        "colour": scene.open_slip.colour,
        "text": clean_text(text, _("退回意见"), field="text", needed=True),
        "quality": _quality(quality),
        **({"answer_by": answer_by.isoformat()} if answer_by else {}),
    }
    place = append_event(
        task, type="slip_returned", payload=payload, actor=actor, occurred_at=as_of
    )
    _tell_units(scene, "slip_returned", "督查单答复被退回", payload["text"], as_of)
    return place


def _quality(quality: str) -> str:
    if quality and quality not in Quality.values:
        raise ActInputError(_("请选择答复的质量。"), field="quality")
    return quality


def _tell_office(scene: SlipScene, name: str, as_of: datetime) -> None:
    tell_supervision(
        scene.task,
        scene.before,
        kind="slip_answered",
        subject=f"{name}答复督查单{scene.open_slip.number}",
        body="请审核答复。",
        as_of=as_of,
    )


def _tell_leaders(scene: SlipScene, people: list[Person], name: str, as_of: datetime) -> None:
    send_messages(
        people,
        kind="slip_to_sign",
        subject=f"请签批督查单答复：{scene.before.title}",
        body=f"{name}答复督查单{scene.open_slip.number}，签批后报出。",
        url=scene.task.get_absolute_url(),
        as_of=as_of,
    )


def _tell_units(scene: SlipScene, kind: str, subject: str, body: str, as_of: datetime) -> None:
    number = scene.open_slip.number
    told = {"kind": kind, "subject": f"{subject}：{number}", "body": body}
    tell_units(scene.task, scene.before, **told, as_of=as_of)
