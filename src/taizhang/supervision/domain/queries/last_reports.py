"""What was said last about tasks (上次报告), to stand beside the new words."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.ledger.models import Event

from ..clocks.answering import STEP, place_of
from ..clocks.state import Supervised

_SAID = ("reported", "closure_requested")


@dataclass(frozen=True, slots=True)
class LastReport:
    """The last report on a task: its parts by name (plain text under ""), what it answered."""

    words: Mapping[str, str]
    at: datetime
    answers: str
    percent: int | None

    @property
    def name(self) -> str:
        """As a sentence calls it: 6月25日的报告."""
        day = timezone.localdate(self.at)
        return _("%(month)d月%(day)d日的报告") % {"month": day.month, "day": day.day}


def last_reports(task_ids: Collection[int]) -> dict[int, LastReport]:
    """The last report of each task that has one: one query."""
    events = Event.objects.filter(task__in=task_ids, type__in=_SAID)
    last = events.order_by("task_id", "-seq").distinct("task_id")
    return {event.task_id: _read(json.loads(event.payload), event.occurred_at) for event in last}


def _read(payload: Mapping[str, Any], at: datetime) -> LastReport:
    parts = {part["name"]: part["text"] for part in payload.get("parts", ())}
    words = {"": payload["text"], **parts} if payload["text"] else parts
    facts = payload.get("supervision") or {}
    return LastReport(words, at, facts.get("answers", ""), payload["percent"])


def answered_name(state: Supervised, answers: str) -> str:
    """What a report answered, as people say it: a step's name, a period; "" for nothing."""
    duty = state.duty(answers.removeprefix(STEP)) if answers.startswith(STEP) else None
    if duty is not None:
        return duty.name
    place = place_of(state, answers)
    return "" if place is None else _("%(period)s报告") % {"period": state.periods[place].label}
