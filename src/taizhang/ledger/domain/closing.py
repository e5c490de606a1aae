"""The end of the road (办结): request with evidence, accept with a grade, return, reopen."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.accounts.models import Person

from ..enums import Grade
from ..models import Evidence, Figure, Task
from ..registry import closing_checks
from .chain import Appended, append_event
from .errors import ActInputError
from .notices import tell_supervision, tell_units
from .payloads import clean_text
from .reporting import append_reports, open_with_mates
from .reports import ReportInput, report_payload
from .scenes import Scene, open_scene


@transaction.atomic
def request_closure(task: Task, report: ReportInput, *, actor: Person, as_of: datetime) -> Appended:
    """Ask the supervision office to close the task.

    What was achieved must be said in words, and a file or a figure must be on record, sent with
    the request or before. Raises what `open_scenes` raises; `ActInputError` without evidence or
    with what the closing checks of rooms above miss.
    """
    scenes = open_with_mates(task, "request_closure", actor=actor, as_of=as_of)
    payload = report_payload(report, scenes[0], as_of=as_of)
    _check_evidence(task, payload)
    _check_closing(scenes[0], payload, as_of)
    place, *_ = append_reports(scenes, "closure_requested", payload, actor=actor, as_of=as_of)
    tell_supervision(
        task,
        scenes[0].before,
        kind="closure_requested",
        subject="请审核办结申请",
        body=f"{payload['name']}申请办结：{payload['text'] or payload['parts'][0]['text']}",
        as_of=as_of,
    )
    return place


def _check_closing(scene: Scene, payload: dict[str, Any] | None, as_of: datetime) -> None:
    """Ask the rooms above what is missing (缺项); all of it is said at once."""
    missing = [
        sentence for check in closing_checks() for sentence in check(scene, payload, as_of=as_of)
    ]
    if missing:
        raise ActInputError("\n".join(missing))


def _check_evidence(task: Task, payload: dict[str, Any]) -> None:
    if not (payload["text"] or payload.get("parts")):
        raise ActInputError(_("申请办结要写明办理结果，请填写后再提交。"), field="text")
    if payload["files"] or payload["figures"]:
        return
    known = Evidence.objects.filter(task=task).exists() or Figure.objects.filter(task=task).exists()
    if not known:
        raise ActInputError(
            _("申请办结要有佐证：请上传至少一份附件，或填报至少一个目标的数字。"), field="files"
        )


@transaction.atomic
def accept_closure(
    task: Task, *, grade: str, text: str = "", actor: Person, as_of: datetime
) -> Appended:
    """Close the task with a grade; never by somebody who submitted anything of its commitment.

    Raises what `open_scenes` raises; `ActInputError` with what closing checks miss.
    """
    scene = open_scene(task, "accept_closure", actor=actor, as_of=as_of)
    _check_closing(scene, None, as_of)
    if grade not in Grade.values:
        raise ActInputError(_("请选择办结等次：优秀、良好、合格或不合格。"), field="grade")
    payload = {"grade": str(grade), "text": clean_text(text, _("审核意见"), field="text")}
    with override("zh-hans"):  # a message is kept as it was sent
        said = f"办结等次：{Grade(grade).label}。{payload['text']}"
    return _decide(scene, "closure_accepted", payload, "已办结", said, actor=actor, as_of=as_of)


@transaction.atomic
def return_closure(task: Task, *, reason: str, actor: Person, as_of: datetime) -> Appended:
    """Return a closing request with a reason: the task is underway again."""
    scene = open_scene(task, "return_closure", actor=actor, as_of=as_of)
    reason = clean_text(reason, _("退回理由"), field="reason", needed=True)
    payload = {"reason": reason}
    return _decide(
        scene, "closure_returned", payload, "办结申请被退回", reason, actor=actor, as_of=as_of
    )


@transaction.atomic
def reopen_task(task: Task, *, reason: str, actor: Person, as_of: datetime) -> Appended:
    """Take a closed task up again with a reason: it is underway, its grade is gone."""
    scene = open_scene(task, "reopen", actor=actor, as_of=as_of)
    reason = clean_text(reason, _("重新办理的理由"), field="reason", needed=True)
    payload = {"reason": reason}
    return _decide(scene, "reopened", payload, "任务重新办理", reason, actor=actor, as_of=as_of)


def _decide(
    scene: Scene,
    type: str,
    payload: dict[str, Any],
    subject: str,
    body: str,
    *,
    actor: Person,
    as_of: datetime,
) -> Appended:
    place = append_event(scene.task, type=type, payload=payload, actor=actor, occurred_at=as_of)
    tell_units(scene.task, scene.before, kind=type, subject=subject, body=body, as_of=as_of)
    return place
