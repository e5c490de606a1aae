"""Indicators (指标名称): what a number counts, in the document's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..patterns import late
from ..vocabulary import alternation
from .quantity import Quantity
from .time_words import NUM, SPAN

_WINDOW = 160
_STOP = frozenset("。;；,，:!?\n|")
_HEDGES = alternation("targets", "hedges")
_REACH = alternation("targets", "reach_words")
_VERBS = alternation("targets", "commit_verbs")
_TIME = (
    r"(?:到|至|在|力争)?(?:(?:\d{4}年?[-—~至])?(?:\d{4}|二[〇○零]..)年|今年|明年|“?十[一二三四五六]五”?)?的?"
    r"(?:上半年|下半年|[前第]?[一二三四]个?季度|年内|年底|年末|底|末|期间|时期|全年|(?:\d{1,2}|十?[一二三四五六七八九十])月(?:份|底|末|[上中下]{1,2}旬|\d{1,2}日)?)?前?,?"
)
_LEAD = late(
    rf"[①-⑳—-]|\((?:其中|含|包括|包含)|\(\d{{1,2}}\)|\((?!\d{{1,2}}\))|我[省市州盟县区旗镇乡]|0\d年|{_HEDGES}|(?:基本|再|各|全[省市州盟县区旗])(?={_VERBS})|[、,和与的:]|\d{{1,2}}[、.](?!\d)|及(?!时)|使(?!用)|(?:在|于|力争)?{NUM}{SPAN}(?![的未毕或]),?|{_TIME}(?<=[年度末底内前间月旬期,])"
)
_TRAIL = late(rf"(?:{_REACH}|力争|总体|均|都|分别|各|原则上|不|(?<!签)约|的)+$")
_FROM_LEVEL = late(r"[由从][^,、。]{0,8}\d[^,、。]{0,8}$")  # 率由85%提高到
_OPERATOR_LEAD = late(
    r"(?:不(?:得)?(?:少于|低于|超过|高于|小于|大于)|至少|最少|超过|突破|超|约|大约|高于|逾)$"
)
_LEAST = late("至少|不少于|不低于")
_VERB_HEAD = late(rf"(?:{_VERBS})+")
_SUFFIX_END = late(r"[,;。、:()（）!?\n|]|[和与及](?=\d)")
_AND = late(r"、|和|(?<![普以])及(?!以[上下]|其|时)|与")
_BARE = late(rf"(?:{_HEDGES}|{_REACH})*")
_CHANGE = late(
    r"(?:同比|年均|比上年|较上年|平均)?(?:增长|增加|增幅|提高|提升|下降|降低|减少|净增)$"
)
_MEASURE = late(r"率|比|产量|数量|总数|增长|增速|总额|收入|面积|规模|总量|产值|水平")
_MARK = late(r"^(?:大关|规模|目标)$")
_SPREAD = late(r"(?:分别|各自?)(?P<how>[^分各]{2,6})$")
_EACH = late(r"[均都](?<![人年平户地亩月日季][均都])(?![衡市])")
_SEVERALLY = late(r"分别(?:增长|下降|提高|达|达到|为|控制在|保持在|稳定在)$")
_PLACE = late(r"[^新建]{1,8}(?:(?<![景社小园校城街范片湿林])[市县区州盟旗段乡镇]|县\(市\)|流域)")
_OF_PLACE = late(
    r"^(?:.{1,40}、.{1,10}?\d*个?[市县区州]|全[省市州盟县区旗]|.{1,8}?(?:[省市县区州段乡镇](?!级)|流域))"
)
_RATE = late("(?:率|比例|比重|浓度|指数|总量|天数)$")
_QUOTED = late(r"[“\"][^”\"]{0,30}$")


class Named(NamedTuple):
    """A run of quantities with their indicators and the range of the quote."""

    parts: tuple[tuple[Quantity, str], ...]
    verb: str
    start: int
    end: int


def _clause_start(fold: str, floor: int, at: int) -> int:
    """Behind the last stop before ``at``."""
    position = at
    floor = max(floor, at - _WINDOW)
    while position > floor and fold[position - 1] not in _STOP:
        position -= 1
    return position


def _phrase_start(fold: str, sentence: int, at: int, floor: int) -> int:
    """Where the words of a number begin: behind a stop, and behind the target before it."""
    start = _clause_start(fold, sentence, at)
    if start < floor <= at:
        comma = fold.find("、", floor, at)
        start = comma + 1 if comma >= 0 else floor
    while start < at and fold[start] in "、,和及与" and not fold.startswith("及时", start):
        start += 1
    return start


def _suffix(fold: str, start: int, ceiling: int) -> int:
    """End of the noun phrase behind a number."""
    ceiling = min(ceiling, start + _WINDOW)
    found = _SUFFIX_END.search(fold, start, ceiling)
    end = found.start() if found else ceiling
    if found and found[0] == "(":
        close = fold.find(")", end, min(ceiling, end + 12))
        end = close + 1 if close > 0 and close + 1 <= ceiling else end
    return end


def _skip_lead(fold: str, start: int, end: int) -> int:
    """Behind the times, hedges and joints that a phrase opens with."""
    while start < end:
        lead = _LEAD.match(fold, start, end)
        if lead is None or lead.end() >= end or lead.end() == start:
            return start
        start = lead.end()
    return start


def _prefix(fold: str, clean: str, start: int, end: int) -> str:
    """The words before a number without time, hedge and operator."""
    first = _skip_lead(fold, start, end)
    operator = _OPERATOR_LEAD.search(fold, first, end)
    last = operator.start() if operator else end
    trail = _TRAIL.search(fold, first, last)
    if trail and trail.start() > first:
        last = trail.start()
    level = _FROM_LEVEL.search(fold, first, last)
    if level and level.start() > first:
        last = level.start()
    return _LEAST.sub("", clean[first:last])


def name_indicator(
    fold: str, clean: str, sentence: tuple[int, int], run: Sequence[Quantity], floor: int, verb: str
) -> Named:
    """The indicators of a run: words before it (…率达到70%) and behind it (培育140家企业)."""
    head, tail = run[0], run[-1]
    start = _phrase_start(fold, sentence[0], head.start, floor)
    prefix = _prefix(fold, clean, start, head.start)
    if fold[start - 1 : start] == ":" and (_BARE.fullmatch(prefix) or _CHANGE.fullmatch(prefix)):
        subject = _phrase_start(fold, sentence[0], start - 1, floor)
        prefix = _prefix(fold, clean, subject, start - 1).lstrip("-—") + prefix
    end = _suffix(fold, tail.end, sentence[1])
    suffix = _MARK.sub("", clean[tail.end : end].lstrip("的"))
    own = _VERB_HEAD.match(prefix)
    listed = not prefix or (fold[start - 1 : start] == "、" and not _MEASURE.search(prefix))
    inherited = verb if not own and listed and not _PLACE.fullmatch(prefix) else ""
    if len(run) > 1:
        parts = _distribute(prefix, suffix, run)
    else:
        parts = _each(head, inherited + prefix + suffix, fold[start : head.start])
    stop = end if suffix else tail.end
    return Named(tuple(parts), own[0] if own else "", min(start, head.start), stop)


def complete(name: str, before: str, *, alike: bool = False) -> str:
    """A name that says nothing of its own (达到5个, 增长15%) stands behind the one before it.

    ``alike``: both count the same, so that a place alone (青石县33所) has its share of it.
    """
    if _BARE.fullmatch(name):
        return _CHANGE.sub("", before)
    if _PLACE.fullmatch(name) and (alike or _RATE.search(before)):
        rest = _OF_PLACE.sub("", before)
        return name + rest if len(rest) > 1 else name
    return _CHANGE.sub("", before) + name if _CHANGE.fullmatch(name) else name


def shared_part(indicator: str) -> str:
    """What the shares of a whole have in common: 种植烟叶 of 全市计划种植烟叶."""
    return _OF_PLACE.sub("", _VERB_HEAD.sub("", indicator, count=1))


def _each(head: Quantity, name: str, before: str) -> list[tuple[Quantity, str]]:
    """A、B均达到x: the same number for each."""
    each = _EACH.search(before)
    if each is None and not _SEVERALLY.search(before):
        return [(head, name)]
    spread = _SPREAD.search(name)
    names = [part for part in _AND.split(name[: spread.start()] if spread else name) if part]
    if not 1 < len(names) <= (6 if each else 3):
        return [(head, name)]
    shared = spread["how"] if spread else _shared_ending(names)
    return [(head, _complete(part, shared)) for part in names]


def _complete(name: str, shared: str) -> str:
    return name if not shared or name[-1] == shared[-1] else name + shared


def _distribute(prefix: str, suffix: str, run: Sequence[Quantity]) -> list[tuple[Quantity, str]]:
    """A、B、C分别达到x、y、z: one name each when the counts agree."""
    spread = _SPREAD.search(prefix)
    names = [name for name in _AND.split(prefix[: spread.start()] if spread else prefix) if name]
    if len(names) < len(run):
        return [(quantity, prefix + suffix) for quantity in run]
    names = names[-len(run) :]
    shared = spread["how"] if spread else _shared_ending(names)
    return [(q, _complete(name, shared)) for q, name in zip(run, names, strict=True)]


def _shared_ending(names: Sequence[str]) -> str:
    """机械化率 of 种植、收获机械化率: what only the last name carries."""
    last = names[-1]
    found = re.search(
        r"(?:[\u4e00-\u9fff]{2}化|[\u4e00-\u9fff]{2})?率$|增速$|比重$|占比$|总额$|数$", last
    )
    return found[0] if found and len(last) > len(found[0]) else ""
