"""Time words as days (时间词): months, quarters, halves, five-year plans; pure arithmetic."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from .numerals import chinese_integer


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def plan_end(number: int) -> date | None:
    """The last day of the n-th five-year plan, from the tenth (2001-2005) on."""
    return date(2005 + 5 * (number - 10), 12, 31) if number >= 10 else None


def part_of_month(year: int, month: int, part: str) -> date:
    """上旬 the 10th, 中旬 the 20th, 初 the 10th, anything else the end of the month."""
    if part.endswith("中旬") or part.startswith("中上"):
        return date(year, month, 20)
    if part.endswith("上旬") or part == "初":
        return date(year, month, 10)
    return month_end(year, month)


def part_of_year(year: int, part: str) -> date:
    """上半年, 三季度, 前三季度, 上年 …; anything else the end of the year."""
    if "上半年" in part or part.startswith("年中"):
        return date(year, 6, 30)
    if "季度" in part:
        number = next((chinese_integer(ch) for ch in part if ch in "一二三四"), None)
        digits = next((int(ch) for ch in part if ch in "1234"), None)
        return month_end(year, 3 * (number or digits or 4))
    return date(year, 12, 31)


def before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int, *, working: bool) -> date:
    """Some days on; working days count Monday to Friday, holidays unknown here."""
    if not working:
        return day + timedelta(days=days)
    weeks, rest = divmod(days, 5)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    return day
