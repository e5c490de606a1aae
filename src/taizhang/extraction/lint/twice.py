"""One indicator with two numbers (同一指标两个数): 养老床位达到6000张 here, 5500张 there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..types import Item, Target
from .findings import Finding
from .reading import Reading, path_words

_FILLING = re.compile(
    r"^(?:全市|全县|全区|全省|我市|我县|本市|力争|确保|实现|到|达到|共|累计|完成|建成|总计)+|(?:总数|数量|总量|达到?|累计|合计|力争|总数达)+$|"
    r"[\s“”\"《》()（）、]"
)
_GENERAL = re.compile(
    r"新增..|.?(?:面积|投资|投资额|规模|产值|总额|金额|长度|里程|项目|企业|收入|增长|增速)"
)
_YEAR = re.compile(r"20\d\d(?=年)")
_DONE = re.compile(r"[,(]?(?:已)?(?:占|完成|达)(?:年度|全年)?(?:目标|任务|计划)")
_REACH = 2_000
_NAME = 3
_MOST = 2
_LIMITS = frozenset(["<", "<="])


def check_indicators(reading: Reading) -> Iterator[Finding]:
    """The same indicator, unit and day, named in two sentences with different numbers."""
    named: dict[tuple[str, str], list[tuple[Item, Target]]] = defaultdict(list)
    issued = reading.document.issued
    for item in reading.document.items:
        for target in item.targets:
            if target.deadline and issued and target.deadline < issued:
                continue  # what was reached, not what is to be
            name = plain_indicator(target.indicator)
            if len(name) >= _NAME and not _GENERAL.fullmatch(name) and name[0] != "占":
                named["".join(sorted(name)), target.unit].append((item, target))
    for found in named.values():
        different = _different(found)
        if len(different) == _MOST and _disagree(reading, *different):
            yield _finding(reading, *different)


def _disagree(reading: Reading, one: tuple[Item, Target], two: tuple[Item, Target]) -> bool:
    """Whether two numbers speak of one thing on one day, in sentences of their own."""
    years = {_named_year(reading, target) for _, target in (one, two)} - {""}
    reported = any(_reported(reading, target) for _, target in (one, two))
    apart = _comparable(one, two) and _apart(reading, one, two)
    return apart and not reported and len(years) < _MOST


def plain_indicator(name: str) -> str:
    """What an indicator is about: 全市完成…总数 without its frame and marks."""
    return _FILLING.sub("", name)


def _different(found: list[tuple[Item, Target]]) -> list[tuple[Item, Target]]:
    """The first mention of each number."""
    first: dict[tuple[object, object], tuple[Item, Target]] = {}
    for item, target in found:
        first.setdefault((target.value, target.value_max), (item, target))
    return list(first.values())


def _comparable(one: tuple[Item, Target], two: tuple[Item, Target]) -> bool:
    """Whether two mentions speak of the same day (one that names none is taken to), both as
    something to reach or both as a limit.
    """
    days = {target.deadline for _, target in (one, two)} - {None}
    limits = {target.op in _LIMITS for _, target in (one, two)}
    return len(days) <= 1 and len(limits) == 1


def _named_year(reading: Reading, target: Target) -> str:
    """The year named last in the paragraph before a number."""
    at = reading.clean_at(target.span[0])
    start = reading.stream.clean.rfind("\n", 0, at) + 1
    years = _YEAR.findall(reading.stream.fold, max(start, at - _REACH), at)
    return str(years[-1]) if years else ""


def _reported(reading: Reading, target: Target) -> bool:
    """Whether the words behind a number tell what was done: 11316套，完成目标任务的82%."""
    end = reading.clean_at(target.span[1])
    return _DONE.match(reading.stream.fold, end) is not None


def _apart(reading: Reading, one: tuple[Item, Target], two: tuple[Item, Target]) -> bool:
    """Whether two mentions stand in different sentences: numbers of one sentence are shares."""
    between = reading.stream.source[one[1].span[1] : two[1].span[0]]
    return "。" in between or one[0].span != two[0].span


def _finding(reading: Reading, one: tuple[Item, Target], two: tuple[Item, Target]) -> Finding:
    (item, first), (_, second) = one, two
    start, end = (reading.clean_at(at) for at in second.span)
    where = path_words(item.path) or "开头"
    day = first.deadline or second.deadline
    when = f"（{day.year}年{day.month}月{day.day}日前）" if day else ""
    sentence = (
        f"“{second.indicator}”{when}在“{where}”为“{first.quote.strip()}”，"
        f"这里是“{second.quote.strip()}”，请核对统一。"
    )
    return reading.finding("indicator_two_numbers", start, end, sentence.replace("\n", ""))
