"""Projections of goals, of any number in two queries (预计值的取数)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from ...enums import Accumulation, Direction
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

POINTS, PERCENT = "个百分点", frozenset({"%", "％"})

# A goal has one version at a moment; the indicator is read as it was known at the same moment.
_GOALS = """
SELECT g.id, g.series_id, v.op, v.value, v.value_max, v.unit, v.baseline, v.starts, v.deadline,
    i.unit, i.direction, i.frequency, i.accumulation
FROM indicators_seriesgoal g
JOIN indicators_goalversion v ON v.goal_id = g.id AND {holds_v}
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion i ON i.indicator_id = s.indicator_id AND {holds_i}
WHERE g.id = ANY(%s::bigint[]) ORDER BY g.id
"""


@dataclass(frozen=True, slots=True)
class HeldGoal:
    """A goal as it held at a moment, with what its indicator meant then (数列的目标)."""

    goal_id: int
    series_id: int
    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    baseline: Decimal | None
    starts: date | None
    deadline: date | None
    measure: str
    direction: str
    frequency: str
    accumulation: str

    @property
    def in_points(self) -> bool:
        """Asked for in percentage points of a number that is a percentage."""
        return self.unit == POINTS and self.measure in PERCENT

    @property
    def target(self) -> Decimal | None:
        """What the series itself must reach; None: points without a baseline."""
        if not self.in_points:
            return self.value
        return None if self.baseline is None else self.baseline + self.value

    @property
    def ceiling(self) -> Decimal | None:
        """The upper bound of a corridor that is to be kept; None where there is none."""
        kept = self.direction == Direction.WITHIN and self.op == "range"
        if not kept or self.value_max is None or not self.in_points:
            return self.value_max if kept else None
        return None if self.baseline is None else self.baseline + self.value_max


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
        return {row[0]: HeldGoal(*row) for row in cursor.fetchall()}


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
        key = (goal.series_id, counts_from(goal))
        if key not in ready:
            ready[key] = curves_of(
                values.get(goal.series_id, ()),
                accumulation=goal.accumulation,
                frequency=goal.frequency,
                starts=key[1],
            )
        said = project_curves(ready[key], end=goal.deadline, as_of=as_of, starts=goal.starts)
        yield GoalProjection(goal, said, outlook_of(goal, said))


def counts_from(goal: HeldGoal) -> date | None:
    """From when the figures of periods alone are added up for a goal; None: it makes no
    difference."""
    return goal.starts if goal.accumulation == Accumulation.PER_PERIOD else None


def outlook_of(goal: HeldGoal, said: Projection) -> Outlook:
    """Whether the projection is enough for the goal; points without a baseline: unsaid."""
    if goal.target is None:
        return Outlook.UNSAID
    return judge_outlook(said, op=goal.op, value=goal.target, value_max=goal.ceiling)


def _holds(alias: str, known_at: datetime | None) -> str:
    if known_at is None:
        return f"{alias}.until IS NULL"
    return f"{alias}.since <= %s AND ({alias}.until IS NULL OR {alias}.until > %s)"
