"""Indicators (指标名称): what a number counts, in the document's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .quantities import Quantity
from .vocabulary import alternation

_STOP = frozenset("。;；,，:!?\n")
_HEDGES = alternation("targets", "hedges")
_REACH = alternation("targets", "reach_words")
_VERBS = alternation("targets", "commit_verbs")
_LEAD = re.compile(
    rf"(?:[①-⑳]|(?:到|至|在)?(?:\d{{4}}[-—~至])?\d{{4}}年(?:底|末|上半年|下半年|年底)?前?,?|上半年|下半年|全年|{_HEDGES}|[、,和及与的])+"
)
_TRAIL = re.compile(rf"(?:{_REACH}|力争|总体|均|都|分别|各|原则上|比例|不|约|的)+$")
_OPERATOR_LEAD = re.compile(
    r"(?:不(?:得)?(?:少于|低于|超过|高于|小于|大于)|至少|最少|超过|突破|超|约|大约|高于|逾)$"
)
_VERB_HEAD = re.compile(rf"(?:{_VERBS})+")
_SUFFIX_END = re.compile(r"[,;。、:()（）!?\n]")
_AND = re.compile(r"(?:、|和|及|与)")
_QUOTED = re.compile(r"[“\"][^”\"]{0,30}$")


@dataclass(frozen=True, slots=True)
class Named:
    """A run of quantities with their indicators and the range of the quote."""

    parts: tuple[tuple[Quantity, str], ...]
    verb: str
    start: int
    end: int


def _clause_start(fold: str, floor: int, at: int) -> int:
    """Behind the last stop before ``at``."""
    position = at
    while position > floor and fold[position - 1] not in _STOP:
        position -= 1
    return position


def _suffix(fold: str, start: int, ceiling: int) -> int:
    """End of the noun phrase behind a number."""
    found = _SUFFIX_END.search(fold, start, ceiling)
    end = found.start() if found else ceiling
    if found and found[0] == "(":
        close = fold.find(")", end, min(ceiling, end + 12))
        end = close + 1 if close > 0 and close + 1 <= ceiling else end
    return end


def _strip_lead(text: str) -> str:
    found = _LEAD.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def _prefix(fold: str, clean: str, start: int, end: int) -> str:
    """The words before a number without time, hedge and operator."""
    lead = _LEAD.match(fold, start, end)
    first = lead.end() if lead and lead.end() < end else start
    operator = _OPERATOR_LEAD.search(fold, first, end)
    last = operator.start() if operator else end
    trail = _TRAIL.search(fold, first, last)
    if trail and trail.start() > first:
        last = trail.start()
    return clean[first:last]


def name_indicator(
    fold: str, clean: str, sentence: tuple[int, int], run: Sequence[Quantity], floor: int, verb: str
) -> Named:
    """The indicators of a run: words before it (…率达到70%) and behind it (培育140家企业)."""
    head, tail = run[0], run[-1]
    start = max(_clause_start(fold, sentence[0], head.start), min(floor, head.start))
    while start < head.start and fold[start] in "、,和及与":
        start += 1
    prefix = _prefix(fold, clean, start, head.start)
    end = _suffix(fold, tail.end, sentence[1])
    suffix = clean[tail.end : end].lstrip("的")
    own = _VERB_HEAD.match(prefix)
    inherited = verb if not own and verb and start == floor + 1 else ""
    if len(run) > 1:
        parts = _distribute(prefix, suffix, run)
    else:
        parts = [(head, inherited + prefix + suffix)]
    return Named(
        tuple(parts), own[0] if own else "", min(start, head.start), end if suffix else tail.end
    )


def _distribute(prefix: str, suffix: str, run: Sequence[Quantity]) -> list[tuple[Quantity, str]]:
    """A、B、C分别达到x、y、z: one name each when the counts agree."""
    names = [name for name in _AND.split(prefix) if name]
    if len(names) < len(run):
        return [(quantity, prefix + suffix) for quantity in run]
    names = names[-len(run) :]
    shared = _shared_ending(names)
    return [
        (q, name if name.endswith(shared) else name + shared)
        for q, name in zip(run, names, strict=True)
    ]


def _shared_ending(names: Sequence[str]) -> str:
    """机械化率 of 种植、收获机械化率: what only the last name carries."""
    last = names[-1]
    found = re.search(r"(?:[\u4e00-\u9fff]{2,4})?率$|增速$|比重$|占比$|总额$|数$", last)
    return found[0] if found and len(last) > len(found[0]) else ""
