"""Periods and dates (期间与日期): 三季度（1—6月）, 6月31日, 截至5月底，序时进度50%."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..rounding import Extent, decimal_text, prints

_NAMED = {
    "一季度": (1, 3),
    "第一季度": (1, 3),
    "首季": (1, 3),
    "二季度": (4, 6),
    "第二季度": (4, 6),
    "三季度": (7, 9),
    "第三季度": (7, 9),
    "四季度": (10, 12),
    "第四季度": (10, 12),
    "前三季度": (1, 9),
    "前三个季度": (1, 9),
    "前两季度": (1, 6),
    "上半年": (1, 6),
    "下半年": (7, 12),
}
_NAMES = "|".join(sorted(_NAMED, key=len, reverse=True))
_MONTHS = r"(?P<first>\d{1,2})月?[-—–~至到]{1,2}(?P<last>\d{1,2})月(?!\d)"
_BEHIND = _MONTHS.replace("first", "first2").replace("last", "last2")
_HEAD = 300
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BOTH = late(rf"(?P<name>{_NAMES})[(]{_MONTHS}[^()]{{0,6}}[)]|{_BEHIND}[(](?P<name2>{_NAMES})[)]")
_DATE = late(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_UNTIL = late(
    r"(?:截至|截止到?|至)(?:20\d\d年)?(?P<month>\d{1,2})月(?:底|末|(?P<day>\d{1,2})日)|(?<![\d—-])1[-—–~至]{1,2}(?P<upto>\d{1,2})月|(?P<name>前三季度|上半年|一季度)"
)
_SCHEDULE = late(
    r"(?:序时|时序|时间)进度(?:要求|目标|任务)?(?:应)?(?:为|是|应为|应达到?|达到?|[(])?[(]?(?P<share>\d{1,3}(?:\.\d{1,2})?)%"
)


def check_periods(bulletin: Bulletin) -> Iterator[Finding]:
    """Names of periods beside other months, days that no month has, wrong shares of the year."""
    text = bulletin.text
    for found in _BOTH.finditer(text):
        name = found["name"] or found["name2"]
        said = tuple(int(found[g] or found[g + "2"]) for g in ("first", "last"))
        if said != _NAMED[name]:
            first, last = _NAMED[name]
            sentence = f"“{found[0]}”：{name}是{first}—{last}月，与所写的月份不符，请核对。"
            yield bulletin.finding("period_mismatch", *found.span(), sentence)
    for found in _DATE.finditer(text):
        most = _days_of(found)
        if most and not 1 <= int(found["day"]) <= most:
            sentence = f"“{found[0]}”：{found['month']}月只有{most}天，请核对日期。"
            yield bulletin.finding("period_mismatch", *found.span(), sentence)
    yield from _schedules(bulletin)


def _days_of(found: re.Match[str]) -> int:
    """How many days the month of a date has; 0 where it is no month."""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return 0
    return calendar.monthrange(int(found["year"] or 2024), month)[1]


def _schedules(bulletin: Bulletin) -> Iterator[Finding]:
    """The share of the year that has passed, by months or by days, against the date stated."""
    for found in _SCHEDULE.finditer(bulletin.text):
        rights = time_shares(bulletin.text, found.start())
        places = len(found["share"].partition(".")[2])
        value, step = Fraction(found["share"]), Fraction(1, 10**places)
        if not rights or any(prints(Extent(right, right), value, step) for right in rights):
            continue
        right = decimal_text(rights[0], max(places, 1))
        sentence = f"“{found[0]}”：按截至的日期计算，时间进度应为{right}%，请核对。"
        yield bulletin.finding("time_share", *found.span(), sentence)


def time_shares(text: str, at: int) -> list[Fraction]:
    """The shares of the year in percent that a place may mean: by months, by days; or none.

    >>> [round(float(share), 1) for share in time_shares("截至5月底，序时进度", 6)]
    [41.7, 41.4, 41.5]
    """
    until = _until(text, at)
    if until is None:
        return []
    month, day = until
    rights = [Fraction(month * 100, 12)] if day is None or day == _DAYS[month] else []
    days = sum(_DAYS[:month]) + (day or _DAYS[month])
    return [*rights, Fraction(days * 100, 365), Fraction((days + 1) * 100, 366)]


def _only(text: str) -> list[re.Match[str]]:
    """The period of the title, where the first lines name one and no other."""
    found = list(_UNTIL.finditer(text, 0, _HEAD))
    return found if len({_last_day(match) for match in found}) == 1 else []


def _until(text: str, at: int) -> tuple[int, int | None] | None:
    """The last day that the text before a place speaks of, in the same paragraph."""
    start = max(text.rfind("\n", 0, at) + 1, at - 200)
    found = list(_UNTIL.finditer(text, start, at)) or _only(text)
    if not found:
        return None
    month, day = _last_day(found[-1])
    return (month, day) if 1 <= month <= 12 else None


def _last_day(found: re.Match[str]) -> tuple[int, int | None]:
    """The month and the day that a period goes to."""
    if found["name"]:
        return _NAMED[found["name"]][1], None
    return int(found["month"] or found["upto"]), int(found["day"]) if found["day"] else None
