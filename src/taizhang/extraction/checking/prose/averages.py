"""Averages against totals (平均数): 120件，平均每个县区30件; 人均2.5万元; a mean of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, prints
from .roles import role_of

_EACH = late(
    r"平均每(?P<unit>公里|万元|[\u4e00-\u9fff])(?P<of>[\u4e00-\u9fff]{0,10})$|"
    r"(?<!平)(?P<per>[人户亩县村校家件项镇])均[\u4e00-\u9fff]{0,8}$"
)
_WORDS = {
    "人": "人名口",
    "户": "户",
    "亩": "亩",
    "县": "县区市",
    "村": "村",
    "校": "所校",
    "家": "家",
    "件": "件",
    "项": "项",
    "镇": "镇乡",
}
_CLOSE = Fraction(2, 5)
_TOTAL_BACK = 30
_CLOSE_BY = 6
_PEOPLE = late("人口")
_BESIDE = 12
_NEARBY = 100
_MEAN = late(r"(?:平均(?:得分|分|值|为|是|[\u4e00-\u9fff]{0,6})?|均值)(?:为|是)?$")


def check_averages(bulletin: Bulletin) -> Iterator[Finding]:
    """Averages that a total and a count before them, or the values listed, refute."""
    stock: list[Number] = []
    for sentence in bulletin.sentences:
        for index, number in enumerate(sentence.numbers):
            of = None if number.rough else _EACH.search(number.before)
            if of:
                yield from _per(bulletin, sentence, number, stock[-_TOTAL_BACK:], of)
            elif not number.rough and _MEAN.search(number.before):
                values = _listed(bulletin, sentence.numbers, index) or _counted(stock, number)
                values = values or _run(bulletin, sentence.numbers[:index], number.unit)
                yield from _mean(bulletin, number, values)
            stock.append(number)


def _per(
    bulletin: Bulletin,
    sentence: Sentence,
    stated: Number,
    near: Sequence[Number],
    of: re.Match[str],
) -> Iterator[Finding]:
    """The total and the count that come nearest; silent where none comes near."""
    near = [n for n in near if not n.rough and n.extent.low > 0]
    near = [n for n in near if role_of(n).role in {"now", "goal"}]
    counts = [n for n in near if n.unit not in {"%", POINTS} and _counts(n, of)]
    if stated.unit == "次":
        counts = [n for n in counts if not n.unit.endswith("次")]
    totals = [n for n in near if n.unit.endswith(stated.unit) and n.value > stated.value]
    totals = [n for n in totals if n not in counts and stated.unit]
    tried = [(t, c, t.extent.over(c.extent)) for t in totals for c in counts]
    if any(prints(q, stated.value, stated.step) or _loosely(q, stated) for *_, q in tried):
        return
    if any(_of_a_year(q, count, stated) for _, count, q in tried):
        return
    here = [entry for entry in tried if min(entry[0].start, entry[1].start) >= sentence.start]
    tried = (
        here if len(here) == 1 else [e for e in tried if e[1] is counts[-1] and _close(e, stated)]
    )
    if tried:
        yield _wrong(bulletin, sentence, stated, min(tried, key=lambda e: _distance(e, stated)))


_Tried = tuple[Number, Number, Extent]


def _distance(entry: _Tried, stated: Number) -> Fraction:
    return abs(entry[2].middle - stated.value)


def _close(entry: _Tried, stated: Number) -> bool:
    return _distance(entry, stated) <= _CLOSE * stated.value


def _wrong(bulletin: Bulletin, sentence: Sentence, stated: Number, entry: _Tried) -> Finding:
    total, count, true = entry
    formula = f"{total.as_printed(total.value)}÷{count.as_printed(count.value)}＝"
    first = min(max(sentence.start, min(total.start, count.start)), stated.start)
    return _finding(bulletin, stated, first, formula, true)


def _counts(number: Number, of: re.Match[str]) -> bool:
    """Whether a number counts what the average is of: 4个县区 for 每个县区, 人 for 人均."""
    words = number.unit + number.after[:8] + number.before[-4:]
    if of["per"]:
        return any(sign in number.unit or sign in number.after[:4] for sign in _WORDS[of["per"]])
    if number.unit.startswith(of["unit"]):
        name = of["of"].removeprefix("次")[:2] if of["of"][:1] != "次" else ""
        return len(name) < 2 or name in words or not number.after
    return of["unit"] in number.after[:4]


def _of_a_year(true: Extent, count: Number, stated: Number) -> bool:
    """人均生产总值 is of the mean of a year, not of the people at its end."""
    near = abs(true.middle - stated.value) * 20 <= stated.value
    return near and _PEOPLE.search(count.before) is not None


def _loosely(true: Extent, stated: Number) -> bool:
    """A whole average of things that are counted is rounded, too."""
    return not stated.step and abs(true.middle - stated.value) * 2 <= 1


def _counted(stock: Sequence[Number], stated: Number) -> list[Number]:
    """4个县区平均87.95分: the last four numbers of that unit, where the count stands beside."""
    if not stock or stock[-1].step or stated.start - stock[-1].end > _BESIDE:
        return []
    alike = [n for n in stock[-_TOTAL_BACK:] if n.unit == stated.unit and not n.rough]
    count = int(stock[-1].value)
    return alike if len(alike) == count else []


def _mean(bulletin: Bulletin, stated: Number, values: Sequence[Number]) -> Iterator[Finding]:
    """甲95.2分、乙93.1分、丙94.0分，平均94.1分."""
    if len(values) < 3 or any(value.rough for value in values):
        return
    total = values[0].extent
    for value in values[1:]:
        total = total.plus(value.extent)
    true = total.times(Fraction(1, len(values)))
    if not prints(true, stated.value, stated.step or Fraction(1)) and not _loosely(true, stated):
        said = f"前面{len(values)}个数的平均是"
        first = max(values[0].start, stated.start - _NEARBY)
        yield _finding(bulletin, stated, first, said, true)


def _listed(bulletin: Bulletin, numbers: Sequence[Number], index: int) -> list[Number]:
    """The values of one unit in one list right before a mean."""
    found: list[Number] = []
    unit = numbers[index].unit
    edge = numbers[index].start
    if index and not numbers[index - 1].step and edge - numbers[index - 1].end < _CLOSE_BY:
        index -= 1  # 三家平均
        edge = numbers[index].start
    for number in reversed(numbers[max(0, index - _TOTAL_BACK) : index]):
        gap = bulletin.text[number.end : edge]
        linked = re.fullmatch("[、，和及,][^，。;、\\d]{0,12}", gap)
        if number.unit != unit or not linked:
            break
        found.insert(0, number)
        edge = number.start
    return found if len(found) > 1 else []


def _run(bulletin: Bulletin, numbers: Sequence[Number], unit: str) -> list[Number]:
    """分别为98.6%、96.3%、99.2%，均达到要求，平均97.9%: the only list of that unit ahead."""
    alike = [n for n in numbers if n.unit == unit and not n.rough]
    gaps = [bulletin.text[one.end : two.start] for one, two in pairwise(alike)]
    said = len(alike) > 2 and bulletin.text[: alike[0].start].endswith(("分别为", "分别是"))
    return alike if said and all(gap in {"、", "和", "，"} for gap in gaps) else []


def _finding(bulletin: Bulletin, stated: Number, start: int, formula: str, true: Extent) -> Finding:
    sentence = (
        f"“{bulletin.words(start, stated.end)}”：{formula}{stated.as_printed(true.middle)}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。"
    )
    return bulletin.finding("average_mismatch", start, stated.end, sentence)
