"""Time expressions (时间表达): found in text, resolved against the date of issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from ..guarded import Guarded
from ..patterns import late
from ..types import Basis
from . import calendar_words as words
from . import time_words as said
from .anchors import Anchor, anchor_of
from .cell_times import CELL_READERS
from .limits import is_completed, is_limit, is_month_limit
from .numerals import chinese_integer


class Moment(NamedTuple):
    """A time expression: clean range, last day, how it was found; no day when unresolved."""

    start: int
    end: int
    day: date | None
    basis: Basis


Resolver = Callable[["re.Match[str]", Anchor], "tuple[date | None, Basis] | None"]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def _safe_day(year: int, month: int, day: int) -> date:
    last = words.month_end(year, month)
    return last if day > last.day else date(year, month, day)


def _range(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    year = int(found["year"] or found["from"])
    if found["month"]:
        day = (
            _safe_day(year, int(found["month"]), int(found["day"]))
            if found["day"] and int(found["day"])
            else words.month_end(year, int(found["month"]))
        )
        return day, "stated"
    return (date(year, 12, 31), "stated") if found["year"] else None


def _day_range(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    """5月16日至6月20日, 3—6月: the outer end; one that ends before it begins ends a year on."""
    stated = found["year"] or found["from"]
    if found["first"] == "1" and not found["day"]:
        return None  # 1—11月: what statistics cover
    year = int(stated) if stated else anchor.year_at(found.string, found.start())
    basis: Basis = "stated" if stated else "inferred"
    if year is None:
        return None, basis
    month = int(found["month"])
    year += not found["year"] and (found["next"] is not None or month < int(found["first"]))
    return _safe_day(year, month, int(found["day"] or 31)), basis


def _point_day(found: re.Match[str], year: int) -> date:
    """The last day that a month expression allows, 前 taken strictly."""
    month = _count(found["month"])
    if found["day"]:
        return _safe_day(year, month, _count(found["till"] or found["day"]))
    if found["third"]:
        return words.part_of_month(year, month, found["third"])
    return words.before(date(year, month, 1)) if found["before"] else words.month_end(year, month)


def _resolve_year(found: re.Match[str], anchor: Anchor) -> int | None:
    if found["year"]:
        year = _count(found["year"].replace("○", "〇"))
        return year if year > 99 else 2000 + year
    if anchor.year is None:
        return None
    if found["relative"] in {"明年", "次年"}:
        return (anchor.issued.year if anchor.issued else anchor.year) + 1
    return anchor.year


def _year_point(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if found["year"] and "年" not in found[0]:
        return None
    year = _resolve_year(found, anchor)
    basis: Basis = "stated" if found["year"] else "inferred"
    if year is None:
        return None, basis
    if found["month"]:
        return _point_day(found, year), basis
    if found["part"] or found["until"]:
        return words.part_of_year(year, found["part"] or ""), basis
    if found["before"]:
        included = found.string.startswith("(含", found.end())
        return date(year - (not included), 12, 31), basis
    if said.EARLY.match(found.string, found.end()):
        return None
    binds = is_limit(found) or is_completed(found, year, anchor)
    return (date(year, 12, 31), basis) if binds else None


def _month(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if not (found["day"] or found["third"] or found["before"] or is_month_limit(found, anchor)):
        return None
    year = anchor.year_at(found.string, found.start())
    return (_point_day(found, year) if year else None), "inferred"


def _part(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if found["part"] == "全年" and said.NOT_ALL_YEAR.match(found.string, found.end()):
        return None
    year = anchor.year_at(found.string, found.start())
    return (words.part_of_year(year, found["part"]) if year else None), "inferred"


def _plan(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return words.plan_end(_count(found["plan"])), "stated"


def _after_issue(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    count, unit = _count(found["count"]), found["unit"]
    working = "工作日" in unit
    basis: Basis = "provisional" if working else "relative"
    issued = anchor.issued
    if issued is None or _foreign(found):
        return None, basis
    if unit == "个月" or unit == "年":
        months = _months(found["count"]) if unit == "年" else count
        return words.add_months(issued, months), basis
    return words.add_days(issued, count * (7 if unit == "周" else 1), working=working), basis


def _months(years: str) -> int:
    """The months of some years: 三 as 36, 半 as 6."""
    return 6 if years == "半" else 12 * _count(years)


def _foreign(found: re.Match[str]) -> bool:
    """Whether another document is issued, not this one (国家政策出台后3个月内)."""
    return said.OTHERS.search(found.string, max(0, found.start() - 12), found.start()) is not None


def _within_years(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    issued = anchor.issued
    return (words.add_months(issued, _months(found["count"])) if issued else None), "relative"


def _since(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return date(int(found["from"]) + _count(found["count"]) - 1, 12, 31), "stated"


def _unresolved(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return None, "relative"


_READERS: tuple[tuple[str, Guarded | re.Pattern[str], Resolver], ...] = (
    *CELL_READERS,
    ("年", Guarded("年(?:起|开始)", said.SINCE, 4), _since),
    ("", said.RANGE, _range),
    ("月", Guarded(said.TO_MONTH, said.DAY_RANGE, 14), _day_range),
    ("", Guarded(said.YEARS, said.YEAR_POINT, 2), _year_point),
    ("内", Guarded("内", said.AFTER_ISSUE), _after_issue),
    ("年", Guarded("年(?:左右)?的?(?:时间|努力)", said.WITHIN_YEARS), _within_years),
    ("内", Guarded("年[之以]?内", said.YEARS_WITHIN, 3), _within_years),
    ("五", Guarded("十[一二三四五六七八九]?五", said.PLAN, 1), _plan),
    ("内", Guarded("内", said.UNRESOLVED), _unresolved),
    ("", Guarded("半年|季度|年[底末内终]|全年|年度内", said.PART, 4), _part),
    ("月", Guarded(r"[\d一二三四五六七八九十]月", said.MONTH, 1), _month),
)
"""A sign that each match holds, patterns in the order they are tried, how each is resolved."""
_ANY = late("[年月季内五前\t]")
"""A character that every time holds: most headings and many sentences have none."""


def _spans(fold: str, found: re.Match[str]) -> bool:
    """自4月至12月开展, 自印发之日起30日内: a stretch of work, not of validity."""
    stretches = (said.RANGE.pattern, said.DAY_RANGE.pattern, said.AFTER_ISSUE.pattern)
    return found.re.pattern in stretches and said.IN_FORCE.match(fold, found.end()) is None


def _is_condition(fold: str, found: re.Match[str]) -> bool:
    """对6月底前建成的项目给予奖励: when something must be done to be rewarded."""
    before = fold[max(0, found.start() - 10) : found.start()]
    if not ("对" in before or "凡" in before) or not said.AIMED.search(before):
        return False
    return said.REWARDED.match(fold, found.end()) is not None


def _is_name(fold: str, found: re.Match[str]) -> bool:
    """Whether the expression belongs to a plan's name, looks back, or recurs."""
    start = found.start()
    recurring = said.RECURRING.search(fold, max(0, start - 3), start)
    if recurring and not (recurring[0] in {"自", "从"} and _spans(fold, found)):
        return True
    if fold.rfind("(", max(0, start - 13), start) >= 0 and said.EACH_TOLD.search(
        fold, max(0, start - 20), start
    ):
        return True
    if said.FEAST.match(fold, found.end()) or _is_condition(fold, found):
        return True
    if said.BACKWARDS.match(fold, found.end()) and not said.SINCE.match(fold, found.start()):
        return True
    if said.ATTRIBUTIVE.match(fold, found.end()):
        return True
    if fold.startswith(("到", "至", "截至"), found.start()) or found.group(0).endswith(
        ("底", "前", "末")
    ):
        return False
    return said.NAME_BEHIND.match(fold, found.end(), found.end() + 12) is not None


_LIST_OF_WORDS = r"[^“”\"。;]{2,12}、[^“”\"。;]{2,40}[”\"]"
_QUOTED = late(
    rf"《[^《》]{{0,120}}》|“{_LIST_OF_WORDS}|\"{_LIST_OF_WORDS}|"
    r"\((?<=(?:计划|方案|规划|纲要|要点|意见|措施|行动|指南|目录|举措)\()[^()]{0,24}\)"
)
"""Ranges in which times belong to titles or slogans: 《…》, “年初建账、年底交账”, brackets behind
a plan's name."""


def find_moments(fold: str, start: int, end: int, issued: Anchor | date | None) -> list[Moment]:
    """The time expressions between two points, in order, names and recurring times left out."""
    if _ANY.search(fold, start, end) is None:
        return []
    anchor = issued if isinstance(issued, Anchor) else anchor_of(issued)
    return sorted(_search(fold, start, end, anchor), key=lambda m: m.start)


def _matches(fold: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Resolver]]:
    """What any pattern finds, in the order they are tried."""
    text = fold[start:end]
    for sign, pattern, resolve in _READERS:
        if sign in text:
            for found in pattern.finditer(fold, start, end):
                yield found, resolve


def _search(fold: str, start: int, end: int, anchor: Anchor) -> Iterator[Moment]:
    taken = bytearray(end - start)  # 1 where a name or an earlier reading stands

    def take(first: int, last: int) -> None:
        taken[first - start : last - start] = b"\x01" * (last - first)

    for quoted in _QUOTED.finditer(fold, start, end):
        take(*quoted.span())
    for found, resolve in _matches(fold, start, end):
        if taken.find(1, found.start() - start, found.end() - start) >= 0:
            continue
        if _is_name(fold, found):
            take(*found.span())
            continue
        result = resolve(found, anchor)
        if result is not None:
            take(*found.span())
            yield Moment(found.start(), found.end(), result[0], result[1])
