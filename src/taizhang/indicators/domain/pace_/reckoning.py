"""Straight-line pace (进度): half of the time, half of the target.

The reference that `queries.pace` is held to. Exact: shares are fractions, rounded where shown.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..enums import Pace

_MONTH = 30  # days, of the run rate
_FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to be reached (目标). `value`: of a range its lower bound; `starts` None: 1 January
    of the deadline's year; `deadline` None: nobody has said by when."""

    op: str  # >=, <=, =, ~, range, >, <
    value: Decimal
    deadline: date | None
    baseline: Decimal = Decimal(0)
    starts: date | None = None

    @property
    def distance(self) -> Decimal:
        """From the baseline to the target; below zero for a reduction."""
        return self.value - self.baseline

    @property
    def is_ceiling(self) -> bool:
        """Not to be exceeded: no line leads to it."""
        return self.op in {"<=", "<"} and self.distance >= 0

    @property
    def days(self) -> int | None:
        """From the start to the deadline, both counted; None where there is no such time."""
        starts = self.starts or (self.deadline and self.deadline.replace(month=1, day=1))
        if starts is None or self.deadline is None or starts > self.deadline:
            return None
        return (self.deadline - starts).days + 1


@dataclass(frozen=True, slots=True)
class Observation:
    """A cumulative figure, as it stood on a day (填报数)."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class PaceFound:
    """Where a number stands. Shares are parts of 1; None: cannot be said.

    `gap`: what is missing to what the time needs, in the target's unit, positive means missing.
    `run_rate`: what each 30 days must bring until the deadline. `lag_pct`: percentage points that
    the share is behind the time, four places, 0 where it is not.
    """

    pace: Pace
    share: Fraction | None = None
    time_share: Fraction | None = None
    needed: Fraction | None = None
    gap: Fraction | None = None
    run_rate: Fraction | None = None
    lag_pct: Decimal = Decimal(0)


def pace_of(
    goal: Goal,
    observation: Observation | None,
    as_of: date,
    *,
    tolerance_pct: Decimal,
    stale_days: int,
) -> PaceFound:
    """Where a number stands at the end of a day; the observation is not later than that.

    Classes, the first that holds: done when met (a ceiling only after the deadline); unknown
    without an observation or with one older than `stale_days`; behind after the deadline, or with
    a broken ceiling; then by share of the target minus share of the time, against the tolerance.
    A target without a deadline or a distance has no line: it is met, broken or unknown.
    Source: the half-year bulletin of Jinzhai county 2025 (“双过半”), which prints these classes.
    """
    time_share = _time_share(goal, as_of)
    share = _share(goal, observation)
    needed = None
    if time_share is not None:
        needed = Fraction(goal.baseline) + Fraction(goal.distance) * time_share
    lead = None if share is None or time_share is None else share - time_share
    pace = _class(goal, observation, as_of, lead, Fraction(tolerance_pct) / 100, stale_days)
    return PaceFound(
        pace,
        share,
        time_share,
        needed,
        _gap(goal, observation, needed),
        _run_rate(goal, observation, as_of),
        _lag(goal, pace, lead),
    )


def is_met(goal: Goal, value: Decimal) -> bool:
    """Whether a figure fulfils the target."""
    if goal.op in {"<=", "<"}:
        return value < goal.value or (goal.op == "<=" and value == goal.value)
    return value > goal.value or (goal.op != ">" and value == goal.value)


def _class(
    goal: Goal,
    seen: Observation | None,
    as_of: date,
    lead: Fraction | None,
    tolerance: Fraction,
    stale_days: int,
) -> Pace:
    over = goal.deadline is not None and as_of > goal.deadline
    met = seen is not None and is_met(goal, seen.value)
    if met and (over or not goal.is_ceiling):
        return Pace.DONE
    if seen is None or (as_of - seen.on).days > stale_days:
        return Pace.UNKNOWN
    if goal.is_ceiling:
        return _of_ceiling(goal, met=met)
    if goal.days is None:
        return Pace.UNKNOWN
    return Pace.BEHIND if over else _of_line(lead, tolerance)


def _of_ceiling(goal: Goal, *, met: bool) -> Pace:
    if not met:
        return Pace.BEHIND
    return Pace.UNKNOWN if goal.days is None else Pace.ON_PACE


def _of_line(lead: Fraction | None, tolerance: Fraction) -> Pace:
    if lead is None:
        return Pace.UNKNOWN
    if lead >= tolerance:
        return Pace.AHEAD
    return Pace.BEHIND if lead <= -tolerance else Pace.ON_PACE


def _time_share(goal: Goal, as_of: date) -> Fraction | None:
    if goal.days is None or goal.deadline is None:
        return None
    left = (goal.deadline - as_of).days
    return Fraction(min(max(goal.days - left, 0), goal.days), goal.days)


def _share(goal: Goal, seen: Observation | None) -> Fraction | None:
    if seen is None or goal.distance == 0:
        return None
    return Fraction(seen.value - goal.baseline) / Fraction(goal.distance)


def _gap(goal: Goal, seen: Observation | None, needed: Fraction | None) -> Fraction | None:
    if seen is None or needed is None:
        return None
    missing = needed - Fraction(seen.value)
    return -missing if goal.distance < 0 else missing


def _run_rate(goal: Goal, seen: Observation | None, as_of: date) -> Fraction | None:
    if seen is None:
        return None
    if is_met(goal, seen.value):
        return Fraction(0)
    if goal.deadline is None or as_of >= goal.deadline:
        return None
    missing = Fraction(goal.value) - Fraction(seen.value)
    return missing * _MONTH / (goal.deadline - as_of).days


def _lag(goal: Goal, pace: Pace, lead: Fraction | None) -> Decimal:
    if lead is None or lead >= 0 or goal.is_ceiling or pace in {Pace.DONE, Pace.UNKNOWN}:
        return Decimal(0)
    behind = -lead * 100
    return _half_up(behind.numerator, behind.denominator)


def _half_up(numerator: int, denominator: int) -> Decimal:
    """A fraction that is not below zero, with four places."""
    tenths = (numerator * 20_000 // denominator + 1) // 2
    return (Decimal(tenths) * _FOUR).quantize(_FOUR, ROUND_HALF_UP)
