"""Where a day stands among the periods of a frequency, and in other years."""

from calendar import monthrange
from datetime import date, timedelta

from ..periods import period_of

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_DAYS = {"ten_days": 11, "week": 7}  # the longest period
_DAY = timedelta(days=1)


def period_number(day: date, frequency: str) -> int:
    """The running number of the period that a day lies in; neighbours differ by 1.

    `frequency` as in `enums.Frequency`. Raises KeyError for another.

    >>> period_number(date(2024, 12, 31), "quarter") - period_number(date(2024, 9, 30), "quarter")
    1
    """
    if frequency == "week":
        return (day.toordinal() - 1) // 7
    if frequency == "ten_days":
        return (day.year * 12 + day.month - 1) * 3 + min((day.day - 1) // 10, 2)
    return (day.year * 12 + day.month - 1) // _MONTHS[frequency]


def periods_passed(day: date, frequency: str) -> float:
    """Periods up to the end of a day, the one it lies in by the share of its days that passed.

    >>> periods_passed(date(2024, 6, 30), "month") - periods_passed(date(2024, 3, 31), "month")
    3.0
    """
    period = period_of(day, frequency)
    passed = (day - period.starts).days + 1
    return period_number(day, frequency) + passed / ((period.ends - period.starts).days + 1)


def longest_gap(frequency: str) -> int:
    """Days between two figures above which a line between them says nothing: two periods."""
    return 2 * (_DAYS.get(frequency) or 31 * _MONTHS[frequency])


def same_day(day: date, year: int) -> date:
    """The same day of another year; the last day of a month stays the last of that month.

    >>> same_day(date(2024, 2, 29), 2023), same_day(date(2023, 2, 28), 2024)
    (datetime.date(2023, 2, 28), datetime.date(2024, 2, 29))
    """
    return month_end(year, day.month) if (day + _DAY).day == 1 else day.replace(year=year)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_ends(after: date, until: date) -> list[date]:
    """The last days of months later than `after` and earlier than `until`, in order."""
    found, day = [], month_end(after.year, after.month)
    while day < until:
        if day > after:
            found.append(day)
        following = day + _DAY
        day = month_end(following.year, following.month)
    return found
