"""What a curve is drawn from: this year, last year, target, what is needed, the projection."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..domain.projections import Curves, Projection
from ..domain.projections.positions import month_ends, same_day
from ..domain.projections.types import to_decimal
from ..domain.queries.history import HeldGoal

_DAY = timedelta(1)
Point = tuple[date, Decimal]
Needed = Callable[[date], Decimal | None]
"""What a goal needs by the end of a day; None: nothing is asked by then."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days a chart shows (图表的起止)."""

    starts: date
    ends: date

    @property
    def is_year(self) -> bool:
        """Within one calendar year: last year can be laid over it."""
        return self.starts.year == self.ends.year


@dataclass(frozen=True, slots=True)
class Curve:
    """A series against a goal within a window; a series without a goal has only its figures.

    `last_year` lies on the days of this year. `band`: what is needed less and more the tolerance,
    not beyond the baseline. `path`: the projection of each month end and of the deadline.
    """

    window: Window
    as_of: date
    this_year: list[Point]
    last_year: list[Point]
    target: Decimal | None
    ceiling: Decimal | None
    needed: list[Point]
    band: tuple[list[Point], list[Point]] | None
    path: list[Projection]


def curve_window(goal: HeldGoal | None, as_of: date) -> Window:
    """The year of the day, of a goal that ended before it the year it ended in; of a level further
    back and ahead, as far as the goal reaches."""
    year = as_of.year
    if goal is not None and goal.deadline is not None and not goal.is_level:
        year = min(year, goal.deadline.year)
    starts, ends = date(year, 1, 1), date(year, 12, 31)
    if goal is None or not goal.is_level:
        return Window(starts, ends)
    return Window(min(goal.starts or starts, starts), max(goal.deadline or ends, ends))


def curve_of(
    curves: Curves,
    goal: HeldGoal | None,
    *,
    window: Window,
    as_of: date,
    needed: Needed,
    tolerance_pct: Decimal,
    path: list[Projection],
) -> Curve:
    """Put the points together. `tolerance_pct`: of the way from the baseline to the target."""
    wanted = _needed(goal, window, needed)
    return Curve(
        window,
        as_of,
        points_between(curves, window.starts, min(as_of, window.ends)),
        _last_year(curves, window) if window.is_year else [],
        goal.target if goal is not None else None,
        goal.ceiling if goal is not None else None,
        wanted,
        _band(goal, wanted, tolerance_pct) if goal is not None and wanted else None,
        path,
    )


def points_between(curves: Curves, first: date, last: date) -> list[Point]:
    """The figures of these days as they are counted: what is added up as sums of its year."""
    lines = [curves.level] if curves.level is not None else list(curves.years.values())
    found = [
        (date.fromordinal(day), to_decimal(value))
        for line in lines
        for day, value in zip(line.days, line.values, strict=True)
        if first.toordinal() <= day <= last.toordinal()
    ]
    return sorted(found)


def _last_year(curves: Curves, window: Window) -> list[Point]:
    year = window.starts.year
    found = points_between(curves, date(year - 1, 1, 1), date(year - 1, 12, 31))
    return [(same_day(day, year), value) for day, value in found]


def _needed(goal: HeldGoal | None, window: Window, needed: Needed) -> list[Point]:
    begins = goal.goal.begins if goal is not None and goal.goal is not None else None
    if goal is None or goal.deadline is None or begins is None:
        return []
    first, last = max(window.starts, begins), min(window.ends, goal.deadline)
    if first > last:
        return []
    days = [first, *month_ends(first, last), last]
    return [(day, value) for day in days if (value := needed(day)) is not None]


def _band(
    goal: HeldGoal, needed: list[Point], tolerance_pct: Decimal
) -> tuple[list[Point], list[Point]] | None:
    if goal.target is None:
        return None
    baseline = goal.baseline
    half = abs(goal.target - baseline) * tolerance_pct / 100
    low = [(day, value - half) for day, value in needed]
    high = [(day, value + half) for day, value in needed]
    if goal.target >= baseline:
        return [(day, max(value, baseline)) for day, value in low], high
    return low, [(day, min(value, baseline)) for day, value in high]
