"""The event types of supervision (督查事件): what each does to the ledger's task, and its sentence.

What each does to the clock stands in `fold_acts`; the payloads in docs/algorithms/clocks.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.calendars import TIME_ZONE
from taizhang.ledger.domain.event_types import existing, reopen
from taizhang.ledger.domain.payloads import answers_from
from taizhang.ledger.domain.snapshot import Act, Snapshot
from taizhang.ledger.enums import TaskState
from taizhang.ledger.registry import EventType, register_event_type

from ...enums import Colour, Quality, RequestKind, SuspensionCause
from .days import day_of_due, written_day

Payload = Mapping[str, Any]


def _extend(before: Snapshot | None, act: Act) -> Snapshot:
    """The due date moves on, and with it the targets that were to be reached by it."""
    return _due_later(existing(before, act), date.fromisoformat(act.payload["due"]))


def _due_later(task: Snapshot, due: date) -> Snapshot:
    if task.due is not None and due <= task.due:
        return task
    targets = tuple(
        replace(goal, deadline=due) if task.due and goal.deadline == task.due else goal
        for goal in task.targets
    )
    return replace(task, due=due, targets=targets)


def _send_back(before: Snapshot | None, act: Act) -> Snapshot:
    """Other units are to do it, by a later day where one is set: it is dispatched to them, and
    nobody has signed yet."""
    task = existing(before, act)
    if act.payload.get("due"):
        task = _due_later(task, date.fromisoformat(act.payload["due"]))
    return replace(
        task,
        units=answers_from(act.payload["units"]),
        state=TaskState.DISPATCHED.value,
        dispatched_at=act.occurred_at,
        signed_at=None,
        closure_requested_by_id=None,
    )


def _day_said(moment: str | None) -> str:
    """The day of a due moment in a payload, as people say it."""
    if moment is None:
        return ""
    return written_day(day_of_due(datetime.fromisoformat(moment).astimezone(TIME_ZONE)))


def _date_said(day: str | None) -> str:
    return "" if day is None else written_day(date.fromisoformat(day))


def _with_text(said: str, payload: Payload, key: str = "text") -> str:
    text = (payload.get(key) or "").rstrip("。")
    return f"{said}：{text}" if text else said


def _say_extension(payload: Payload) -> str:
    said = _("申请延期至%(day)s") % {"day": _date_said(payload["due"])}
    return _with_text(said, payload, "reason")


def _say_send_back(payload: Payload) -> str:
    names = "、".join(payload.get("suggested_names", ()))
    said = _("申请回退，建议改由%(units)s承办") % {"units": names} if names else _("申请回退")
    return _with_text(said, payload, "reason")


def _say_suspension(payload: Payload) -> str:
    said = _("申请挂账")
    if payload.get("due"):
        said += _("至%(day)s") % {"day": _date_said(payload["due"])}
    if payload.get("cause"):
        said += _("（%(cause)s）") % {"cause": SuspensionCause(payload["cause"]).label}
    return _with_text(said, payload, "reason")


def _say_extended(payload: Payload) -> str:
    return _with_text(_("同意延期至%(day)s") % {"day": _date_said(payload["due"])}, payload)


def _say_sent_back(payload: Payload) -> str:
    units = "、".join(part["name"] for part in payload["units"])
    said = _("同意回退，改由%(units)s承办") % {"units": units}
    if payload.get("due"):
        said += _("，完成时限改为%(day)s") % {"day": _date_said(payload["due"])}
    return _with_text(said, payload)


def _say_suspended(payload: Payload) -> str:
    until = payload.get("until")
    said = _("同意挂账，%(day)s再议") % {"day": _date_said(until)} if until else _("同意挂账")
    return _with_text(said, payload)


def _say_resumed(payload: Payload) -> str:
    return _with_text(_("恢复计时") + _say_moves(payload), payload)


def _say_recomputed(payload: Payload) -> str:
    return _with_text(_("时限重新推算") + _say_moves(payload), payload)


def _say_moves(payload: Payload) -> str:
    """Every due day that moved, with the one before."""
    facts = payload.get("supervision", {})
    moves = [
        _("%(name)s由%(was)s改为%(now)s")
        % {
            "name": part["name"],
            "was": _day_said(facts["was"][key]),
            "now": _day_said(part["due"]),
        }
        for key, part in facts.get("moved", {}).items()
        if facts["was"][key] != part["due"]
    ]
    return "，" + "、".join(moves) if moves else ""


def _say_plan(payload: Payload) -> str:
    nodes = [f"{part['name']}（{_date_said(part['due'])}）" for part in payload["nodes"]]
    said = _with_text(_("报送方案"), payload)
    return said + _("；节点：%(nodes)s") % {"nodes": "、".join(nodes)} if nodes else said


def _say_review(payload: Payload) -> str:
    accepted = payload["verdict"] == "accepted"
    said = _("报告审核：通过") if accepted else _("报告审核：不合要求，需要重报")
    if payload.get("quality"):
        said += _("，质量%(quality)s") % {"quality": Quality(payload["quality"]).label}
    return _with_text(said, payload)


def _say_slip(payload: Payload) -> str:
    said = _("发出%(colour)s督查单%(number)s，%(day)s前答复") % {
        "colour": Colour(payload["colour"]).label,
        "number": payload["number"],
        "day": _day_said(payload.get("supervision", {}).get("answer_by")),
    }
    return _with_text(said, payload)


def _say_returned(payload: Payload) -> str:
    said = _("退回督查单答复，%(day)s前重新答复") % {
        "day": _day_said(payload.get("supervision", {}).get("answer_by"))
    }
    return _with_text(said, payload)


def _say_rating(payload: Payload) -> str:
    satisfied = _("群众评价：满意") if payload["satisfied"] else _("群众评价：不满意")
    return _with_text(satisfied, payload)


def _say_decomposed(payload: Payload) -> str:
    names = [part["unit_name"] for part in payload["parts"]]
    said = _("分解给 %(count)s 家") % {"count": len(names)}
    if payload["keeper"] is None:  # a county's own parts are its own affair
        shown = "、".join(names[:6]) + (_("等") if len(names) > 6 else "")
        said += f"：{shown}"
    return said + (_("；缺口说明：%s") % payload["reason"] if payload["reason"] else "")


def _say_waived(payload: Payload) -> str:
    said = _("同意在 %(count)s 项下级任务办结前先行办结") % {"count": len(payload["parts"])}
    return _with_text(said, payload, "reason")


def _plain(said: str | Promise, key: str = "text") -> Callable[[Payload], str]:
    return lambda payload: _with_text(str(said), payload, key)


_Row = tuple[str, str | Promise, Callable[[Snapshot | None, Act], Snapshot], Callable[..., str]]


def _requests() -> list[_Row]:
    """Asked, signed by the unit's leader, granted or refused: the same for the three clock acts."""
    asked = {
        RequestKind.EXTENSION: (_say_extension, _extend, _say_extended),
        RequestKind.SEND_BACK: (_say_send_back, _send_back, _say_sent_back),
        RequestKind.SUSPENSION: (_say_suspension, existing, _say_suspended),
    }
    rows: list[_Row] = []
    for kind, (say, grant, say_granted) in asked.items():
        labels = _LABELS[kind]
        rows += [
            (f"{kind.value}_requested", labels[0], existing, say),
            (f"{kind.value}_signed", labels[1], existing, _plain(labels[1])),
            (f"{kind.value}_granted", labels[2], grant, say_granted),
            (f"{kind.value}_refused", labels[3], existing, _plain(labels[3])),
        ]
    return rows


_LABELS = {
    RequestKind.EXTENSION: (
        gettext_lazy("申请延期"),
        gettext_lazy("单位负责人同意申请延期"),
        gettext_lazy("同意延期"),
        gettext_lazy("不同意延期"),
    ),
    RequestKind.SEND_BACK: (
        gettext_lazy("申请回退"),
        gettext_lazy("单位负责人同意申请回退"),
        gettext_lazy("同意回退"),
        gettext_lazy("不同意回退"),
    ),
    RequestKind.SUSPENSION: (
        gettext_lazy("申请挂账"),
        gettext_lazy("单位负责人同意申请挂账"),
        gettext_lazy("同意挂账"),
        gettext_lazy("不同意挂账"),
    ),
}
_OTHERS: tuple[_Row, ...] = (
    ("resumed", gettext_lazy("恢复计时"), existing, _say_resumed),
    ("request_withdrawn", gettext_lazy("撤回申请"), existing, _plain(gettext_lazy("撤回申请"))),
    ("plan_filed", gettext_lazy("报送方案"), existing, _say_plan),
    ("report_reviewed", gettext_lazy("报告审核"), existing, _say_review),
    ("urged", gettext_lazy("催办"), existing, _plain(gettext_lazy("催办"))),
    ("slip_issued", gettext_lazy("发督查单"), existing, _say_slip),
    ("slip_answered", gettext_lazy("答复督查单"), existing, _plain(gettext_lazy("答复督查单"))),
    (
        "slip_answer_signed",
        gettext_lazy("签批督查单答复"),
        existing,
        _plain(gettext_lazy("单位负责人签批督查单答复")),
    ),
    ("slip_returned", gettext_lazy("退回督查单答复"), existing, _say_returned),
    ("slip_lifted", gettext_lazy("销督查单"), existing, _plain(gettext_lazy("销督查单"))),
    ("public_rated", gettext_lazy("群众评价"), existing, _say_rating),
    ("due_recomputed", gettext_lazy("时限重新推算"), existing, _say_recomputed),
    ("decomposed", gettext_lazy("分解"), existing, _say_decomposed),
    ("parts_waived", gettext_lazy("允许先行办结"), existing, _say_waived),
    (
        "false_evidence_found",
        gettext_lazy("佐证不实"),
        reopen,
        _plain(gettext_lazy("佐证不实，重新办理"), "reason"),
    ),
)


def register_event_types() -> None:
    """Register the event types of supervision; called once when the application starts."""
    for row in (*_requests(), *_OTHERS):
        register_event_type(EventType(*row))
