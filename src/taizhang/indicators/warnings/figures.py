"""The figures of whole periods of one series (整期的数), as rules ask for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..domain.periods import last_year, period_of, previous_period

Point = tuple[date, Decimal]
LATE = 3
"""So many periods the last figure may lie back: of what is older no rule of figures speaks."""


@lru_cache(maxsize=20_000)
def period_end(day: date, frequency: str) -> date:
    """The last day of the period a day lies in."""
    return period_of(day, frequency).ends


@lru_cache(maxsize=20_000)
def end_before(end: date, frequency: str) -> date:
    """The last day of the period before the one that ends on a day."""
    return previous_period(period_of(end, frequency)).ends


@lru_cache(maxsize=20_000)
def end_last_year(end: date, frequency: str) -> date:
    """The last day of the same period of the year before."""
    return last_year(period_of(end, frequency)).ends


@lru_cache(maxsize=20_000)
def recent_ends(day: date, frequency: str) -> tuple[date, ...]:
    """The last periods that have ended by a day, of which a figure still speaks; latest first."""
    end = period_end(day, frequency)
    ends = [end if end == day else end_before(end, frequency)]
    while len(ends) < LATE:
        ends.append(end_before(ends[-1], frequency))
    return tuple(ends)


class WholePeriods:
    """The figures of one series that stand for whole periods, up to a day.

    A figure for a day within a period says nothing of the period and is left out.
    """

    def __init__(
        self, points: Iterable[Point], *, accumulation: str, frequency: str, as_of: date
    ) -> None:
        self.frequency = frequency
        self._cumulative = accumulation == "cumulative"
        self._recent = recent_ends(as_of, frequency)
        self.values = {
            day: value
            for day, value in points
            if day <= as_of and period_end(day, frequency) == day
        }

    @property
    def last(self) -> date | None:
        """The last period with a figure; None where it lies too far back."""
        return next((end for end in self._recent if end in self.values), None)

    def before(self, end: date) -> date:
        """The end of the period before."""
        return end_before(end, self.frequency)

    def year_before(self, end: date) -> date:
        """The end of the same period of last year."""
        return end_last_year(end, self.frequency)

    def alone(self, end: date) -> Decimal | None:
        """What the period brought by itself: of what is cumulated through the year the difference
        to the period before; None where that cannot be said."""
        value = self.values.get(end)
        before = self.before(end)
        if value is None or not self._cumulative or before.year != end.year:
            return value
        return None if before not in self.values else value - self.values[before]

    def run(self, end: date, number: int) -> Sequence[date]:
        """So many periods up to one, in the order of days."""
        ends = [end]
        while len(ends) < number:
            ends.append(self.before(ends[-1]))
        return ends[::-1]
