"""The value of a goal, counted as its indicator counts (完成值), and last year's curve beside it.

Figures "since the beginning of the year" (年内累计) begin anew each year: a goal over several
years adds the last figure of each earlier year, and a figure of another year never counts for a
goal that is over. Figures of periods (当期) are added up from the goal's start; a missing period
makes the sum unknown. Levels (时点) are what was seen last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context
from functools import reduce
from itertools import accumulate

from ..periods import period_of
from .goals import Goal, Observation
from .measuring import Measure
from .shares import LastYear, Point
from .words import ReasonWord

_DAY = timedelta(days=1)
_EXACT = Context(prec=60)  # more than any sum of stored figures has
WEEK_SLACK = 6  # days by which the last week of a year may end before it


@dataclass(frozen=True, slots=True)
class Counted:
    """What a goal's value is made of: `parts` are added up; None as `seen`: it cannot be said."""

    seen: Observation | None
    reason: str = ""
    parts: tuple[Point, ...] = ()


def count_value(points: Sequence[Point], goal: Goal, measure: Measure, as_of: date) -> Counted:
    """The value of a goal at the end of a day, from all figures that count, in order of days."""
    last = counts_until(goal, measure, as_of)
    known = [point for point in points if point[0] <= last]
    if measure.accumulation == "level":
        return _last(known)
    begins = goal.begins
    if begins is None:
        if measure.accumulation == "per_period":
            return Counted(None, ReasonWord.NO_DEADLINE)
        return _last(known)
    if measure.accumulation == "per_period":
        return _sum_of_periods(known, begins, measure.frequency)
    return _over_years(known, begins, measure.frequency)


def counts_until(goal: Goal, measure: Measure, as_of: date) -> date:
    """The last day whose figures count for a goal. What is there to be kept has been kept or
    broken at its deadline; what is to be reached can be reached later, but what is added up begins
    anew with the next year."""
    if goal.deadline is None:
        return as_of
    if goal.is_ceiling:
        return min(as_of, goal.deadline)
    if measure.accumulation == "level":
        return as_of
    return min(as_of, date(goal.deadline.year, 12, 31))


def last_year_of(points: Sequence[Point], goal: Goal, measure: Measure) -> LastYear | None:
    """The cumulated figures of the year before the goal's; None: its figures are levels."""
    if measure.accumulation == "level":
        return None
    slack = WEEK_SLACK if measure.frequency == "week" else 0
    if goal.begins is None:
        return LastYear([], slack=slack)
    year = goal.begins.year - 1
    known = [point for point in points if point[0].year == year]
    if measure.accumulation == "cumulative":
        return LastYear(known, slack=slack)
    periods = _by_period(known, measure.frequency)
    missing = _first_missing(periods, date(year, 1, 1), measure.frequency)
    whole = [point for end, point in periods.items() if missing is None or end < missing]
    totals = accumulate((value for _day, value in whole), _EXACT.add)
    sums = [(point[0], total) for point, total in zip(whole, totals, strict=True)]
    return LastYear(sums, incomplete=missing is not None, slack=slack)


def _last(points: Sequence[Point]) -> Counted:
    if not points:
        return Counted(None, ReasonWord.NO_OBSERVATION)
    day, value = points[-1]
    return Counted(Observation(value, day), parts=(points[-1],))


def _over_years(points: Sequence[Point], begins: date, frequency: str) -> Counted:
    own = [point for point in points if point[0].year >= begins.year]
    if not own:
        return Counted(None, ReasonWord.NO_OBSERVATION)
    parts = []
    for year in range(begins.year, own[-1][0].year):
        ended = [point for point in own if point[0].year == year]
        if not ended or ended[-1][0] < _year_end(year, frequency):
            return Counted(None, f"{ReasonWord.MISSING_YEAR}:{date(year, 12, 31).isoformat()}")
        parts.append(ended[-1])
    return _added((*parts, own[-1]))


def _year_end(year: int, frequency: str) -> date:
    """From when on a figure is the last of a year."""
    return date(year, 12, 31) - timedelta(days=WEEK_SLACK if frequency == "week" else 0)


def _sum_of_periods(points: Sequence[Point], begins: date, frequency: str) -> Counted:
    periods = _by_period([point for point in points if point[0] >= begins], frequency)
    if not periods:
        return Counted(None, ReasonWord.NO_OBSERVATION)
    missing = _first_missing(periods, begins, frequency)
    if missing is not None:
        return Counted(None, f"{ReasonWord.MISSING_PERIOD}:{missing.isoformat()}")
    return _added(tuple(periods.values()))


def _added(parts: tuple[Point, ...]) -> Counted:
    total = reduce(_EXACT.add, (value for _day, value in parts))
    return Counted(Observation(total, parts[-1][0]), parts=parts)


def _by_period(points: Sequence[Point], frequency: str) -> dict[date, Point]:
    """The last figure of each period, by the period's last day."""
    return {period_of(point[0], frequency).ends: point for point in points}


def _first_missing(periods: dict[date, Point], begins: date, frequency: str) -> date | None:
    """The last day of the first period without a figure, before the last one with."""
    end = period_of(begins, frequency).ends
    for found in periods:
        if found != end:
            return end
        end = period_of(end + _DAY, frequency).ends
    return None
