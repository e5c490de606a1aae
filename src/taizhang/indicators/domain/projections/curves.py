"""The figures of a series as one curve a year (年内曲线), or as one line of levels (时点)."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .positions import longest_gap, period_number, same_day
from .types import Figure

_WEEK_SLACK = 6
_Rows = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Curve:
    """What stood at the end of each day that has a figure. Days are ordinals, ascending.

    `origin`: the day at whose end nothing was there yet. `gap`: days between two figures above
    which nothing is said of the days between. `broken`: from this day on nothing can be added up,
    because a period before it is missing; None: whole. `slack`: days for which the last figure of
    all still stands, since the last week of a year ends before it.
    """

    origin: int
    days: Sequence[int]
    values: Sequence[float]
    gap: int
    slack: int = 0
    broken: int | None = None

    def at(self, day: date) -> float | None:
        """What was reached by the end of a day, linear between figures; None: cannot be said."""
        wanted = day.toordinal()
        place = bisect_right(self.days, wanted)
        before, low = self.origin, 0.0
        if place:
            before, low = self.days[place - 1], self.values[place - 1]
        if before == wanted or self._still_stands(place, wanted):
            return low
        if place == len(self.days) or self.days[place] - before > self.gap:
            return None
        part = (wanted - before) / (self.days[place] - before)
        return low + (self.values[place] - low) * part

    def _still_stands(self, place: int, wanted: int) -> bool:
        return 0 < place == len(self.days) and wanted - self.days[-1] <= self.slack

    def last(self, until: date) -> tuple[date, float] | None:
        """The last figure not later than a day."""
        place = bisect_right(self.days, until.toordinal())
        return (date.fromordinal(self.days[place - 1]), self.values[place - 1]) if place else None

    def until(self, day: date) -> tuple[Sequence[int], Sequence[float]]:
        """Days and values of all figures not later than a day."""
        place = bisect_right(self.days, day.toordinal())
        return self.days[:place], self.values[:place]


@dataclass(frozen=True, slots=True)
class Curves:
    """A history made ready: a curve a year for what is added up, one line of levels for the rest.

    `frequency` as in `enums`; `never_below_zero`: no figure ever was.
    """

    frequency: str
    years: dict[int, Curve]
    level: Curve | None
    never_below_zero: bool


def curves_of(
    history: Iterable[Figure],
    *,
    accumulation: str,
    frequency: str = "month",
    starts: date | None = None,
) -> Curves:
    """Make a history ready for projections; figures in any order, one a day.

    Cumulative figures begin anew each 1 January. Figures of periods alone are added up from
    `starts` (its month and day, in every year; None: 1 January); a missing period breaks the sum.
    """
    rows = sorted((figure.day.toordinal(), float(figure.value)) for figure in history)
    sound = all(value >= 0 for _, value in rows)
    if accumulation == "level":
        return Curves(frequency, {}, _plain(0, rows, frequency), sound)
    years: dict[int, _Rows] = {}
    for day, value in rows:
        years.setdefault(date.fromordinal(day).year, []).append((day, value))
    if accumulation == "cumulative":
        made = {
            year: _plain(date(year, 1, 1).toordinal() - 1, rows_, frequency)
            for year, rows_ in years.items()
        }
    else:
        first = starts or date(2000, 1, 1)
        made = {
            year: _added_up(same_day(first, year), rows_, frequency)
            for year, rows_ in years.items()
        }
    return Curves(frequency, made, None, sound)


def _plain(origin: int, rows: _Rows, frequency: str) -> Curve:
    days, values = [day for day, _ in rows], [value for _, value in rows]
    slack = _WEEK_SLACK if frequency == "week" else 0
    return Curve(origin, days, values, longest_gap(frequency), slack)


def _added_up(first: date, rows: _Rows, frequency: str) -> Curve:
    """The running sum of the last figure of each period, up to the first period that is missing."""
    origin, summed = first.toordinal() - 1, list[tuple[int, float]]()
    due, total = period_number(first, frequency), 0.0
    own = (row for row in rows if row[0] > origin)
    last = {period_number(date.fromordinal(row[0]), frequency): row for row in own}
    for number, (day, value) in last.items():
        if number != due:
            whole = _plain(origin, summed, frequency)
            return replace(whole, broken=day)
        due, total = number + 1, total + value
        summed.append((day, total))
    return _plain(origin, summed, frequency)
