"""Numbers and their shares (数量与占比): 17项，占7.7%; 办结率98.3%; 占年度计划10亿元的82%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ....patterns import late
from ...bulletin import Bulletin, Sentence
from ...numbers import POINTS, Number
from ..roles import role_of
from .rated import find_part, says

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
_BEHIND = late(r"[(](?:占)?[^，。;()\d]{2,12}$")
_OWN = late(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:总额|总量)?(?:所|约|仅|共|均|各)?(?:占|比重|比例)")
_NO_OWN = late(r"所|约|仅|共|分别|年|月|其中$|(?<!事)项目?数?$|数量")
_HAD = late(r"已|现有|实有")
_CLAUSE = late(r"[，;、]([^，;、。]{2,20})(?:，占|”[^，;、。]{0,6}占)")
_RANKED = late(r"占比|最[大高多]|次之|首位|第[一二三]|比重")
_NO_SHARE = late(r"合计|相加|之和|等于|四舍五入")
_ABOUT = late(r"(?:约|近|超过?)占")
_COMPARED = late(r"同比|环比|上年|去年|同期|提高|下降|增长|上升|回落|增幅|降幅")
_ASIDE = late(r"[(](?:其中|不?含|不?包括)[^()]*$")
"""325件（其中无照经营210件），占9%: the share is of the number before the brackets."""
_IS_WHOLE = late("[)]?的(?:比[例重])?")
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
                _pair(bulletin, sentence, index) if index else _first(sentence)
            )
            if pair is not None and not (share.rough or pair.part.rough):
                yield pair
    for first, last in listed:
        yield from _zipped(bulletin, sentence, first, last)


def _told(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    """占72.9%（162项）: the part in brackets behind its share."""
    share, following = sentence.numbers[index], sentence.numbers[index + 1 : index + 4]
    close = bulletin.text.find(")", share.end, sentence.end)
    if not following or bulletin.text[share.end] != "(" or close < 0:
        return None
    inside = [number for number in following if number.end <= close]
    only = inside[0] if inside else following[0]
    if len(inside) == 1 and only.start == share.end + 1 and only.end == close:
        said = _OF.search(share.before) and not only.is_share
        return Pair(only, share, "bracket", sentence) if said else None
    return _told_both(sentence, share, inside) if len(inside) == 2 else None


def _told_both(sentence: Sentence, share: Number, inside: Sequence[Number]) -> Pair | None:
    """普及率87.1%（农户32.6万户，已有28.4万户）; 满意率97.7%（满意604件、不满意14件）."""
    one, two = inside
    rate = _RATE.search(share.before)
    if rate is None or one.unit != two.unit or one.unit in {"%", POINTS} or one.value == two.value:
        return None
    label = one.before.strip("(")
    if two.before.endswith(label) and len(label) > 1 and two.before != label:
        if two.before == f"基本{label}" and share.value == 100:
            return None  # both are counted in
        whole = replace(one, value=one.value + two.value, step=one.step + two.step)
        return Pair(one, share, "rate", sentence, whole=whole)
    part, whole = sorted(inside, key=lambda number: number.value)
    named = says(part.before, rate["stem"][-2:]) or _HAD.search(part.before)
    return Pair(part, share, "rate", sentence, whole=whole) if named else None


def _first(sentence: Sentence) -> Pair | None:
    """按期办结率99.2%，应办结5912件，按期办结5867件: both stand behind the rate."""
    rate = _RATE.search(sentence.numbers[0].before)
    return _rated(sentence, 0, rate["stem"]) if rate else None


def _pair(bulletin: Bulletin, sentence: Sentence, index: int) -> Pair | None:
    numbers = sentence.numbers
    share, last = numbers[index], numbers[index - 1]
    words = bulletin.text[last.end : share.start]
    if re.fullmatch("的(?:比[例重]为?)?", words):
        return _inside(bulletin, sentence, index)
    part = _counted_before(bulletin.text, numbers, index)
    if part is None or any(said.search(share.before) for said in (_COMPARED, _NO_SHARE, _ABOUT)):
        return None
    if _DONE.search(words):
        part = _level(numbers, index, part)
        return Pair(part, share, "done", sentence, whole=_behind(bulletin, sentence, index, part))
    of = _OF.search(words) or _WEIGHT.search(words)
    if of:
        owner = _owner(bulletin, sentence, index, part)
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
    return _rated(sentence, index, rate["stem"])


def _counted_before(text: str, numbers: Sequence[Number], index: int) -> Number | None:
    """The nearest number before a share that is none itself, nor the whole of another share."""
    for at in range(index - 1, max(0, index - _BACK) - 1, -1):
        whole = (
            at + 1 < index
            and numbers[at + 1].is_share
            and _IS_WHOLE.fullmatch(text[numbers[at].end : numbers[at + 1].start])
        )
        aside = _ASIDE.search(text, numbers[at - 1].end if at else 0, numbers[at].start)
        closed = ")" in text[numbers[at].end : numbers[index].start]
        if numbers[at].unit not in {"%", POINTS} and not (whole or (aside and closed)):
            return numbers[at]
    return None


def _level(numbers: Sequence[Number], index: int, part: Number) -> Number:
    """313亿元，较去年同期增长153亿元，为计划的30.9%: the share is of the level."""
    if role_of(part).role not in {"difference", "before"}:
        return part
    near = numbers[max(0, index - _FAR_BACK) : index]
    alike = [n for n in near if n.unit == part.unit and n.start < part.start]
    return next((n for n in reversed(alike) if role_of(n).role == "now"), part)


def _owner(bulletin: Bulletin, sentence: Sentence, index: int, part: Number) -> Number | None:
    """线上31万件、线下17万件，线上占比64%: the number that the share's own words name."""
    own = _OWN.match(sentence.numbers[index].before)
    name = own["name"] if own else ""
    earlier = sentence.numbers[max(0, index - _FAR_BACK) : index]
    if not name or _NO_OWN.search(name):
        return _aside(bulletin, sentence.numbers[index], earlier, part)
    for number in reversed(earlier):
        words = number.before + number.after
        if number.unit not in {"%", POINTS} and (name in words or words and words in name):
            return number
    return None


def _aside(
    bulletin: Bulletin, share: Number, earlier: Sequence[Number], part: Number
) -> Number | None:
    """其他91件，大气类占比最大，占46.8%: a clause between them says whose share it is."""
    words = bulletin.text[earlier[-1].end : share.start]
    clause = _CLAUSE.search(words)
    if clause is None:
        return part
    for number in reversed(earlier):
        label = number.before.removeprefix("其中")
        counted = number.unit not in {"%", POINTS} and len(label) > 1
        if counted and (label in clause[1] or clause[1] in label):
            return number
    return None if _RANKED.search(clause[1]) or "”" in words else part


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
    if part.unit != whole.unit:  # 余额318亿元，比年初增长7.5%；占贷款1592亿元的20%
        levels = [n for n in numbers[: index - 1] if n.unit == whole.unit and not n.rough]
        part = next((n for n in reversed(levels) if role_of(n).role == "now"), part)
    if said is None or whole.rough or part.unit != whole.unit:
        return None
    return Pair(part, numbers[index], "done", sentence, whole=whole)


def _rated(sentence: Sentence, index: int, stem: str) -> Pair | None:
    """受理120件，办结118件，办结率98.3%: the part is the number whose words hold the stem."""
    numbers = sentence.numbers
    part = find_part(numbers, index, stem)
    if part is None or _is_taken(numbers[max(0, index - _FAR_BACK) : index], part, stem):
        return None
    return Pair(part, numbers[index], "rate", sentence)


def _is_taken(ahead: Sequence[Number], part: Number, stem: str) -> bool:
    """完成2个，完成率200%；救助2539名，完成率100%: the first part has its rate already."""
    rates = [n for n in ahead if n.is_share and n.start > part.start]
    stems = [said["stem"] for n in rates if (said := _RATE.search(n.before))]
    return stem in stems


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
    name = (of.groupdict().get("name") or "") if of else ""
    mixed = len({part.unit for part in parts}) > 1 and "总数" not in name
    if of is None or len(parts) != last - first or mixed:
        return
    for part, share in zip(parts, numbers[first:last], strict=True):
        if not (part.is_share or part.rough or share.rough):
            yield Pair(part, share, "share", sentence, name, whole)


def _zipped_rates(sentence: Sentence, first: int, last: int, stem: str) -> Iterator[Pair]:
    """承办52件化解41件，承办46件…，化解率分别为78.8%…: the whole right before its part."""
    numbers = sentence.numbers
    said = [at for at in range(first) if says(numbers[at].before, stem)]
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
