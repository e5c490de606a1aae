"""Numbers and their shares (数量与占比): 17项，占7.7%; 办结率98.3%; 占年度计划10亿元的82%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..numbers import POINTS, Number
from ..rounding import Extent, looks_cut, prints

_OF = late(
    r"(?:占(?P<name>[^，。;:、()]{0,16}?)(?:的)?|所?占)(?:比例|比重|比|份额)?(?:约)?(?:分别)?(?:为|达到?|是|:)?$"
)
_WEIGHT = late(r"(?:占比|比重|比例|份额|构成比)(?:分别)?(?:为|达到?|是|:)?$")
_RATE = late(r"(?P<stem>[\u4e00-\u9fff]{2})率(?:约)?(?:为|达到?|是|:|已达|已达到)?$")
_DONE = late(
    r"(?:完成|占|达到?|为|实现)(?P<name>[^，。;:、()]{0,12}(?:目标|任务|计划|预算|总投资|指标)[^，。;:、()]{0,6})(?:的|比例为)$"
)
_BRACKET = late(r"^[^，。;:、()]{0,12}[(](?:占比?)?:?$")
_INSIDE = late(r"(?:占|完成|达到?|为|实现)[^，。;\d]{0,16}$")
_GENERAL = late(
    r"(?:总|全部|所有|合计|应|任务|目标|项目|其|同期|上述|纳入|受理|交办|[全本]?(?:部|体)?)[^，。;]{0,10}|"
)
_ELSEWHERE = late(r"全[国省市县区]|GDP|地区生产总值|收入|支出|工业|比重|产值|规模以上|规上")
_PLANNED = late(r"目标|任务|计划|预算|总投资|指标|下达|应|全年")
_FIXED = late(r"目标|任务|计划|预算|总投资|下达|应")  # 年度计划10亿元 is that and nothing near it
_COMPARED = late(r"同比|环比|上年|去年|同期|提高|下降|增长|上升|回落|增幅|降幅")
_BACK = 5
Kind = Literal["share", "bracket", "rate", "done"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A part and its printed share; ``whole`` where the sentence itself names it.

    ``name``: what the sentence says it is a share of; empty when it only says 占.
    """

    part: Number
    share: Number
    kind: Kind
    sentence: Sentence
    name: str = ""
    whole: Number | None = None


def share_of(part: Number, whole: Number) -> Extent | None:
    """The true share in percent, None where the whole may be 0."""
    held = whole.extent if not _FIXED.search(whole.before) else Extent(whole.value, whole.value)
    if held.low <= 0:
        return None
    return part.extent.times(100).over(held)


def fits(pair: Pair, whole: Number, *, cut: bool = False) -> bool:
    """Whether the printed share is that of the part in a whole; ``cut``: or what cutting leaves."""
    true = share_of(pair.part, whole)
    if true is None:
        return False
    value, step = pair.share.value, pair.share.step
    return prints(true, value, step) or (cut and looks_cut(true, value, step))


def may_be_whole(pair: Pair, number: Number) -> bool:
    """Whether a number may be what a share is of, by its unit, size and words."""
    if number.rough or number.unit in {"%", POINTS} or number is pair.part:
        return False
    if number.unit != pair.part.unit and not {number.unit, pair.part.unit} <= _GENERIC:
        return False
    if number.value < pair.part.value and pair.kind != "done":
        return False
    if pair.kind == "done" and not _PLANNED.search(number.before + number.after):
        return False
    return _is_named(pair.name, number)


_GENERIC = frozenset(["个", "项", "件", "条", ""])


def _is_named(name: str, number: Number) -> bool:
    if not name or (_GENERAL.fullmatch(name) and not _ELSEWHERE.match(name)):
        return True
    words = number.before + number.after
    return name[-2:] in words or name[:2] in words


def find_pairs(bulletin: Bulletin, sentence: Sentence) -> Iterator[Pair]:
    """All numbers of a sentence that are said to be a share of something."""
    numbers = sentence.numbers
    listed = list(runs(bulletin.text, numbers))
    inside = {index for first, last in listed for index in range(first, last)}
    for index, share in enumerate(numbers):
        if share.is_share and index and index not in inside:
            pair = _pair(bulletin, sentence, index)
            if pair is not None and not (share.rough or pair.part.rough):
                yield pair
    for first, last in listed:
        yield from _zipped(bulletin, sentence, first, last)


def _pair(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    numbers = sentence.numbers
    share, last = numbers[index], numbers[index - 1]
    words = bulletin.text[last.end : share.start]
    if re.fullmatch("的(?:比[例重]为?)?", words):
        return _inside(bulletin, sentence, index)
    part = _counted_before(numbers, index)
    if part is None or _COMPARED.search(share.before):
        return None
    done = _DONE.search(words)
    if done:
        return Pair(part, share, "done", sentence)
    of = _OF.search(words) or _WEIGHT.search(words)
    if of:
        return Pair(part, share, "share", sentence, of.groupdict().get("name") or "")
    if _BRACKET.match(words) and bulletin.text.startswith(")", share.end) and part is last:
        return Pair(part, share, "bracket", sentence)
    rate = _RATE.search(words)
    return _rated(sentence, index, rate["stem"]) if rate else None


def _counted_before(numbers: Sequence[Number], index: int) -> Number | None:
    """The nearest number before a share that is none itself."""
    for number in reversed(numbers[max(0, index - _BACK) : index]):
        if number.unit not in {"%", POINTS}:
            return number
    return None


def _inside(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    """完成8.2亿元，占年度计划10亿元的82%: the whole stands inside the words of the share."""
    numbers = sentence.numbers
    if index < 2:
        return None
    part, whole = numbers[index - 2], numbers[index - 1]
    said = _INSIDE.search(bulletin.text[part.end : whole.start])
    if said is None or whole.rough or part.unit != whole.unit:
        return None
    return Pair(part, numbers[index], "done", sentence, whole=whole)


def _rated(sentence: Sentence, index: int, stem: str) -> Pair | None:
    """受理120件，办结118件，办结率98.3%: the part is the number whose words hold the stem."""
    numbers = sentence.numbers
    for number in reversed(numbers[:index]):
        words = number.before + number.after
        if number.unit not in {"%", POINTS} and (stem in words or stem[::-1] in words):
            return Pair(number, numbers[index], "rate", sentence)
    return None


def _zipped(bulletin: Bulletin, sentence: Sentence, first: int, last: int) -> Iterator[Pair]:
    """分别为17项、162项和10项，分别占7.7%、72.9%和4.5%: as many shares as parts."""
    numbers = sentence.numbers
    words = bulletin.text[numbers[first - 1].end : numbers[first].start] if first else ""
    whole = numbers[first - 1] if first and words == "的" else None
    edge = first - (whole is not None)
    if whole is not None and edge:
        words = bulletin.text[numbers[edge - 1].end : whole.start]
        of = _INSIDE.search(words)
    else:
        of = _OF.search(words) or _WEIGHT.search(words)
    parts = numbers[max(0, edge - (last - first)) : edge]
    if of is None or len(parts) != last - first or len({part.unit for part in parts}) > 1:
        return
    name = of.groupdict().get("name") or ""
    for part, share in zip(parts, numbers[first:last], strict=True):
        if not (part.is_share or part.rough or share.rough):
            yield Pair(part, share, "share", sentence, name, whole)


def runs(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """Where two or more shares follow each other with nothing but 、 or 和 between them."""
    first = 0
    for index in range(1, len(numbers) + 1):
        joined = index < len(numbers) and re.fullmatch(
            "[、和及与，]{1,2}", text[numbers[index - 1].end : numbers[index].start]
        )
        if joined and numbers[index].is_share and numbers[index - 1].is_share:
            continue
        if index - first > 1:
            yield first, index
        first = index
