"""Times that are counted from the day a word was said (近期时限): 本月内, 一周内, 5个工作日内.

A document says 印发10日内; a meeting says 10日内 and means its own day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from taizhang.calendars import CalendarError, DayUnit, WorkCalendar

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_MONTH = re.compile(r"(?:本月|(?<![\d一二三四五六七八九十个])月)(?:底|末)?(?:之?前|以?内)")
_WEEK = re.compile(r"本周(?P<friday>五)?(?:之?前|以?内)")
_TERM = re.compile(
    r"(?P<number>\d{1,3}|[一二两三四五六七八九]?十?[一二两三四五六七八九]?)"
    r"(?P<unit>个?工作日|个?星期|个月|[日天周])(?:之|以)?内"
)
_CALENDAR = WorkCalendar()


def find_near_term(text: str, *, on: date) -> date | None:
    """The last day of the latest near term in a text; None where there is none.

    >>> find_near_term("一周内报送方案", on=date(2026, 3, 2))
    datetime.date(2026, 3, 9)
    """
    days = [_last_of_month(on) for _ in _MONTH.finditer(text)]
    days += [_end_of_week(on, bool(match["friday"])) for match in _WEEK.finditer(text)]
    for match in _TERM.finditer(text):
        if (number := _number(match["number"])) and (day := _after(on, number, match["unit"])):
            days.append(day)
    return max(days, default=None)


def _last_of_month(on: date) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1])


def _end_of_week(on: date, friday: bool) -> date:
    return on + timedelta(days=(4 if friday else 6) - on.weekday())


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    units = _DIGITS.get(ones, 0)
    return units if not ten else 10 * _DIGITS.get(tens, 1) + units


def _after(on: date, number: int, unit: str) -> date | None:
    try:
        if unit.endswith("工作日"):
            return _CALENDAR.count(on, number, DayUnit.WORKING).due
        if unit == "个月":
            return _CALENDAR.count(on, number, DayUnit.MONTH).due
    except CalendarError:
        return None
    days = number * 7 if unit in ("周", "星期", "个星期") else number
    return on + timedelta(days=days)
