"""A task that takes over from a task of an earlier version of its document (接替)."""

from collections.abc import Iterable
from typing import Any

from ..enums import OPEN_STATES, TaskState
from ..models import Figure
from .payloads import number_text
from .proposals import Proposal
from .snapshot import Answer, Goal, Snapshot

FIELDS = ("title", "units", "targets", "due", "text")


def changed_fields(before: Snapshot, proposal: Proposal, answers: Iterable[Answer]) -> list[str]:
    """Which parts of the earlier task the new one says differently, in the order of FIELDS."""
    units = {(answer.unit_id, answer.role) for answer in answers}
    changed = {
        "title": before.title != proposal.title,
        "units": {(answer.unit_id, answer.role) for answer in before.units} != units,
        "targets": _numbers(before.targets) != _numbers(proposal.targets),
        "due": before.due != proposal.due,
        "text": _words(before.text) != _words(proposal.text),
    }
    return [name for name in FIELDS if changed[name]]


def carried_standing(before: Snapshot) -> dict[str, Any]:
    """Where an unchanged task goes on: dispatched, signed and reported as its predecessor was.

    A closing request is not carried: it was for the earlier task and has to be made again.
    """
    if before.state not in OPEN_STATES - {TaskState.CONFIRMED}:
        return {}
    state = TaskState.UNDERWAY if before.state == TaskState.CLOSING else TaskState(before.state)
    moments = ("dispatched_at", "signed_at", "reported_at")
    return {
        "state": state.value,
        "percent": before.percent,
        "progress": before.progress,
        **{name: _iso(getattr(before, name)) for name in moments},
        "signed": {
            str(answer.unit_id): _iso(answer.signed_at)
            for answer in before.units
            if answer.signed_at
        },
    }


def carried_figures(task_id: int, before: Snapshot, proposal: Proposal) -> list[dict[str, Any]]:
    """The last figure against each target whose indicator and measure the new task keeps."""
    keys = {(goal.indicator, goal.unit): goal.key for goal in proposal.targets}
    last = {
        figure.target_key: figure
        for figure in Figure.objects.filter(task=task_id).order_by("observed_on", "event_id")
    }
    return [
        {
            "key": keys[goal.indicator, goal.unit],
            "value": number_text(last[goal.key].value),
            "observed_on": last[goal.key].observed_on.isoformat(),
            "indicator": goal.indicator,
            "unit": goal.unit,
        }
        for goal in before.targets
        if goal.key in last and (goal.indicator, goal.unit) in keys
    ]


def _iso(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()


def _numbers(goals: Iterable[Goal]) -> set[tuple[Any, ...]]:
    return {(g.indicator, g.op, g.value, g.value_max, g.unit, g.deadline) for g in goals}


def _words(text: str) -> str:
    return "".join(text.split())
