"""Numbers and their shares (数量与占比): 17项，占7.7%; 办结率98.3%; 占年度计划10亿元的82%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..numbers import POINTS, Number

_OF = late(
    r"(?:占(?P<name>[^，。;:、()]{0,16}?)(?:的)?|所?占)(?:比例|比重|比|份额)?(?:约)?(?:分别)?(?:为|达到?|是|:)?$"
)
_WEIGHT = late(r"(?:占比|比重|比例|份额|构成比)(?:分别)?(?:为|达到?|是|:)?$")
_RATE = late(
    r"(?P<stem>(?:不|未)?[\u4e00-\u9fff]{2,4})(?:率|进度)(?:约)?(?:为|达到?|是|:|已达|已达到)?$"
)
_OVERALL = late(r"总[^，]{2,4}率|综合|平均|整体|总体")
_RATES = late(r"(?P<stem>[\u4e00-\u9fff]{2})率分别(?:为|是|达到?)?$")
_DONE = late(
    r"(?:完成|占|达到?|为|实现)(?P<name>[^，。;:、()]{0,12}(?:目标|任务|计划|预算(?![收支])|总投资|指标)[^，。;:、()]{0,6})(?:的|比例为)$"
)
_BRACKET = late(r"^[^，。;:、()]{0,12}[(](?:占比?)?:?$")
_INSIDE = late(r"(?:占|完成|达到?|为|实现)[^，。;\d]{0,16}$")
_NEGATED = late(r"(?:[不未非待应]|基本|尚未|比较)$")
_BEHIND = late(r"[(](?:占)?[^，。;()\d]{2,12}$")
_OWN = late(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:总额|总量)?(?:所|约|仅|共|均|各)?(?:占|比重|比例)")
_NO_OWN = late(r"所|约|仅|共|分别|年|月|其中$|项目?数?$|数量")
_NO_SHARE = late(r"合计|相加|之和|等于|四舍五入")
_COMPARED = late(r"同比|环比|上年|去年|同期|提高|下降|增长|上升|回落|增幅|降幅")
_BACK = 5
_FAR_BACK = 12
_INSIDE_BACK = 16
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


def find_pairs(bulletin: Bulletin, sentence: Sentence) -> Iterator[Pair]:
    """All numbers of a sentence that are said to be a share of something."""
    numbers = sentence.numbers
    listed = list(runs(bulletin.text, numbers))
    inside = {index for first, last in listed for index in range(first, last)}
    for index, share in enumerate(numbers):
        if share.is_share and index not in inside:
            pair = _told(bulletin, sentence, index) or (
                _pair(bulletin, sentence, index) if index else None
            )
            if pair is not None and not (share.rough or pair.part.rough):
                yield pair
    for first, last in listed:
        yield from _zipped(bulletin, sentence, first, last)


def _told(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    """占72.9%（162项）: the part in brackets behind its share."""
    share, following = sentence.numbers[index], sentence.numbers[index + 1 : index + 2]
    for part in following:
        opened = bulletin.text[share.end : part.start] == "("
        closed = bulletin.text.startswith(")", part.end)
        if opened and closed and _OF.search(share.before) and not part.is_share:
            return Pair(part, share, "bracket", sentence)
    return None


def _pair(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    numbers = sentence.numbers
    share, last = numbers[index], numbers[index - 1]
    words = bulletin.text[last.end : share.start]
    if re.fullmatch("的(?:比[例重]为?)?", words):
        return _inside(bulletin, sentence, index)
    part = _counted_before(numbers, index)
    if part is None or _COMPARED.search(share.before) or _NO_SHARE.search(share.before):
        return None
    if _DONE.search(words):
        return Pair(part, share, "done", sentence, whole=_behind(bulletin, sentence, index, part))
    of = _OF.search(words) or _WEIGHT.search(words)
    if of:
        owner = _owner(sentence, index, part)
        name = of.groupdict().get("name") or ""
        return Pair(owner, share, "share", sentence, name) if owner else None
    closed = bulletin.text.startswith(")", share.end) and part is last
    opened = bulletin.text.rfind("(", max(0, last.start - _INSIDE_BACK), last.start)
    both = words in {"，", "、", "/"} and ")" not in bulletin.text[opened : last.start]
    if closed and (_BRACKET.match(words) or (both and opened >= 0)):
        return Pair(part, share, "bracket", sentence)
    rate = _RATE.search(words)
    if rate is None or _OVERALL.search(share.before):
        return None
    stem = rate["stem"]
    return _rated(sentence, index, stem[-2:] if stem[0] not in "不未" else stem) or (
        _rated(sentence, index, stem[:2]) if len(stem) > 3 else None
    )


def _counted_before(numbers: Sequence[Number], index: int) -> Number | None:
    """The nearest number before a share that is none itself."""
    for number in reversed(numbers[max(0, index - _BACK) : index]):
        if number.unit not in {"%", POINTS}:
            return number
    return None


def _owner(sentence: Sentence, index: int, part: Number) -> Number | None:
    """线上31万件、线下17万件，线上占比64%: the number that the share's own words name."""
    own = _OWN.match(sentence.numbers[index].before)
    name = own["name"] if own else ""
    if not name or _NO_OWN.search(name):
        return part
    for number in reversed(sentence.numbers[max(0, index - _FAR_BACK) : index]):
        words = number.before + number.after
        if number.unit not in {"%", POINTS} and (name in words or words and words in name):
            return number
    return None


def _behind(bulletin: Bulletin, sentence: Sentence, index: int, part: Number) -> Number | None:
    """完成年初预算的77.1%（年初预算112亿元）: the whole in brackets behind its share."""
    share, following = sentence.numbers[index], sentence.numbers[index + 1 : index + 2]
    for whole in following:
        words = bulletin.text[share.end : whole.start]
        if whole.unit == part.unit and not whole.rough and _BEHIND.fullmatch(words):
            return whole
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
    for number in reversed(numbers[max(0, index - _FAR_BACK) : index]):
        if number.unit not in {"%", POINTS} and _says(number.before + "/" + number.after, stem):
            return Pair(number, numbers[index], "rate", sentence)
    return None


def _says(words: str, stem: str) -> bool:
    """Whether words hold what a rate is of, not its contrary (不满意, 未办结, 应办结)."""
    for said in (stem, stem[::-1]):
        at = words.find(said)
        if at >= 0 and not _NEGATED.search(words[:at]):
            return True
    return False


def _zipped(bulletin: Bulletin, sentence: Sentence, first: int, last: int) -> Iterator[Pair]:
    """分别为17项、162项和10项，分别占7.7%、72.9%和4.5%: as many shares as parts."""
    numbers = sentence.numbers
    words = bulletin.text[numbers[first - 1].end : numbers[first].start] if first else ""
    whole = numbers[first - 1] if first and words == "的" else None
    edge = first - (whole is not None)
    rate = None
    if whole is not None and edge:
        words = bulletin.text[numbers[edge - 1].end : whole.start]
        of = _INSIDE.search(words)
    else:
        of = _OF.search(words) or _WEIGHT.search(words)
        rate = None if of else _RATES.search(words)
    if rate:
        yield from _zipped_rates(sentence, first, last, rate["stem"])
        return
    parts = numbers[max(0, edge - (last - first)) : edge]
    if of is None or len(parts) != last - first or len({part.unit for part in parts}) > 1:
        return
    name = of.groupdict().get("name") or ""
    for part, share in zip(parts, numbers[first:last], strict=True):
        if not (part.is_share or part.rough or share.rough):
            yield Pair(part, share, "share", sentence, name, whole)


def _zipped_rates(sentence: Sentence, first: int, last: int, stem: str) -> Iterator[Pair]:
    """承办52件化解41件，承办46件…，化解率分别为78.8%…: the whole right before its part."""
    numbers = sentence.numbers
    said = [at for at in range(first) if _says(numbers[at].before, stem)]
    said = [at for at in said if numbers[at].unit not in {"%", POINTS}][first - last :]
    if len(said) != last - first:
        return
    for at, share in zip(said, numbers[first:last], strict=True):
        part, whole = numbers[at], numbers[at - 1] if at else None
        near = whole and whole.unit == part.unit and whole.value >= part.value
        named = whole if near and at - 1 not in said else None
        if not (part.rough or share.rough):
            yield Pair(part, share, "rate", sentence, whole=named)


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
