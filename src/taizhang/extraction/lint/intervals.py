"""Intervals (区间) as conditions print them: 5—10亿元, 90分以上, 不足2亿元, 超过5%不满10%.

以上, 以下, 以内 include the number; 不满, 不足, 低于, 超过 do not: Civil Code (民法典), art. 1259.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..numbers.numerals import multiplier
from ..vocabulary import alternation

_COUNTED = alternation("targets", "classifiers", "physical_units")
_UNIT = f"{_COUNTED}|个月|分钟|小时|分|周岁|岁|年|天|日|级|位|名|星"
_NUMBER = re.compile(
    rf"(?<![\d.])(?P<digits>\d{{1,18}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,9}})?)(?P<scale>[十百千]?[万亿]|[百千](?![克米瓦]))?"
    rf"(?P<unit>{_UNIT})?(?P<edge>\((?:不含|不包含|不包括|含|包含|包括)[^()]{{0,8}}\))?"
)
_YEARS = 3  # digits of a number of years, not of a date
_PLAIN_UNITS = {"个月": "月", "周岁": "岁", "天": "日"}
_DASH = re.compile(r"(?:[-—－–~至到]|--|——)+")
_BEFORE = re.compile(
    r"(?P<below>不足|不满|未满|低于|少于|小于|不到|未达到|未达|<)$|(?P<least>不低于|不少于|不小于|达到|≥|满|达)$|"
    r"(?P<most>不超过|不高于|不大于|≤)$|(?P<above>超过|高于|大于|多于|突破|>|超)$"
)
_BEHIND = re.compile(
    r"(?:及|或|\(含(?:本数)?\))?(?P<word>以上|以下|以内|之内)(?P<edge>\((?:不含|不包含|含|包含)[^()]{0,8}\))?"
)
_CUT = re.compile(
    r"得(?![分票])|计(?![分划])|加(?!强)|减(?!少)|扣|奖|给予|补助|补贴|补偿|评(?:为|定)|认定|为|不得分|不计分|属于|按|列[入为]|不予|予以|纳入|定为|征收|缴|收取|处|罚|支持|资助|支付|报销|享受|减免|免收|计征|退还|是|:|每(?=[^,。;]{1,4}\d)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of an interval: its number, scaled; whether it belongs to it; decimals printed.

    ``said`` when the text says at this number that it is included: 80分（含）, 80分及以上.
    """

    value: Fraction
    inside: bool
    step: Fraction
    said: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval, [start, end) of the clean stream; an end is None where it is open."""

    start: int
    end: int
    low: Bound | None
    high: Bound | None
    unit: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A number that bounds something: as a lower or an upper end."""

    start: int
    end: int
    low: Bound | None
    high: Bound | None
    unit: str


def _bound(
    found: re.Match[str],
    inside: bool,
    scale: str = "",
    *,
    said: bool = False,
    unit_times: int = 0,
) -> Bound:
    digits = found["digits"].replace(",", "")
    times = multiplier(found["scale"] or scale) * (unit_times or _in_months(found)[0])
    places = len(digits.partition(".")[2])
    if found["edge"]:
        inside = not found["edge"].startswith("(不")
    said = said or bool(found["edge"])
    return Bound(Fraction(digits) * times, inside, Fraction(times, 10**places), said)


def condition_end(fold: str, start: int, end: int) -> int:
    """Where the consequence of a clause begins (得5分, 给予奖励, 为优秀), or its end."""
    found = _CUT.search(fold, start, end)
    return found.start() if found else end


def read_interval(fold: str, start: int, end: int) -> Interval | None:
    """The one interval of a condition, or None when it has none or several."""
    found: list[_Found] = []
    position = start
    while (number := _NUMBER.search(fold, position, end)) is not None:
        item = _range(fold, number, end) or _one_sided(fold, number, start, end)
        found.extend([item] if item else [])
        position = item.end if item else number.end()
    merged = _merge(found)
    if merged is None:
        return None
    subject = fold[start : merged.start]
    return Interval(merged.start, merged.end, merged.low, merged.high, merged.unit, subject)


def _in_months(found: re.Match[str]) -> tuple[int, str]:
    """How many of its measure one unit is: a year is twelve months; 周岁 is 岁."""
    unit = found["unit"] or ""
    if unit == "年" and len(found["digits"]) <= _YEARS:
        return 12, "月"
    return 1, _PLAIN_UNITS.get(unit, unit)


def _range(fold: str, number: re.Match[str], end: int) -> _Found | None:
    """5—10亿元: the lower end has the scale and unit of the upper one unless it has its own."""
    dash = _DASH.match(fold, number.end(), end)
    upper = _NUMBER.match(fold, dash.end(), end) if dash else None
    if upper is None:
        return None
    scale = "" if number["unit"] or number["scale"] else (upper["scale"] or "")
    times, unit = _in_months(upper if upper["unit"] else number)
    own = 0 if number["unit"] else times
    low, high = _bound(number, True, scale, unit_times=own), _bound(upper, True)
    return _Found(number.start(), upper.end(), low, high, unit) if low.value < high.value else None


def _one_sided(fold: str, number: re.Match[str], start: int, end: int) -> _Found | None:
    """90分以上, 不足2亿元."""
    _, unit = _in_months(number)
    behind = _BEHIND.match(fold, number.end(), end)
    if behind:
        outside = (behind["edge"] or number["edge"] or "").startswith("(不")
        said = outside or bool(behind["edge"]) or behind[0][0] in "及或("
        bound = _bound(number, not outside, said=said)
        low, high = (bound, None) if behind["word"] == "以上" else (None, bound)
        return _Found(number.start(), behind.end(), low, high, unit)
    before = _BEFORE.search(fold, max(start, number.start() - 4), number.start())
    if before is None or fold.startswith("每", max(start, before.start() - 1)):
        return None  # 每高于1个百分点 is a step, no bound
    word = before.lastgroup
    bound = _bound(number, word in {"least", "most"}, said=before[0] == "满")
    low, high = (bound, None) if word in {"least", "above"} else (None, bound)
    return _Found(before.start(), number.end(), low, high, unit)


def _merge(found: list[_Found]) -> _Found | None:
    """One bound alone, or a lower and an upper one of the same unit."""
    if len(found) == 1:
        return found[0]
    if len(found) != 2:
        return None
    a, b = found
    units = {unit for unit in (a.unit, b.unit) if unit}
    low, high = a.low or b.low, a.high or b.high
    if len(units) > 1 or not low or not high or (a.low and a.high) or (b.low and b.high):
        return None
    if (a.low and b.low) or (a.high and b.high):
        return None
    return _Found(a.start, b.end, low, high, a.unit or b.unit)
