"""What became of the requests of a task (历次申请)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.models import Event, Task

from ...enums import RequestKind


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request and what became of it; `outcome` "" while it waits."""

    kind: str
    unit: str
    asked_by: str
    asked_at: datetime
    reason: str
    progress: str
    due: date | None
    suggested: tuple[str, ...]
    signed_by: str = ""
    signed_at: datetime | None = None
    outcome: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    text: str = ""
    granted: str = ""  # the day or the units granted

    @property
    def outcome_label(self) -> str:
        """The outcome as a word."""
        return {
            "": _("等待处理"),
            "granted": _("同意"),
            "refused": _("不同意"),
            "withdrawn": _("已撤回"),
            "closing": _("因申请办结而了结"),
            "ended": _("任务已终止"),
        }[self.outcome]


_STEPS = ("requested", "signed", "granted", "refused")
_TYPES = [f"{kind}_{step}" for kind in RequestKind.values for step in _STEPS]
_ENDS = {"request_withdrawn": "withdrawn", "closure_requested": "closing", "superseded": "ended"}


def request_history(task: Task, moment: datetime | None = None) -> list[PastRequest]:
    """All requests of a task as they stood at a recorded moment, the first first: one query."""
    events = Event.objects.filter(task=task, type__in=[*_TYPES, *_ENDS]).select_related("actor")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    return _told(events.order_by("seq"))


def _told(events: Iterable[Event]) -> list[PastRequest]:
    told: list[PastRequest] = []
    for event in events:
        payload = json.loads(event.payload)
        if event.type.endswith("_requested") and event.type != "closure_requested":
            told.append(_asked(event, payload))
        elif told and not told[-1].outcome:
            told[-1] = _gone_on(told[-1], event, payload)
    return told


def _asked(event: Event, payload: dict[str, Any]) -> PastRequest:
    return PastRequest(
        kind=event.type.removesuffix("_requested"),
        unit=payload["name"],
        asked_by=event.actor.name,
        asked_at=event.occurred_at,
        reason=payload["reason"],
        progress=payload.get("progress", ""),
        due=date.fromisoformat(payload["due"]) if payload.get("due") else None,
        suggested=tuple(payload.get("suggested_names", ())),
    )


def _gone_on(request: PastRequest, event: Event, payload: dict[str, Any]) -> PastRequest:
    if event.type.endswith("_signed"):
        return replace(request, signed_by=event.actor.name, signed_at=event.occurred_at)
    outcome = _ENDS.get(event.type) or event.type.rpartition("_")[2]
    return replace(
        request,
        outcome=outcome,
        decided_by=event.actor.name,
        decided_at=event.occurred_at,
        text=payload.get("text", "") if outcome != "closing" else "",
        granted=_granted(payload) if outcome == "granted" else "",
    )


def _granted(payload: dict[str, Any]) -> str:
    names = "、".join(part["name"] for part in payload.get("units", ()))
    return names or payload.get("due") or payload.get("until") or ""
