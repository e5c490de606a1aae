"""The state of a task as JSON (状态的存储): in events that carry it over, and in its row.

Moments and dates are ISO text; what has its default value is left out. `state_from(dump_state(s))`
equals `s` for every state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any

from .state import Duty, Filed, Period, Request, Slip, Stop, Supervised

_DATES = frozenset({"starts", "ends", "until", "new_due"})
_MOMENTS = frozenset(
    {
        *("due", "near", "met_at", "asked_at", "signed_at", "issued_at", "answer_by"),
        *(
            "answered_at",
            "lifted_at",
            "given_at",
            "intake_at",
            "started_at",
            "deadline",
            "first_deadline",
        ),
        *("asked_to_close_at", "closed_at", "ended_at", "filed_at"),
    }
)


def dump_state(state: Supervised) -> dict[str, Any]:
    """A state as JSON."""
    dumped = _dump(state)
    dumped["duties"] = [dump_duty(duty) for duty in state.duties]
    dumped["periods"] = [dump_period(period) for period in state.periods]
    dumped["stops"] = [_dump(stop) for stop in state.stops]
    dumped["filed"] = [_dump(filed) for filed in state.filed]
    dumped["evidence"] = [list(pair) for pair in state.evidence]
    for name in ("request", "slip"):
        if name in dumped:
            dumped[name] = _dump(dumped[name])
    if state.request and state.request.suggested:
        dumped["request"]["suggested"] = list(state.request.suggested)
    return {name: value for name, value in dumped.items() if value != []}


def state_from(dumped: Mapping[str, Any]) -> Supervised:
    """The state that `dump_state` wrote."""
    known = _load(dumped)
    known["duties"] = tuple(duty_from(part) for part in dumped.get("duties", ()))
    known["periods"] = tuple(period_from(part) for part in dumped.get("periods", ()))
    known["stops"] = tuple(Stop(**_load(part)) for part in dumped.get("stops", ()))
    known["filed"] = tuple(Filed(**_load(part)) for part in dumped.get("filed", ()))
    known["evidence"] = evidence_from(dumped.get("evidence", ()))
    if "request" in dumped:
        request = _load(dumped["request"])
        known["request"] = Request(**{**request, "suggested": tuple(request.get("suggested", ()))})
    if "slip" in dumped:
        known["slip"] = Slip(**_load(dumped["slip"]))
    return Supervised(**known)


def evidence_from(dumped: Iterable[Any]) -> tuple[tuple[int | None, str], ...]:
    """What closes the task, as it stands in events: [[target key or null, kind]]."""
    return tuple((key, kind) for key, kind in dumped)


def dump_duty(duty: Duty) -> dict[str, Any]:
    """A duty as JSON; `count` as [start day, number, unit, roll]."""
    dumped = _dump(duty)
    if duty.met_by:
        dumped["met_by"] = list(duty.met_by)
    if duty.count:
        start, *rest = duty.count
        dumped["count"] = [start.isoformat(), *rest]
    return dumped


def duty_from(dumped: Mapping[str, Any]) -> Duty:
    """The duty that `dump_duty` wrote."""
    known = _load(dumped)
    known["met_by"] = tuple(dumped.get("met_by", ()))
    if "count" in dumped:
        start, number, unit, roll = dumped["count"]
        known["count"] = (date.fromisoformat(start), number, unit, roll)
    return Duty(**known)


def dump_period(period: Period) -> list[Any]:
    """A report period as [label, due moment, provisional]."""
    return [period.label, period.due.isoformat(), period.provisional]


def period_from(dumped: list[Any]) -> Period:
    """The period that `dump_period` wrote."""
    label, due, provisional = dumped
    return Period(label, datetime.fromisoformat(due), provisional)


def _dump(thing: Any) -> dict[str, Any]:
    """The fields of a dataclass that have not their default value, moments and dates as text."""
    values = {field.name: (getattr(thing, field.name), field.default) for field in fields(thing)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, (value, default) in values.items()
        if default is MISSING or value != default
    }


def _load(dumped: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in dumped.items()}


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name in _DATES else value
