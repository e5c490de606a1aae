"""Rating schemes (评分办法): points that do not add up, clauses that give more than there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..structure.outline import Node
from .findings import Finding
from .points import (
    Points,
    awards,
    base_and_bonus,
    deductions,
    heading_points,
    heading_weight,
    is_bonus,
    listed_points,
    most_points,
    own_points,
    shown,
    totals,
)
from .reading import Reading

_SHARES = re.compile(
    r"占[^,。;、\d]{0,12}(?:成绩|总分|分值|得分|评分|权重)的?(?P<share>\d{1,18}(?:\.\d{1,9})?)%"
)
_RUN = re.compile(
    r"权重(?:分别|依次)?(?:为|占|是|按)?(?P<run>\d{1,18}(?:\.\d{1,9})?%(?:[、,和及]{1,2}\d{1,18}(?:\.\d{1,9})?%)+)|"
    r"(?:各占|分别占)[^,。;、\d]{0,12}(?:成绩|总分|分值|得分|评分|权重)的?(?P<split>\d{1,18}(?:\.\d{1,9})?%(?:[、,和及]{1,2}\d{1,18}(?:\.\d{1,9})?%)+)"
)
_HUNDRED = Fraction(100)
_FEW = 3  # sections that fit for one that does not, itself counted
Reader = Callable[[str, int, int], Points | None]


def check_scores(reading: Reading) -> Iterator[Finding]:
    """Sums of points and weights in the outline, and awards above an item's maximum."""
    scored = {id(node): _of(reading, node, heading_points) for node in reading.nodes}
    for node in reading.nodes:
        points = scored[id(node)]
        children = _counted(reading, node)
        parts = [part for child in children if (part := scored[id(child)])]
        parts = parts or _most(reading, children)
        if points and parts and len(parts) == len(children) > 1:
            yield from _sum(reading, node, points, parts)
        if points:
            yield from _exceeded(reading, node, points)
            yield from _listed(reading, node, points)
    yield from _alike(reading, scored)
    yield from _against_total(reading, scored)
    yield from _weights(reading)
    yield from _shares(reading)


def _of(reading: Reading, node: Node, read: Reader) -> Points | None:
    length = node.label.length if node.label else 0
    first = node.blocks[0]
    return read(reading.stream.fold, first.start + length, first.end)


def _heading(reading: Reading, node: Node) -> str:
    return reading.stream.fold[node.start : min(node.blocks[0].end, node.start + 40)]


def _counted(reading: Reading, node: Node) -> list[Node]:
    """The points below a heading that count towards its total; extras and deductions do not."""
    return [child for child in node.children if not is_bonus(_heading(reading, child))]


def _most(reading: Reading, children: Sequence[Node]) -> list[Points]:
    """What each of several points gives at most (满分15分, 最多计10分), where half say so."""
    found = [most_points(reading.stream.fold, node.start, node.last) for node in children]
    said = [part for part in found if part]
    stated = sum(explicit for _, explicit in said)
    return [part for part, _ in said] if stated * 2 >= len(children) else []


def _alike(reading: Reading, scored: dict[int, Points | None]) -> Iterator[Finding]:
    """Sections whose items say what they give in some way: one that does not fit, the others do."""
    sections: list[tuple[Node, Points, list[Points]]] = []
    for node in reading.nodes:
        points, children = scored[id(node)], _counted(reading, node)
        parts = [
            part
            for child in children
            if (part := own_points(reading.stream.fold, child.start, child.last))
        ]
        named = any(scored[id(child)] for child in children) or bool(_most(reading, children))
        if points and not named and len(parts) == len(children) > 1:
            sections.append((node, points, parts))
    wrong = [one for one in sections if sum(part.value for part in one[2]) != one[1].value]
    if len(wrong) * _FEW <= len(sections):
        for node, points, parts in wrong:
            yield from _sum(reading, node, points, parts)


def _sum(
    reading: Reading, node: Node, points: Points, parts: Sequence[Points]
) -> Iterator[Finding]:
    total = sum((part.value for part in parts), Fraction(0))
    if total != points.value:
        sentence = (
            f"{reading.place(node.start)}写明 {shown(points.value)} 分，"
            f"下面 {len(parts)} 项相加（{_added(parts)}）是 {shown(total)} 分，请核对。"
        )
        yield reading.finding("weights_sum", points.start, points.end, sentence)


def _listed(reading: Reading, node: Node, points: Points) -> Iterator[Finding]:
    """An item whose text lists its parts: 教育80分，卫生80分，文化50分，就业40分."""
    found = None if node.children else listed_points(reading.stream.fold, points.end, node.end)
    if found and found[0].value != points.value:
        total, added = found
        sentence = (
            f"{reading.place(node.start)}写明 {shown(points.value)} 分，"
            f"文中各项相加（{added}）是 {shown(total.value)} 分，请核对。"
        )
        yield reading.finding("weights_sum", total.start, total.end, sentence)


def _added(parts: Sequence[Points]) -> str:
    return "+".join(shown(part.value) for part in parts)


def _exceeded(reading: Reading, node: Node, points: Points) -> Iterator[Finding]:
    """Awards in an item's own text above its points."""
    fold, name = reading.stream.fold, reading.place(node.start)
    yield from exceeded(reading, name, points, awards(fold, points.end, node.end))
    both = base_and_bonus(fold, points.end, node.end)
    yield from exceeded(reading, name, points, [both] if both else [])
    for taken in deductions(fold, points.end, node.end):
        if taken.value > points.value:
            sentence = (
                f"{name}满分 {shown(points.value)} 分，条文却可扣 {shown(taken.value)} 分，"
                "请核对分值或条文。"
            )
            yield reading.finding("maximum_exceeded", taken.start, taken.end, sentence)


def exceeded(
    reading: Reading, name: str, points: Points, given: Sequence[Points]
) -> Iterator[Finding]:
    """Findings for awards above the points of the item called ``name``."""
    for award in given:
        if award.value > points.value:
            sentence = (
                f"{name}满分 {shown(points.value)} 分，条文却可得 {shown(award.value)} 分，"
                "请核对分值或条文。"
            )
            yield reading.finding("maximum_exceeded", award.start, award.end, sentence)


@dataclass(frozen=True, slots=True)
class _Group:
    """Siblings that all carry points, none above them does; extras and deductions apart."""

    parent: Node
    parts: tuple[Points, ...]
    extras: tuple[Points, ...]

    def sums(self) -> tuple[Fraction, Fraction]:
        """The sum without and with the extras."""
        total = sum((part.value for part in self.parts), Fraction(0))
        return total, total + sum((part.value for part in self.extras), Fraction(0))


def _groups(reading: Reading, scored: dict[int, Points | None]) -> Iterator[_Group]:
    """The highest groups of a document."""
    for parent in [reading.context.root, *reading.nodes]:
        children = _counted(reading, parent)
        bonus = parent.label is not None and is_bonus(_heading(reading, parent))
        if bonus or len(children) < 2 or _under_points(parent, scored):
            continue
        parts = tuple(points for child in children if (points := scored[id(child)]))
        every = (scored[id(child)] for child in parent.children)
        extras = tuple(points for points in every if points and points not in parts)
        if len(parts) == len(children):
            yield _Group(parent, parts, extras)


def _under_points(node: Node | None, scored: dict[int, Points | None]) -> bool:
    while node is not None and node.label is not None:
        if scored[id(node)]:
            return True
        node = node.parent
    return False


def _against_total(reading: Reading, scored: dict[int, Points | None]) -> Iterator[Finding]:
    """The points of the highest level against the total stated above them."""
    groups = list(_groups(reading, scored))
    stated: dict[int, list[Points]] = {}
    for total in totals(reading.stream.fold, *reading.outline_bounds):
        node = reading.node_at(total.start)
        if node and total.start >= node.blocks[0].end and not node.children and node.parent:
            node = node.parent if node.parent.label else None
        if not _under_points(node, scored):
            stated.setdefault(id(node or reading.context.root), []).append(total)
    everywhere = [total for found in stated.values() for total in found]
    for group in groups:
        own = stated.get(id(group.parent), everywhere if len(groups) == 1 else [])
        if len({total.value for total in own}) == 1 and own[0].value not in group.sums():
            yield _total_finding(reading, own[-1], group)


def _total_finding(reading: Reading, total: Points, group: _Group) -> Finding:
    sentence = (
        f"{reading.place(total.start)}写明总分 {shown(total.value)} 分，"
        f"各项相加（{_added(group.parts)}）是 {shown(group.sums()[0])} 分，请核对。"
    )
    return reading.finding("weights_sum", total.start, total.end, sentence)


def _weights(reading: Reading) -> Iterator[Finding]:
    """Weights of siblings in percent that make neither 100 nor the weight above them."""
    for parent in [reading.context.root, *reading.nodes]:
        children = _counted(reading, parent)
        parts = [w for child in children if (w := _of(reading, child, heading_weight))]
        if len(parts) < 2 or len(parts) != len(children):
            continue
        above = _of(reading, parent, heading_weight) if parent.label else None
        total = sum((part.value for part in parts), Fraction(0))
        if total not in {_HUNDRED, above.value if above else _HUNDRED}:
            sentence = (
                f"{reading.place(children[0].start)}等 {len(parts)} 项的权重相加"
                f"（{_added(parts)}）是 {shown(total)}%，应为 100%，请核对。"
            )
            yield reading.finding("weights_sum", parts[-1].start, parts[-1].end, sentence)


def _shares(reading: Reading) -> Iterator[Finding]:
    """平时成绩占总成绩的70%，年终成绩占总成绩的20%; 权重分别为40%、30%、20%."""
    fold = reading.stream.fold
    for block in reading.blocks:
        found = list(_SHARES.finditer(fold, block.start, block.end))
        values = [Fraction(match["share"]) for match in found]
        if len(found) > 1 and sum(values) != _HUNDRED:
            yield _share_finding(reading, found[0].start(), found[-1].end(), values)
        for run in _RUN.finditer(fold, block.start, block.end):
            values = [Fraction(n) for n in re.findall(r"[\d.]+", run["run"] or run["split"])]
            if sum(values) != _HUNDRED:
                yield _share_finding(reading, run.start(), run.end(), values)


def _share_finding(reading: Reading, start: int, end: int, values: Sequence[Fraction]) -> Finding:
    added = "+".join(shown(value) for value in values)
    sentence = (
        f"{reading.place(start)}的权重相加（{added}）是 {shown(sum(values, Fraction(0)))}%，"
        "应为 100%，请核对。"
    )
    return reading.finding("weights_sum", start, end, sentence)
