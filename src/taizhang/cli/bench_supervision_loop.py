"""Lights decided task by task (for comparison): states, figures and rules in plain Python."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from taizhang.indicators.domain.pace import Goal, Observation, PaceFound, pace_of
from taizhang.indicators.domain.pace.rules import pace_rule_on
from taizhang.indicators.enums import WORST_FIRST
from taizhang.ledger.models import Figure, Target, TaskVersion
from taizhang.supervision.domain.clocks.clock import facts_at
from taizhang.supervision.domain.clocks.days import day_of_due
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.clocks.state import Supervised
from taizhang.supervision.domain.queries.lights import regime_at
from taizhang.supervision.models import LightRecord
from taizhang.supervision.regimes import Outcome, evaluate

_CHUNK = 1_000


def lights_in_a_loop(task_ids: Sequence[int], moment: datetime) -> dict[int, Outcome]:
    """The lights of open tasks at a moment, a thousand loaded at a time."""
    lights: dict[int, Outcome] = {}
    for start in range(0, len(task_ids), _CHUNK):
        lights.update(_lights(task_ids[start : start + _CHUNK], moment))
    return lights


def _lights(ids: Sequence[int], moment: datetime) -> dict[int, Outcome]:
    regime = regime_at(moment, None)
    paces = _paces(ids, moment, states := load_states(ids, None))
    reds = dict(LightRecord.objects.filter(task__in=ids).values_list("task", "reds"))
    return {
        task: evaluate(
            regime,
            asdict(facts_at(state, moment))
            | {"reds_in_a_row": reds[task], "pace": _worst(paces[task])}
            | {"lag_pct": max(pace.lag_pct for pace in paces[task])},
        )
        for task, state in states.items()
    }


def _worst(paces: Sequence[PaceFound]) -> str:
    return min((pace.pace for pace in paces), key=WORST_FIRST.index)


def _paces(
    ids: Sequence[int], moment: datetime, states: dict[int, Supervised]
) -> dict[int, list[PaceFound]]:
    day = day_of_due(moment)
    rule = pace_rule_on(day)
    seen: dict[tuple[int, int], Figure] = {}
    for figure in Figure.objects.filter(task__in=ids, observed_on__lte=day):
        seen[figure.task_id, figure.target_key] = figure  # in the order of days
    known: dict[int, list[tuple[Goal, Observation | None]]] = {}
    for target in Target.objects.at(None).filter(task__in=ids):
        one = seen.get((target.task_id, target.key))
        goal = Goal(target.op, target.value, target.deadline)
        observation = Observation(one.value, one.observed_on) if one else None
        known.setdefault(target.task_id, []).append((goal, observation))
    for version in TaskVersion.objects.at(None).filter(task__in=set(ids) - known.keys()):
        known[version.task_id] = [_percent(version, states[version.task_id])]
    return {
        task: [
            pace_of(*pair, day, tolerance_pct=rule.tolerance_pct, stale_days=rule.stale_days)
            for pair in pairs
        ]
        for task, pairs in known.items()
    }


def _percent(version: TaskVersion, state: Supervised) -> tuple[Goal, Observation | None]:
    starts = state.started_at and state.started_at.date()
    deadline = state.deadline and day_of_due(state.deadline)
    goal = Goal(">=", Decimal(100), deadline, starts=starts)
    if version.percent is None or version.reported_at is None:
        return goal, None
    return goal, Observation(Decimal(version.percent), version.reported_at.date())
