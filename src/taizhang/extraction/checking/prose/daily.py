"""Averages of a day or a month (日均、月均): 5月份受理18642件，日均601件."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..numbers import Number
from ..rounding import Extent, prints
from .listing.part_lists import COMPARED

_EACH = late(r"(?:(?P<day>日均|平均每[天日])|(?P<month>月均|平均每个?月))[\u4e00-\u9fff]{0,8}$")
_MONTH = late(r"(?<![\d—\-~至])(?P<month>1[0-2]|[1-9])月份?(?![—\-~至末底]|\d)")
_SPAN = late(r"1月?[—\-~至](?P<last>1[0-2]|[2-9])月(?!末|底)")
_NAMED = {"一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
_COMMON, _LEAP = 2023, 2024
_NEAR = 12
_BACK = 40
_SPANS = (3, 6, 9, 12, 28, 29, 30, 31, 90, 91, 92, 181, 182, 184, 273, 274, 365, 366)
_CLOSE = 2
_NET = "净"


def check_daily(bulletin: Bulletin) -> Iterator[Finding]:
    """Every daily or monthly average that no total of its paragraph makes."""
    ahead: list[Number] = []
    earlier: list[Number] = []
    words, paragraph = "", -1
    for sentence in bulletin.sentences:
        if sentence.paragraph != paragraph:
            ahead, words, paragraph = [], "", sentence.paragraph
        said = bulletin.text[sentence.start : sentence.end]
        words = said if _MONTH.search(said) or _SPAN.search(said) else words or said
        for number in sentence.numbers:
            each = None if number.rough else _EACH.search(number.before)
            if each and not _of_earlier(earlier[-_BACK:], number):
                spans = _days(words) if each["day"] else _months(words)
                yield from _average(bulletin, ahead[-_NEAR:], number, spans)
            elif not each and not COMPARED.search(number.before):
                ahead.append(number)
                earlier.append(number)


def _of_earlier(earlier: Sequence[Number], stated: Number) -> bool:
    """Whether a total of another paragraph, over any usual span of days or months, makes it."""
    totals = [n for n in earlier if n.unit == stated.unit and not n.rough]
    step = stated.step or Fraction(1)
    return any(
        prints(n.extent.over(_exactly(d)), stated.value, step) for n in totals for d in _SPANS
    )


def _months(words: str) -> list[int]:
    span = _SPAN.search(words)
    named = [count for name, count in _NAMED.items() if name in words]
    return ([int(span["last"])] if span else []) or named[-1:]


def _days(words: str) -> list[int]:
    months = {int(found["month"]) for found in _MONTH.finditer(words)}
    if len(months) == 1:
        month = months.pop()
        return sorted({monthrange(year, month)[1] for year in (_COMMON, _LEAP)})
    last = _months(words)
    return [
        sum(monthrange(year, month)[1] for month in range(1, last[0] + 1))
        for year in (_COMMON, _LEAP)
        if last
    ]


def _average(
    bulletin: Bulletin, ahead: Sequence[Number], stated: Number, spans: Sequence[int]
) -> Iterator[Finding]:
    totals = [n for n in ahead if n.unit == stated.unit and not n.rough and n.value > stated.value]
    if _NET in stated.before:
        totals = [n for n in totals if _NET in n.before]
    if not spans or not totals or not stated.unit:
        return
    trues = {(n, d): n.extent.over(_exactly(d)) for n in totals for d in spans}
    step = stated.step or Fraction(1)
    if any(prints(true, stated.value, step) for true in trues.values()):
        return
    total, days = min(trues, key=lambda key: abs(trues[key].middle - stated.value))
    right = trues[total, days].middle
    if max(right, stated.value) > _CLOSE * min(right, stated.value):
        return
    start = max(total.start - len(total.before), stated.start - 100)
    shown = stated.as_printed(Fraction(int(right + step / 2)) if not stated.step else right)
    yield bulletin.finding(
        "average_mismatch",
        start,
        stated.end,
        f"“{bulletin.words(start, stated.end)}”：{total.as_printed(total.value)}÷{days}＝{shown}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。",
    )


def _exactly(count: int) -> Extent:
    return Extent(Fraction(count), Fraction(count))
