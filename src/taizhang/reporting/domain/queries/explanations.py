"""What units say about numbers that are behind (单位说明): their own last words of that time."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from taizhang.calendars import local_day
from taizhang.indicators.enums import WarningActKind
from taizhang.indicators.models import SeriesGoal, WarningAct
from taizhang.ledger.models import Event
from taizhang.supervision.domain.clocks.days import start_of_day

from ..asked import Asked
from .numbers import HeldNumber

MOST = 80  # characters of what is printed
AFTER = timedelta(days=31)  # until then what is said may still be about the period
_ENDS = "。；！"
Said = dict[str, str]  # text, day, how: 说明, or 报告


def explanations_of(numbers: Sequence[HeldNumber], asked: Asked) -> dict[str, Said]:
    """By number what was said of it, from the period's first day to a month after the day that is
    judged: how a warning about its figures was handled, else the last report on its task. Those
    of which nothing was said are left out.

    Three queries, whatever the city's size: the worst numbers only are asked for.
    """
    handled = _handled(numbers, asked)
    reported = _reported({number.task_id for number in numbers if number.task_id}, asked)
    found = {}
    for number in numbers:
        said = handled.get(number.id) or reported.get(number.task_id or 0)
        if said:
            found[number.id] = said
    return found


def shortened(text: str) -> str:
    """A text on one line, not longer than is printed, cut behind a sentence where there is one.

    >>> shortened("已并联验收。" + "甲" * 90), shortened("两处  在建")
    ('已并联验收。', '两处 在建')
    """
    line = " ".join(text.split())
    if len(line) <= MOST:
        return line
    end = max(line.rfind(mark, 0, MOST) for mark in _ENDS)
    return line[: end + 1] if end > 0 else f"{line[: MOST - 1]}…"


def _window(asked: Asked) -> tuple[datetime, datetime]:
    return start_of_day(asked.period.starts), start_of_day(asked.day + AFTER)


def _handled(numbers: Sequence[HeldNumber], asked: Asked) -> dict[str, Said]:
    series = _series_of(numbers)
    acts = WarningAct.objects.filter(
        kind=WarningActKind.HANDLED,
        written_at__lte=asked.known_at,
        recorded_at__range=_window(asked),
        warning__series__in=set(series.values()),
    ).exclude(text="")
    rows = acts.order_by("id").values_list("warning__series", "text", "recorded_at")
    last = {key: _said("说明", text, moment) for key, text, moment in rows}
    return {number: last[pk] for number, pk in series.items() if pk in last}


def _series_of(numbers: Iterable[HeldNumber]) -> dict[str, int]:
    """Number → series: of a goal its own, of a target the one that it is tied to last."""
    names = {number.id for number in numbers}
    tasks = {number.task_id for number in numbers if number.task_id}
    own = [int(name[1:]) for name in names if name.startswith("G")]
    goals = SeriesGoal.objects.filter(task__in=tasks) | SeriesGoal.objects.filter(pk__in=own)
    found = {}
    for goal in goals.select_related("task").order_by("pk"):
        name = f"{goal.task.number}.{goal.target_key}" if goal.task else f"G{goal.pk}"
        if name in names:
            found[name] = goal.series_id
    return found


def _reported(task_ids: Collection[int], asked: Asked) -> dict[int, Said]:
    events = Event.objects.filter(
        task__in=task_ids,
        type="reported",
        recorded_at__lte=asked.known_at,
        occurred_at__range=_window(asked),
    )
    last = events.order_by("task_id", "-seq").distinct("task_id")
    rows = last.values_list("task_id", "payload", "occurred_at")
    said = {
        task: _said("报告", _words(json.loads(payload)), moment) for task, payload, moment in rows
    }
    return {task: each for task, each in said.items() if each["text"]}


def _words(payload: dict[str, Any]) -> str:
    """The words of a report: its text, else those of its parts."""
    parts = [part["text"] for part in payload.get("parts", ())]
    return str(payload.get("text") or " ".join(parts))


def _said(how: str, text: str, moment: datetime) -> Said:
    return {"text": shortened(text), "day": local_day(moment).isoformat(), "how": how}
