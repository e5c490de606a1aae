"""Where a goal stands, by each method, as the page of its indicator says it (进度说明)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..curve import points_between
from ..curve.points import Needed
from ..domain.pace import (
    DueShare,
    Goal,
    LastYear,
    MethodWord,
    Observation,
    PaceFound,
    half_up,
    line_share,
    pace_of,
    plan_share,
    season_share,
)
from ..domain.pace.rules import PaceRule
from ..domain.projections import Curves
from ..domain.queries.history import HeldGoal
from ..enums import Direction

_FOUR = 4
PlanNodes = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class ByMethod:
    """What one method says of a goal (一种方法的结论)."""

    method: MethodWord
    judges: bool
    found: PaceFound

    @property
    def due_pct(self) -> Decimal | None:
        """The share that is due, in percent."""
        return None if self.found.due is None else half_up(self.found.due * 100, 2)

    @property
    def needed(self) -> Decimal | None:
        return _four(self.found.needed)

    @property
    def gap(self) -> Decimal | None:
        return _four(self.found.gap)

    @property
    def says(self) -> bool:
        """Whether the method has anything to say of this goal."""
        return self.judges or self.found.due is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a goal stands: what was seen, what is needed, the conclusion of each method."""

    observation: Observation | None
    methods: list[ByMethod]
    is_ceiling: bool  # not to be broken: nothing leads to it, no share of a way is done

    @property
    def found(self) -> PaceFound:
        """What the method says that judges."""
        return next(each.found for each in self.methods if each.judges)

    @property
    def share_pct(self) -> Decimal | None:
        share = None if self.is_ceiling else self.found.share
        return None if share is None else half_up(share * 100, 2)

    @property
    def needed(self) -> Decimal | None:
        return None if self.is_ceiling else _four(self.found.needed)

    @property
    def gap(self) -> Decimal | None:
        return None if self.is_ceiling else _four(self.found.gap)

    @property
    def run_rate(self) -> Decimal | None:
        return None if self.is_ceiling else _four(self.found.run_rate)

    @property
    def differ(self) -> bool:
        """Whether the methods that say something come to different conclusions."""
        return len({each.found.pace for each in self.methods if each.says}) > 1

    @property
    def compared(self) -> list[ByMethod]:
        """The methods side by side; nothing where no way leads to the goal."""
        return [] if self.is_ceiling else self.methods


def standing_of(
    held: HeldGoal,
    curves: Curves,
    nodes: PlanNodes,
    *,
    as_of: date,
    rule: PaceRule,
    judging: MethodWord,
) -> Standing:
    """Where a goal stands at the end of a day. `nodes`: of the plan that was filed last;
    `judging`: the method whose conclusion is the goal's."""
    goal = _goal(held)
    seen = observation_of(curves, held, as_of)
    dues = _dues(goal, curves, nodes, as_of)
    methods = [
        ByMethod(
            due.method,
            due.method == judging,
            pace_of(
                goal,
                seen,
                as_of,
                tolerance_pct=rule.tolerance_pct,
                stale_days=rule.stale_days,
                due=due,
            ),
        )
        for due in dues
    ]
    return Standing(seen, methods, goal.is_ceiling)


def needed_by(held: HeldGoal, curves: Curves, nodes: PlanNodes, *, judging: MethodWord) -> Needed:
    """What the method that judges needs by a day; nothing of what is not to be broken."""
    goal = _goal(held)

    def needed(day: date) -> Decimal | None:
        due = next(due for due in _dues(goal, curves, nodes, day) if due.method == judging)
        if goal.is_ceiling or due.share is None:
            return None
        return half_up(Fraction(goal.baseline) + goal.distance * due.share, _FOUR)

    return needed


def observation_of(curves: Curves, held: HeldGoal, as_of: date) -> Observation | None:
    """What was last seen by a day, counted as the goal counts; None where it cannot be added up."""
    year = min(as_of.year, held.deadline.year) if held.deadline else as_of.year
    line = curves.level if curves.level is not None else curves.years.get(year)
    last = line.last(as_of) if line is not None else None
    if line is None or last is None:
        return None
    if line.broken is not None and line.broken <= as_of.toordinal():
        return None
    return Observation(Decimal(str(last[1])), last[0])


def _four(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, _FOUR)


def _goal(held: HeldGoal) -> Goal:
    """As pace counts it; points without a baseline have no distance that means anything."""
    baseline = held.baseline if held.baseline is not None else Decimal(0)
    return Goal(
        held.op,
        held.target if held.target is not None else baseline,
        held.deadline,
        baseline,
        held.starts,
        held.ceiling,
        held.direction == Direction.WITHIN,
    )


def _dues(goal: Goal, curves: Curves, nodes: PlanNodes, day: date) -> list[DueShare]:
    return [
        line_share(goal, day),
        season_share(goal, _last_year(goal, curves), day),
        plan_share(goal, nodes, day),
    ]


def _last_year(goal: Goal, curves: Curves) -> LastYear | None:
    if curves.level is not None or goal.deadline is None:
        return None
    year = goal.deadline.year - 1
    line = curves.years.get(year)
    points = points_between(curves, date(year, 1, 1), date(year, 12, 31))
    return LastYear(points, incomplete=line is not None and line.broken is not None)
