"""Projections of goals, of any number in two queries (预计值的取数)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from ...enums import Accumulation
from ..pace import Goal
from ..pace.measuring import Asked, Measure, measure_goal
from ..projections import (
    Curves,
    Outlook,
    Projection,
    curves_of,
    judge_outlook,
    project_curves,
)
from ..types import Seen
from .counting import counting_values

# A goal has one version at a moment; the indicator is read as it was known at the same moment.
_GOALS = """
SELECT g.id, g.series_id, v.op, v.value, v.value_max, v.unit, v.baseline, v.starts, v.deadline,
    v.method, i.unit, i.direction, i.accumulation, i.frequency, i.release_days
FROM indicators_seriesgoal g
JOIN indicators_goalversion v ON v.goal_id = g.id AND {holds_v}
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion i ON i.indicator_id = s.indicator_id AND {holds_i}
WHERE g.id = ANY(%s::bigint[]) ORDER BY g.id
"""


@dataclass(frozen=True, slots=True)
class HeldGoal:
    """A goal as it held at a moment, and what its indicator meant then (数列的目标).

    `goal`: in the terms of the figures; None: it cannot be measured by them.
    """

    goal_id: int
    series_id: int
    asked: Asked
    measure: Measure
    goal: Goal | None

    @property
    def starts(self) -> date | None:
        return self.asked.starts

    @property
    def deadline(self) -> date | None:
        return self.asked.deadline

    @property
    def target(self) -> Decimal | None:
        """What the series itself must reach."""
        return self.goal.value if self.goal else None

    @property
    def baseline(self) -> Decimal:
        """From where the way to the target begins."""
        return self.goal.baseline if self.goal else Decimal(0)

    @property
    def ceiling(self) -> Decimal | None:
        """The upper bound of a corridor that is to be kept; None where there is none."""
        return self.goal.value_max if self.goal and self.goal.is_corridor else None

    @property
    def is_level(self) -> bool:
        """Neither added up nor begun anew."""
        return self.measure.accumulation == Accumulation.LEVEL

    @property
    def counts_from(self) -> date | None:
        """From when the figures of periods alone are added up; None: it makes no difference."""
        return self.starts if self.measure.accumulation == Accumulation.PER_PERIOD else None

    @property
    def spans_years(self) -> bool:
        """Added up over several years: no single year's curve leads to it."""
        begins = self.goal.begins if self.goal else None
        if self.is_level or begins is None or self.deadline is None:
            return False
        return begins.year != self.deadline.year


@dataclass(frozen=True, slots=True)
class GoalProjection:
    """Where the number of a goal will be at its deadline, and whether that is enough (预计)."""

    goal: HeldGoal
    projection: Projection
    outlook: Outlook


def held_goals(
    goal_ids: Collection[int], *, known_at: datetime | None = None
) -> dict[int, HeldGoal]:
    """The goals as they held at a recorded moment; None: as they hold now. One query. A goal that
    did not hold then is not in it."""
    text = _GOALS.format(holds_v=_holds("v", known_at), holds_i=_holds("i", known_at))
    moments = [] if known_at is None else [known_at] * 4
    with connection.cursor() as cursor:
        cursor.execute(text, [*moments, sorted(set(goal_ids))])
        return {row[0]: _held(*row) for row in cursor.fetchall()}


def goal_projections(
    goal_ids: Collection[int], *, as_of: date, known_at: datetime | None = None
) -> dict[int, GoalProjection]:
    """The projection of each goal at its deadline, by its id, seen from the end of `as_of`: two
    queries for any number of goals. `known_at` as in `counting_values`."""
    goals = held_goals(goal_ids, known_at=known_at)
    values = counting_values(
        {goal.series_id for goal in goals.values()}, until=as_of, known_at=known_at
    )
    return {found.goal.goal_id: found for found in project_goals(goals.values(), values, as_of)}


def project_goals(
    goals: Iterable[HeldGoal], values: dict[int, list[Seen]], as_of: date
) -> Iterable[GoalProjection]:
    """The same of goals and figures that were read already; a history is made ready once for all
    goals that count it alike."""
    ready: dict[tuple[int, date | None], Curves] = {}
    for goal in goals:
        key = (goal.series_id, goal.counts_from)
        if key not in ready:
            ready[key] = curves_of(
                values.get(goal.series_id, ()),
                accumulation=goal.measure.accumulation,
                frequency=goal.measure.frequency,
                starts=key[1],
            )
        said = project_curves(ready[key], end=goal.deadline, as_of=as_of, starts=goal.starts)
        yield GoalProjection(goal, said, outlook_of(goal, said))


def outlook_of(goal: HeldGoal, said: Projection) -> Outlook:
    """Whether the projection is enough for the goal; unsaid of what cannot be measured."""
    if goal.target is None:
        return Outlook.UNSAID
    return judge_outlook(said, op=goal.asked.op, value=goal.target, value_max=goal.ceiling)


def _held(goal_id: int, series_id: int, *words: Any) -> HeldGoal:
    asked, measure = Asked(*words[:8]), Measure(*words[8:])
    return HeldGoal(goal_id, series_id, asked, measure, measure_goal(asked, measure).goal)


def _holds(alias: str, known_at: datetime | None) -> str:
    if known_at is None:
        return f"{alias}.until IS NULL"
    return f"{alias}.since <= %s AND ({alias}.until IS NULL OR {alias}.until > %s)"
