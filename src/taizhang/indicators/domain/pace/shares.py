"""Which share of the way a day demands (应达比例), by the line, last year's curve or a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from .goals import Goal
from .words import MethodWord, ReasonWord

_DAY = timedelta(days=1)
Point = tuple[date, Decimal]
"""A value at the end of a day."""


@dataclass(frozen=True, slots=True)
class DueShare:
    """The share of the way that a method demands, a part of 1; None: it cannot say, for a reason.

    `values` are the intermediate values it rests on, by name, for people who check it.
    """

    method: MethodWord
    share: Fraction | None = None
    reason: str = ""
    values: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's cumulated figures (上年同期): `points` in the order of days, all of that year.

    `incomplete`: a period between is missing, so what follows cannot be added up. `slack`: days
    by which the last figure may fall short of the day it stands for.
    """

    points: Sequence[Point]
    incomplete: bool = False
    slack: int = 0


def line_share(goal: Goal, as_of: date) -> DueShare:
    """By the straight line (时间进度): days from the start to the day, both counted, over days
    from the start to the deadline; between 0 and 1."""
    if goal.days is None or goal.deadline is None:
        return DueShare(MethodWord.LINE, reason=no_time(goal))
    elapsed = min(max(goal.days - (goal.deadline - as_of).days, 0), goal.days)
    values = (("elapsed_days", Fraction(elapsed)), ("days", Fraction(goal.days)))
    return DueShare(MethodWord.LINE, Fraction(elapsed, goal.days), values=values)


def no_time(goal: Goal) -> ReasonWord:
    """Why a goal has no time that could pass."""
    if goal.deadline is None:
        return ReasonWord.NO_DEADLINE
    return ReasonWord.STARTS_AFTER_DEADLINE


def season_share(goal: Goal, last_year: LastYear | None, as_of: date) -> DueShare:
    """By last year's curve (上年同期进度): how much of what last year brought between the same two
    days had come by the same day; between 0 and 1.

    `last_year` None: the figures are levels, which do not add up. Between two figures the curve is
    straight; before the first it comes from 0 at the beginning of the year. 29 February's last
    year is 28 February.
    """
    reason = _no_season(goal, last_year)
    if reason or last_year is None or goal.begins is None or goal.deadline is None:
        return DueShare(MethodWord.SEASON, reason=reason or no_time(goal))
    opening = year_earlier(goal.begins).replace(month=1, day=1) - _DAY
    curve = [(opening, Decimal(0)), *last_year.points]
    start = value_at(curve, year_earlier(goal.begins) - _DAY)
    end = value_at(curve, year_earlier(goal.deadline))
    at = value_at(curve, year_earlier(min(max(as_of, goal.begins - _DAY), goal.deadline)))
    values = (("last_year_start", start), ("last_year_same_day", at), ("last_year_end", end))
    if start == end:
        return DueShare(MethodWord.SEASON, None, ReasonWord.LAST_YEAR_ZERO, values)
    share = Fraction(0) if as_of < goal.begins else (at - start) / (end - start)
    return DueShare(MethodWord.SEASON, min(max(share, Fraction(0)), Fraction(1)), values=values)


def _no_season(goal: Goal, last_year: LastYear | None) -> str:
    """Why there is no curve for a goal; "" where there is one."""
    if goal.days is None or goal.begins is None or goal.deadline is None:
        return no_time(goal)
    if last_year is None:
        return ReasonWord.NO_CURVE_OF_LEVELS
    if goal.begins.year != goal.deadline.year:
        return ReasonWord.NO_CURVE_OF_YEARS
    if not last_year.points:
        return ReasonWord.NO_LAST_YEAR
    reached = last_year.points[-1][0] + timedelta(days=last_year.slack)
    if last_year.incomplete or reached < year_earlier(goal.deadline):
        return ReasonWord.LAST_YEAR_INCOMPLETE
    values = [value for _day, value in last_year.points]
    if min(values) < 0 < max(values):
        return ReasonWord.LAST_YEAR_TURNS
    return ""


def plan_share(goal: Goal, nodes: Sequence[Point], as_of: date) -> DueShare:
    """By the plan that was filed (计划进度): the planned value's share of the way; a plan may go
    beyond the target and back, so it is not cut.

    The path runs straight from the baseline on the eve of the start through the nodes, in the
    order of days; where the last one lies before the deadline, on to the target at the deadline.
    """
    if not nodes:
        return DueShare(MethodWord.PLAN, reason=ReasonWord.NO_PLAN)
    if goal.days is None or goal.begins is None or goal.deadline is None:
        return DueShare(MethodWord.PLAN, reason=no_time(goal))
    if goal.distance == 0:
        return DueShare(MethodWord.PLAN, reason=ReasonWord.NO_DISTANCE)
    path = [(goal.begins - _DAY, goal.baseline)]
    path += [node for node in nodes if node[0] >= goal.begins]
    if path[-1][0] < goal.deadline:
        path.append((goal.deadline, goal.value))
    planned = value_at(path, max(as_of, path[0][0]))
    share = (planned - Fraction(goal.baseline)) / goal.distance
    return DueShare(MethodWord.PLAN, share, values=(("planned", planned),))


def value_at(points: Sequence[Point], day: date) -> Fraction:
    """The value of a path at the end of a day not before its first point: straight between two
    points, the last value after the last one."""
    at = max(n for n, (on, _value) in enumerate(points) if on <= day)
    on, value = points[at]
    if on == day or at + 1 == len(points):
        return Fraction(value)
    following, next_value = points[at + 1]
    step = Fraction((day - on).days, (following - on).days)
    return Fraction(value) + (Fraction(next_value) - Fraction(value)) * step


def year_earlier(day: date) -> date:
    """The same day of the year before; of 29 February, 28 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
