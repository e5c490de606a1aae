"""The event types of the ledger itself (事件类别): what each does to a task, and its sentence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Grade, TaskState
from ..exchange.target_text import format_quantity
from ..registry import EventType, register_event_type
from .errors import ChainError
from .payloads import answers_from, date_from, goals_from
from .snapshot import Act, Answer, Snapshot

_FIELD_LABELS = {
    "title": gettext_lazy("任务"),
    "units": gettext_lazy("单位"),
    "targets": gettext_lazy("目标"),
    "due": gettext_lazy("完成时限"),
    "text": gettext_lazy("原文"),
}


def existing(before: Snapshot | None, act: Act) -> Snapshot:
    """The task before the act; `ChainError` before its first event."""
    if before is None:
        raise ChainError(_("事件“%(type)s”前面没有入账事件，链不完整。") % {"type": act.type})
    return before


def _confirm(before: Snapshot | None, act: Act) -> Snapshot:
    if before is not None:
        raise ChainError(_("同一任务有两个入账事件，链不正确。"))
    payload = act.payload
    carried = payload.get("carried", {})
    signed = carried.get("signed", {})
    return Snapshot(
        title=payload["title"],
        state=carried.get("state", TaskState.CONFIRMED.value),
        text=payload["text"],
        basis=payload["basis"],
        due=date_from(payload["due"]),
        percent=carried.get("percent"),
        progress=carried.get("progress", ""),
        dispatched_at=_moment(carried.get("dispatched_at")),
        signed_at=_moment(carried.get("signed_at")),
        reported_at=_moment(carried.get("reported_at")),
        commitment_id=payload.get("commitment"),
        units=tuple(
            replace(answer, signed_at=_moment(signed.get(str(answer.unit_id))))
            for answer in answers_from(payload["units"])
        ),
        targets=goals_from(payload["targets"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _dispatch(before: Snapshot | None, act: Act) -> Snapshot:
    task = existing(before, act)
    return replace(task, state=TaskState.DISPATCHED.value, dispatched_at=act.occurred_at)


def _sign(before: Snapshot | None, act: Act) -> Snapshot:
    task = existing(before, act)
    units = tuple(
        replace(answer, signed_at=act.occurred_at)
        if answer.unit_id in act.payload["units"]
        else answer
        for answer in task.units
    )
    if not act.payload["answering"]:
        return replace(task, units=units)
    return replace(
        task,
        units=units,
        state=TaskState.UNDERWAY.value,
        signed_at=task.signed_at or act.occurred_at,
    )


def _report(before: Snapshot | None, act: Act) -> Snapshot:
    task = existing(before, act)
    percent = act.payload.get("percent")
    return replace(
        task,
        progress="\n".join(_words(act.payload)) or task.progress,
        percent=task.percent if percent is None else percent,
        reported_at=act.occurred_at,
    )


def _words(payload: Mapping[str, Any]) -> list[str]:
    """What a report says in words: its text, then its parts under their names."""
    text = [payload["text"]] if payload["text"] else []
    return text + [f"{part['name']}：{part['text']}" for part in payload.get("parts", ())]


def _request_closure(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(
        _report(before, act),
        state=TaskState.CLOSING.value,
        closure_requested_by_id=act.actor_id,
    )


def _accept_closure(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(
        existing(before, act),
        state=TaskState.CLOSED.value,
        grade=act.payload["grade"],
        closed_at=act.occurred_at,
    )


def _return_closure(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(
        existing(before, act), state=TaskState.UNDERWAY.value, closure_requested_by_id=None
    )


def reopen(before: Snapshot | None, act: Act) -> Snapshot:
    """A closed task is underway again, without its grade."""
    return replace(
        existing(before, act),
        state=TaskState.UNDERWAY.value,
        grade="",
        closed_at=None,
        closure_requested_by_id=None,
    )


def _correct(before: Snapshot | None, act: Act) -> Snapshot:
    task = existing(before, act)
    payload = act.payload
    if "title" in payload:
        task = replace(task, title=payload["title"])
    if "units" in payload:
        task = replace(task, units=_keep_signatures(task, answers_from(payload["units"])))
    if "targets" in payload:
        task = replace(task, targets=goals_from(payload["targets"]))
    if "due" in payload:
        task = replace(task, due=date_from(payload["due"]))
    return task


def _keep_signatures(task: Snapshot, units: tuple[Answer, ...]) -> tuple[Answer, ...]:
    signed = {answer.unit_id: answer.signed_at for answer in task.units}
    return tuple(replace(answer, signed_at=signed.get(answer.unit_id)) for answer in units)


def _link(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(existing(before, act), commitment_id=act.payload["commitment"])


def _unlink(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(existing(before, act), commitment_id=None)


def _supersede(before: Snapshot | None, act: Act) -> Snapshot:
    return replace(
        existing(before, act),
        state=TaskState.SUPERSEDED.value,
        replaced_by_id=act.payload["replaced_by"],
        closure_requested_by_id=None,
    )


def _unchanged(before: Snapshot | None, act: Act) -> Snapshot:
    return existing(before, act)


def _say_confirmed(payload: Mapping[str, Any]) -> str:
    if payload.get("parent"):
        return _("由 %(number)s 分解，入账") % {"number": f"T{payload['parent']:06d}"}
    if not payload.get("replaces"):
        return _("入账")
    number = f"T{payload['replaces']:06d}"
    if not payload.get("changes"):
        return _("入账，接替 %(number)s，内容未变") % {"number": number}
    fields = "、".join(str(_FIELD_LABELS[name]) for name in payload["changes"])
    return _("入账，接替 %(number)s，变化：%(fields)s") % {"number": number, "fields": fields}


def _say_report(payload: Mapping[str, Any]) -> str:
    return _("报告进展") + _report_details(payload)


def _say_request(payload: Mapping[str, Any]) -> str:
    return _("申请办结") + _report_details(payload)


def _report_details(payload: Mapping[str, Any]) -> str:
    parts = [words.rstrip("。") for words in _words(payload)]
    if payload.get("percent") is not None:
        parts.append(_("完成 %(percent)s%%") % {"percent": payload["percent"]})
    parts += [
        _("%(indicator)s %(quantity)s（截至 %(day)s）")
        % {
            "indicator": figure["indicator"],
            "quantity": format_quantity(Decimal(figure["value"]), unit=figure["unit"]),
            "day": figure["observed_on"],
        }
        for figure in payload["figures"]
    ]
    if payload["files"]:
        parts.append(_("附件 %(count)s 份") % {"count": len(payload["files"])})
    if payload.get("from"):
        parts.append(_("与 %(number)s 同报") % {"number": f"T{payload['from']:06d}"})
    return "：" + "；".join(parts) if parts else ""


def _say_accepted(payload: Mapping[str, Any]) -> str:
    said = _("审核通过，办结等次：%(grade)s") % {"grade": Grade(payload["grade"]).label}
    return f"{said}。{payload['text']}" if payload.get("text") else said


def _say_corrected(payload: Mapping[str, Any]) -> str:
    fields = "、".join(str(_FIELD_LABELS[name]) for name in _FIELD_LABELS if name in payload)
    return _("更正%(fields)s：%(reason)s") % {"fields": fields, "reason": payload["reason"]}


def _say_superseded(payload: Mapping[str, Any]) -> str:
    if payload["replaced_by"]:
        return _("由 %(number)s 接替") % {"number": f"T{payload['replaced_by']:06d}"}
    return _("新文件不再列入，终止")


def register_event_types() -> None:
    """Register the ledger's own types; called once when the application starts."""
    for known in (
        EventType("confirmed", gettext_lazy("入账"), _confirm, _say_confirmed),
        EventType("dispatched", gettext_lazy("交办"), _dispatch, lambda p: _("交办")),
        EventType("signed", gettext_lazy("签收"), _sign, lambda p: _("签收")),
        EventType("reported", gettext_lazy("报告进展"), _report, _say_report, submits=True),
        EventType(
            "closure_requested",
            gettext_lazy("申请办结"),
            _request_closure,
            _say_request,
            submits=True,
        ),
        EventType("closure_accepted", gettext_lazy("通过办结"), _accept_closure, _say_accepted),
        EventType(
            "closure_returned",
            gettext_lazy("退回"),
            _return_closure,
            lambda p: _("退回办结申请：%(reason)s") % p,
        ),
        EventType(
            "reopened", gettext_lazy("重新办理"), reopen, lambda p: _("重新办理：%(reason)s") % p
        ),
        EventType("remarked", gettext_lazy("批示"), _unchanged, lambda p: _("批示：%(text)s") % p),
        EventType("corrected", gettext_lazy("更正"), _correct, _say_corrected),
        EventType(
            "linked",
            gettext_lazy("关联"),
            _link,
            lambda p: _("与 %(number)s 认定为同一承诺") % {"number": f"T{p['with']:06d}"},
        ),
        EventType("unlinked", gettext_lazy("取消关联"), _unlink, lambda p: _("取消同一承诺的关联")),
        EventType("superseded", gettext_lazy("替代"), _supersede, _say_superseded),
    ):
        register_event_type(known)
