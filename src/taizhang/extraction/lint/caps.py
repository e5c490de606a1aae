"""Limits over several clauses (封顶): 加分项累计不超过3分 above a clause that adds 5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from ..lines.stream import Block
from ..numbers.numerals import multiplier
from ..structure.outline import Node
from .findings import Finding
from .reading import Reading

_NUMBER = r"(?P<digits>\d{1,12}(?:\.\d{1,6})?)(?P<scale>万|亿)?(?P<unit>分|元)"
_LIMIT = re.compile(
    rf"(?:累计|合计|总额|总计|总分|最[高多]|上限|加分|扣分)[^。;:\d]{{0,12}}?(?:不(?:得)?(?:超过|高于|突破)|以|为|是|[加扣得计])?{_NUMBER}(?P<within>以内|为限|封顶)?"
)
_BOUND = re.compile(r"不(?:得)?(?:超过|高于|突破)|最[高多]|上限|封顶|以内|为限")
_GIVEN = {
    "分": re.compile(rf"(?P<verb>[加扣减得计奖])(?:记|计)?{_NUMBER}(?![以/])"),
    "元": re.compile(
        rf"(?P<verb>给予|奖励|补助|补贴|奖补|资助)(?:[^,。;:\d]{{0,8}}?){_NUMBER}(?![以/])"
    ),
}
_OFF = frozenset("扣减")
_MOST = 10
_MOST_POINTS = 60
_EACH = re.compile(r"每[^,。;:]{0,8}$|其中")
_APART = re.compile(r"除[^,。;]{2,30}外|不受[^。;]{0,12}限制|除外|另行|一事一议|不计入|不受此限")
_TOTAL = re.compile(r"累计|合计|总额|总计")
_ALL_OF_ONE = re.compile(
    r"(?:以上|上述|同一|单个|每家|每个|每户|每人)[^。;,]{0,40}(?:累计|合计|总额|总计)"
)
_WHOLE = re.compile(
    r"本[办措政细意规方][法施策则见定案]|各[项类]|上述|以上|同一[^。;,]{0,8}同一年度|当年|每年"
)
_SOMEBODY = re.compile(r"个人|人才|团队|每人|机构|园区|乡镇|[^本]村|协会|平台|个[县区]")
_BONUS_HEADING = re.compile(r"加分(?:项目?|标准|事项|情形|指标|内容)?")


@dataclass(frozen=True, slots=True)
class _Limit:
    """What several clauses may give together; whether it limits what is taken off."""

    value: Fraction
    unit: str
    off: bool
    words: str


def check_caps(reading: Reading) -> Iterator[Finding]:
    """Clauses that give more than the limit in the sentence that announces them."""
    fold = reading.stream.fold
    bonus = _bonus_limit(reading)
    for node in reading.nodes:
        children = node.children
        limit = _limit(fold, node) if children else None
        if limit is None and bonus and children and _is_bonus(reading, node):
            limit = bonus
        if limit is not None:
            for child in children:
                yield from _above(reading, limit, child.start, child.last)
    yield from _in_paragraphs(reading)
    behind = (b for b in reading.blocks if _ALL_OF_ONE.search(fold, b.start, b.end))
    for block in islice(behind, _MOST):
        yield from _behind(reading, block)


def _in_paragraphs(reading: Reading) -> Iterator[Finding]:
    """A limit over the clauses of its own paragraph, one of all extras over every item."""
    left = _MOST
    for block in reading.blocks:
        limit = _alone(reading.stream.fold, block)
        if limit is None:
            continue
        total = _TOTAL.search(limit.words) is not None
        named = ("加分" in limit.words or "扣分" in limit.words) and limit.unit == "分"
        if total or named:
            yield from _above(reading, limit, block.start, block.end)
        if total and "加分" in limit.words and left:
            left -= 1
            for node in reading.nodes[:_MOST_POINTS]:
                if not node.start <= block.start < node.end and not node.children:
                    yield from _above(reading, limit, node.start, node.end)


def _alone(fold: str, block: Block) -> _Limit | None:
    """The one limit of a paragraph: 加分最高不超过5分。获表彰的加8分。"""
    bound = fold[block.end - 1] != ":" and _BOUND.search(fold, block.start, block.end)
    if not bound or _APART.search(fold, block.start, block.end):
        return None
    limits = _read(fold, block.start, block.end)
    return limits[0] if len(limits) == 1 else None


def _behind(reading: Reading, block: Block) -> Iterator[Finding]:
    """同一企业累计不超过30万元 behind the list that it limits."""
    fold = reading.stream.fold
    limit = _alone(fold, block)
    node = reading.node_at(block.start) if limit else None
    if limit is None or node is None:
        return
    first = _ALL_OF_ONE.match(fold, block.start, block.end) is not None
    whole = _WHOLE.search(fold, block.start, block.end) is not None
    for child in _others(node, reading.nodes, first=first, whole=whole):
        if child.start < block.start or whole:
            end = child.last if child.start > block.start else min(child.last, block.start)
            somebody = _SOMEBODY.search(fold, child.start, end) if not first else None
            if not somebody:
                yield from _above(reading, limit, child.start, end)


def _others(node: Node, nodes: Sequence[Node], *, first: bool, whole: bool) -> list[Node]:
    """What a limit is about: the points before it in its section, or all others of the text."""
    if node.parent and node.parent.label and first:
        return node.parent.children[-_MOST:]
    if not whole:
        return []
    return [other for other in nodes if other is not node and not other.children][:_MOST_POINTS]


def _is_bonus(reading: Reading, node: Node) -> bool:
    return _BONUS_HEADING.search(reading.stream.fold, *node.title) is not None


def _value(found: re.Match[str]) -> Fraction:
    return Fraction(found["digits"]) * multiplier(found["scale"] or "")


def _read(fold: str, start: int, end: int) -> list[_Limit]:
    found: list[_Limit] = []
    for match in _LIMIT.finditer(fold, start, end):
        before = fold[max(start, match.start() - 10) : match.start()]
        if _BOUND.search(match[0]) and not _EACH.search(before):
            words = fold[max(start, match.start() - 10) : match.end()]
            off = any(sign in words for sign in _OFF)
            found.append(_Limit(_value(match), match["unit"], off, match[0]))
    return found


def _limit(fold: str, node: Node) -> _Limit | None:
    """The limit in the last sentence before a list of points, the only one of its kind."""
    last = node.blocks[-1]
    if fold[last.end - 1] != ":" or _APART.search(fold, last.start, last.end):
        return None
    sentence = fold.rfind("。", last.start, last.end) + 1 or last.start
    limits = _read(fold, sentence, last.end)
    return limits[0] if len(limits) == 1 else None


def _bonus_limit(reading: Reading) -> _Limit | None:
    """另设加分项，最多加5分: the one limit of all extras, wherever it stands."""
    fold = reading.stream.fold
    limits = [
        limit
        for block in reading.blocks
        if (at := fold.find("加分", block.start, block.end)) >= 0
        for limit in _read(fold, at, block.end)
        if limit.unit == "分" and not limit.off
    ]
    return limits[0] if len({limit.value for limit in limits}) == 1 else None


def _above(reading: Reading, limit: _Limit, start: int, end: int) -> Iterator[Finding]:
    """Awards between two points that alone are above the limit."""
    fold = reading.stream.fold
    if _APART.search(fold, start, end):
        return
    for given in _GIVEN[limit.unit].finditer(fold, start, end):
        off = given["verb"] in _OFF
        if off == limit.off and given["unit"] == limit.unit and _value(given) > limit.value:
            sentence = (
                f"文中写明“{limit.words}”，{reading.place(given.start())}一条就有"
                f"“{given[0]}”，请核对封顶数或条文。"
            )
            yield reading.finding("maximum_exceeded", *given.span(), sentence)
