"""Periods of each frequency (报告期): plain days, without clock or database.

A ten-day period (旬) is 1–10, 11–20, 21–end of a month; a week runs from Monday to Sunday
(GB/T 7408.1, which is ISO 8601); the others are those of the calendar year.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...enums import Frequency

_DAY = timedelta(days=1)
_TEN_DAYS_BEGIN = (1, 11, 21)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a frequency (一期); both days belong to it."""

    frequency: str
    starts: date
    ends: date


def period_of(day: date, frequency: str) -> Period:
    """The period that a day lies in.

    >>> period_of(date(2026, 6, 15), "ten_days").ends
    datetime.date(2026, 6, 20)
    """
    starts, ends = _BOUNDS[Frequency(frequency)](day)
    return Period(frequency, starts, ends)


def previous_period(period: Period) -> Period:
    """The period before."""
    return period_of(period.starts - _DAY, period.frequency)


def is_period_end(day: date, frequency: str) -> bool:
    """Whether a period of the frequency ends with the day."""
    return period_of(day, frequency).ends == day


def period_ends(frequency: str, start: date, until: date) -> list[date]:
    """The last days of periods that end from `start` to `until`, both counted, in order.

    >>> period_ends("quarter", date(2025, 12, 31), date(2026, 6, 30))
    [datetime.date(2025, 12, 31), datetime.date(2026, 3, 31), datetime.date(2026, 6, 30)]
    """
    ends = []
    while start <= until:
        end = period_of(start, frequency).ends
        if end <= until:
            ends.append(end)
        start = end + _DAY
    return ends


def last_year(period: Period) -> Period:
    """The same period of the year before (上年同期): of weeks the one with the same number, of a
    53rd week the last; of others the one with the same months."""
    if period.frequency == Frequency.WEEK:
        year, week, _day = period.ends.isocalendar()
        weeks = date(year - 1, 12, 28).isocalendar().week
        return period_of(date.fromisocalendar(year - 1, min(week, weeks), 1), period.frequency)
    starts = period.starts.replace(year=period.starts.year - 1)
    return period_of(starts, period.frequency)


def due_on(period_end: date, release_days: int) -> date:
    """The last day on which the figure of a period is in time: so many calendar days after it."""
    return period_end + timedelta(days=release_days)


def fresh_since(as_of: date, frequency: str, days: int) -> date:
    """The first day whose figure is not too old on a day: of an older one the next figure is due
    for so many days after its period, and they are over.

    >>> fresh_since(date(2026, 7, 15), "month", 15), fresh_since(date(2026, 7, 16), "month", 15)
    (datetime.date(2026, 5, 31), datetime.date(2026, 6, 30))
    """
    return previous_period(period_of(as_of - timedelta(days=days), frequency)).ends


def _ten_days(day: date) -> tuple[date, date]:
    begins = max(first for first in _TEN_DAYS_BEGIN if first <= day.day)
    last = begins + 9 if begins < _TEN_DAYS_BEGIN[-1] else monthrange(day.year, day.month)[1]
    return day.replace(day=begins), day.replace(day=last)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _months(number: int) -> Callable[[date], tuple[date, date]]:
    def bounds(day: date) -> tuple[date, date]:
        first = (day.month - 1) // number * number + 1
        last = first + number - 1
        end = date(day.year, last, monthrange(day.year, last)[1])
        return date(day.year, first, 1), end

    return bounds


_BOUNDS: Mapping[Frequency, Callable[[date], tuple[date, date]]] = {
    Frequency.TEN_DAYS: _ten_days,
    Frequency.WEEK: _week,
    Frequency.MONTH: _months(1),
    Frequency.QUARTER: _months(3),
    Frequency.HALF_YEAR: _months(6),
    Frequency.YEAR: _months(12),
}
