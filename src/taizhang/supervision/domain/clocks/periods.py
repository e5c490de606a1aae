"""Report periods (报告期): which reports are owed, and when each is due.

The first period is the first one whose report is due late enough after the assignment to be
written: three days for a month and longer, one day for shorter ones. So a task assigned on the
24th, with reports due on the 25th, reports first in the next month. The last is the last one due
by the deadline; without a deadline by 31 December of the next year, and never more than
`MOST_PERIODS` at a time: a job appends the following ones.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.calendars import WorkCalendar, ends_at

from ...enums import Every
from ...mechanisms.types import Mechanism, Reports
from .state import Period

MOST_PERIODS = 400
_DAY = timedelta(days=1)
_NOTICE = {Every.DAY: 1, Every.WEEK: 1, Every.TEN_DAYS: 1}  # days to write the first report
_LONG_NOTICE = 3
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


def plan_periods(
    mechanism: Mechanism,
    *,
    assigned: date,
    until: date | None,
    calendar: WorkCalendar,
) -> tuple[Period, ...]:
    """The periods of a task assigned on a day, due until its deadline (both days)."""
    reports = mechanism.reports
    if reports is None:
        return ()
    notice = _NOTICE.get(Every(reports.every), _LONG_NOTICE)
    return _periods(mechanism, reports, assigned, assigned + notice * _DAY, until, calendar)


def more_periods(
    mechanism: Mechanism, *, after: date, until: date | None, calendar: WorkCalendar
) -> tuple[Period, ...]:
    """The periods whose reports are due after a day, until the deadline."""
    reports = mechanism.reports
    if reports is None:
        return ()
    return _periods(mechanism, reports, after, after + _DAY, until, calendar)


def _periods(
    mechanism: Mechanism,
    reports: Reports,
    around: date,
    earliest: date,
    until: date | None,
    calendar: WorkCalendar,
) -> tuple[Period, ...]:
    last = until or date(around.year + 1, 12, 31)
    found: list[Period] = []
    for first, end in _spans(Every(reports.every), around):
        day, provisional = _due_day(reports, first, end, calendar)
        if day > last or len(found) == MOST_PERIODS:
            break
        if day >= earliest:
            moment = ends_at(day, mechanism.cutoff)
            found.append(Period(_label(Every(reports.every), first), moment, provisional))
    return tuple(found)


def _due_day(reports: Reports, first: date, end: date, calendar: WorkCalendar) -> tuple[date, bool]:
    """The day a period's report is due, and whether a holiday notice is still missing for it."""
    if reports.day is None:
        term = reports.after_end
        if term is None:
            return end, False
        return calendar.due_of(end, term.number, term.unit, roll=term.roll)
    if reports.every in (Every.DAY, Every.WEEK, Every.TEN_DAYS):
        return min(first + (reports.day - 1) * _DAY, end), False
    return end.replace(day=min(reports.day, end.day)), False


def _spans(every: Every, around: date) -> Iterator[tuple[date, date]]:
    """First and last day of the periods, from the one before the one that holds a day."""
    first = _first_day(every, _first_day(every, around) - _DAY)
    while first.year < date.max.year:
        end = _last_day(every, first)
        yield first, end
        first = end + _DAY


def _first_day(every: Every, day: date) -> date:
    if every == Every.DAY:
        return day
    if every == Every.WEEK:
        return day - day.weekday() * _DAY
    if every == Every.TEN_DAYS:
        return day.replace(day=1 + 10 * min((day.day - 1) // 10, 2))
    months = _MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _last_day(every: Every, first: date) -> date:
    if every == Every.DAY:
        return first
    if every == Every.WEEK:
        return first + 6 * _DAY
    if every == Every.TEN_DAYS and first.day < 21:
        return first + 9 * _DAY
    month = first.month + _MONTHS.get(every, 1) - 1
    return date(first.year, month, monthrange(first.year, month)[1])


def _label(every: Every, first: date) -> str:
    """The period as people say it; Chinese in every language, like the names of steps."""
    year, month = first.year, first.month
    iso_year, iso_week, _ = first.isocalendar()
    return {
        Every.DAY: f"{year}年{month}月{first.day}日",
        Every.WEEK: f"{iso_year}年第{iso_week}周",
        Every.TEN_DAYS: f"{year}年{month}月{'上中下'[min((first.day - 1) // 10, 2)]}旬",
        Every.MONTH: f"{year}年{month}月",
        Every.QUARTER: f"{year}年第{(month + 2) // 3}季度",
        Every.HALF_YEAR: f"{year}年{'上' if month < 7 else '下'}半年",
        Every.YEAR: f"{year}年",
    }[every]
