"""Events about what shows a result (佐证事件): what is asked for, what was filed, what a re-check
found.

| event | payload |
|---|---|
| `evidence_set` | `evidence` [[target key or null, kind]], `text` (why) |
| `evidence_filed` | `unit`, `name`, `target`, `kind`, `files`, `figures`; figure: `source`; document: `title`, `number`, `dated`; photo: `taken_at`, `taken_by`, `place`, `place_by` (camera or person), `latitude`, `longitude`, `remarks` (codes of `REMARKS`) |
| `rechecked` | `round`, `result` true, false or unclear, `text`, `files` |
| `false_evidence_found` | `reason`, `round`, `files`: all evidence filed before is void |
"""  # noqa: E501 - a table

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.calendars import TIME_ZONE
from taizhang.ledger.domain.errors import ChainError
from taizhang.ledger.domain.snapshot import Act, Snapshot
from taizhang.ledger.registry import EventType, register_event_type

from ...enums import EvidenceKind, RecheckResult
from .days import written_day

REMARKS = {
    "before_dispatch": gettext_lazy("拍摄时间早于任务交办"),
    "after_now": gettext_lazy("拍摄时间晚于提交时间"),
    "no_camera_time": gettext_lazy("照片里没有拍摄时间，由填报人注明"),
    "no_camera_place": gettext_lazy("照片里没有拍摄地点，由填报人注明"),
    "time_differs": gettext_lazy("填报人注明的时间与照片里的不一致"),
}


def _unchanged(before: Snapshot | None, act: Act) -> Snapshot:
    if before is None:
        raise ChainError(_("事件“%(type)s”前面没有入账事件，链不完整。") % {"type": act.type})
    return before


def _say_set(payload: Mapping[str, Any]) -> str:
    parts = [
        str(EvidenceKind(kind).label)
        if key is None
        else _("第%(key)s个目标%(kind)s") % {"key": key, "kind": EvidenceKind(kind).label}
        for key, kind in payload["evidence"]
    ]
    said = _("办结佐证改为：%(parts)s") % {"parts": "、".join(parts) or _("不另作要求")}
    return _joined(said, payload.get("text"))


def _say_filed(payload: Mapping[str, Any]) -> str:
    said = _("提交佐证（%(kind)s）：%(what)s") % {
        "kind": EvidenceKind(payload["kind"]).label,
        "what": say_filing(payload),
    }
    remarks = [str(REMARKS[code]) for code in payload.get("remarks", ())]
    return "；".join([said, *remarks])


def say_filing(payload: Mapping[str, Any]) -> str:
    """What was filed, in one line."""
    return _SAID[payload["kind"]](payload)


def _say_figure(payload: Mapping[str, Any]) -> str:
    [figure] = payload["figures"]
    return _("%(indicator)s%(value)s%(unit)s（截至%(day)s，%(source)s提供）") % {
        **figure,
        "day": _day(figure["observed_on"]),
        "source": payload["source"],
    }


def _say_document(payload: Mapping[str, Any]) -> str:
    number = f"（{payload['number']}）" if payload.get("number") else ""
    return f"《{payload['title']}》{number}，{_day(payload['dated'])}"


def _say_photo(payload: Mapping[str, Any]) -> str:
    taken = datetime.fromisoformat(payload["taken_at"]).astimezone(TIME_ZONE)
    return _("%(day)s %(time)s摄于%(place)s") % {
        "day": _day(taken.date().isoformat()),
        "time": taken.strftime("%H:%M"),
        "place": payload["place"],
    }


_SAID = {
    EvidenceKind.FIGURE: _say_figure,
    EvidenceKind.DOCUMENT: _say_document,
    EvidenceKind.PHOTO: _say_photo,
}


def _day(text: str) -> str:
    return written_day(date.fromisoformat(text))


def _say_rechecked(payload: Mapping[str, Any]) -> str:
    said = _("复核抽查：%(result)s") % {"result": RecheckResult(payload["result"]).label}
    return _joined(said, payload.get("text"))


def _joined(said: str, text: str | None) -> str:
    return f"{said}。{text}" if text else said


def register_evidence_events() -> None:
    """Register these types; called once when the application starts."""
    for known in (
        EventType("evidence_set", gettext_lazy("改办结佐证"), _unchanged, _say_set),
        EventType("evidence_filed", gettext_lazy("提交佐证"), _unchanged, _say_filed, submits=True),
        EventType("rechecked", gettext_lazy("复核抽查"), _unchanged, _say_rechecked),
    ):
        register_event_type(known)
