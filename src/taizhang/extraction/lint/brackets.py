"""Bracket tables (分档): tiers that leave a gap, overlap, or lost their number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .findings import Finding
from .grid import find_grids
from .intervals import Bound, Interval, condition_end, read_interval
from .reading import Reading

_PIECE = re.compile(r"[^,、;。:\n\t]+(?P<stop>[,、;。:]?)")
_LABEL = re.compile(r"^\(?[\d一二三四五六七八九十]{1,2}[)、.](?!\d)|^[①-⑳]")
_FILLING = re.compile(
    r"^(?:对|其中|凡|按|在|年度|当年|企业|的|且|并|达到|总额|金额)+|(?:的|为|在|达到|达|介于|处于)+$|\s"
)
_BLANK = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,8}?)(?P<word>以上|以下)(?:的)?(?:得|计|加|奖|给)")
_NO_NUMBER = re.compile(
    r"(?<![\d一二三四五六七八九十百千万亿半多余数几、])(?:%|[万亿]?元|个百分点)(?:以上|以下)"
)
_GRADES = re.compile(r"[级等奖名次星位及类别层含上下省市县国]$")
_SETTLED = re.compile(r"不?含本数|(?:以上|以下|以内)[^。]{0,6}不?(?:包含|包括|含)")
_MONEY = frozenset(["元", "美元"])
_MOST = 30
_CELL = 30
_LONGEST = 120
_REACH = 240  # of a condition over several stops


@dataclass(frozen=True, slots=True)
class _Clause:
    """A condition with its consequence: clean range, its interval if it has one."""

    start: int
    end: int
    interval: Interval | None
    restarts: bool


def check_brackets(reading: Reading) -> Iterator[Finding]:
    """Gaps, overlaps and lost numbers; of boundaries that fall in two tiers the first."""
    settled = _SETTLED.search(reading.stream.fold, *reading.context.bounds) is not None
    for finding in _tiers(reading):
        if finding.code != "bracket_boundary":
            yield finding
        elif not settled:
            yield finding
            settled = True


def _tiers(reading: Reading) -> Iterator[Finding]:
    """Tiers in paragraphs, cells, lists of points and columns."""
    fold = reading.stream.fold
    for start, end in _scopes(reading):
        clauses = list(_clauses(fold, start, end))
        yield from _groups(reading, clauses)
        yield from _blanks(reading, clauses)
    for listed in _listed(reading):
        yield from _groups(reading, listed)
    for grid in find_grids(reading):
        for column in range(len(grid.head)):
            cells = [row[column] for row in grid.rows if column < len(row)]
            pure = [(cell, _pure(fold, cell.start, cell.end)) for cell in cells]
            clauses = [_Clause(c.start, c.end, found, restarts=False) for c, found in pure]
            yield from _groups(reading, clauses)


def _scopes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Paragraphs, and the cells of tables one by one."""
    fold = reading.stream.fold
    for block in reading.blocks:
        position = block.start
        for cell in fold[block.start : block.end].split("\t"):
            yield position, position + len(cell)
            position += len(cell) + 1


def _clauses(fold: str, start: int, end: int) -> Iterator[_Clause]:
    """Pieces between stops, joined until one has its consequence."""
    opened: int | None = None
    restarts = True
    for piece in _PIECE.finditer(fold, start, end):
        if piece["stop"] == ":":  # 分段支付：1万元以上…
            opened, restarts = None, True
            continue
        first = piece.start() if opened is None else opened
        last = piece.end() - len(piece["stop"])
        cut = condition_end(fold, piece.start(), last)
        if cut == last and last - first < _REACH and piece["stop"] in {",", "、"}:
            opened = first
            continue
        interval = read_interval(fold, first, cut) if cut < last else None
        yield _Clause(first, last, interval, restarts)
        opened = None
        restarts = (
            piece["stop"] == "。" or _LABEL.match(fold[piece.end() : piece.end() + 4]) is not None
        )


def _listed(reading: Reading) -> Iterator[list[_Clause]]:
    """The first clause of each of several points: （1）90分以上为优秀 （2）…"""
    fold = reading.stream.fold
    for parent in [reading.context.root, *reading.nodes]:
        clauses: list[_Clause] = []
        for child in parent.children:
            start = child.start + (child.label.length if child.label else 0)
            first = next(_clauses(fold, start, child.blocks[0].end), None)
            if first is not None and not child.children:
                whole = first.interval or _pure(fold, first.start, first.end)
                clauses.append(replace(first, restarts=False, interval=whole))
        if len(clauses) > 1 and all(clause.interval for clause in clauses):
            yield clauses


def _pure(fold: str, start: int, end: int) -> Interval | None:
    """The interval that a short cell consists of."""
    found = read_interval(fold, start, end) if end - start <= _CELL else None
    covered = found is not None and found.end - found.start >= (end - start) - 6
    return found if covered else None


def _subject(interval: Interval) -> str:
    """What is measured: the words before the number, fillers left out."""
    return _FILLING.sub("", _LABEL.sub("", interval.subject))


def _continues(group: Sequence[Interval], clause: _Clause) -> bool:
    """Whether a tier belongs to the tiers before it: same unit, same thing measured."""
    this = clause.interval
    if this is None or not group:
        return False
    units = {i.unit for i in (*group, this) if i.unit}
    subjects = [s for i in group if (s := _subject(i))]
    name = _subject(this)
    same = not name or not subjects or name.endswith(subjects[-1]) or subjects[-1].endswith(name)
    if clause.restarts and subjects and name and name != subjects[-1]:
        return False
    open_ends = [(i.low is None, i.high is None) for i in group]
    again = (this.low is None, this.high is None) in open_ends and None in (this.low, this.high)
    return same and len(units) <= 1 and not again


def _groups(reading: Reading, clauses: Sequence[_Clause]) -> Iterator[Finding]:
    """Runs of tiers, each checked."""
    group: list[Interval] = []
    for clause in clauses:
        if clause.interval is None:
            continue
        if group and (len(group) == _MOST or not _continues(group, clause)):
            yield from _check(reading, group)
            group = []
        group.append(clause.interval)
    yield from _check(reading, group)


def _key(interval: Interval) -> tuple[Fraction, Fraction]:
    """Order by the lower end, open ones first, then by the upper end, open ones last."""
    top = interval.high.value if interval.high else Fraction(10**18)
    return (interval.low.value if interval.low else Fraction(-(10**18)), top)


def _check(reading: Reading, group: Sequence[Interval]) -> Iterator[Finding]:
    """Neighbouring tiers of a run: between two ranges, or an upper and a lower open one."""
    tiers = sorted(group, key=_key)
    boundaries: list[tuple[Interval, Interval]] = []
    for lower, upper in zip(tiers, tiers[1:], strict=False):
        if lower.high is None or upper.low is None:
            continue
        kind = _compare(lower.high, upper.low, {lower.unit, upper.unit} & _MONEY)
        if kind in {"gap", "overlap"}:
            yield _finding(reading, kind, lower, upper)
        elif kind == "boundary":
            boundaries.append((lower, upper))
    if boundaries and len(tiers) > 1:
        yield _finding(reading, "boundary", *boundaries[0])


def _compare(high: Bound, low: Bound, money: Collection[str]) -> str:
    """How the end of one tier and the begin of the next lie: gap, overlap, boundary, or fit.

    80—89分 and 90分 fit, the next number that can be had; 4亿元 and 5亿元 do not.
    """
    distance = low.value - high.value
    if distance < 0:
        return "overlap"
    if distance > 0:
        step = min(high.step, low.step)
        return "" if distance == step and not money and high.inside and low.inside else "gap"
    if high.inside and low.inside:
        return "overlap" if high.said and low.said else "boundary"
    return "" if high.inside or low.inside else "gap"


_SENTENCES = {
    "gap": "两档之间有空档：{a}与{b}之间的数没有规定，请补上。",
    "overlap": "两档互相重叠：{a}与{b}有共同的部分，同一个数会得到两种结果，请改正。",
    "boundary": "分档的临界值同时落在{a}与{b}两档（“以上”“以下”都含本数），请写明归哪一档。",
}


def _finding(reading: Reading, kind: str, lower: Interval, upper: Interval) -> Finding:
    fold = reading.stream.fold
    start, end = min(lower.start, upper.start), max(lower.end, upper.end)
    if end - start > _LONGEST:
        start, end = upper.start, upper.end
    names = [f"“{fold[i.start : i.end]}”" for i in (lower, upper)]
    sentence = _SENTENCES[kind].format(a=names[0], b=names[1])
    return reading.finding(f"bracket_{kind}", start, end, sentence)


def _blanks(reading: Reading, clauses: Sequence[_Clause]) -> Iterator[Finding]:
    """A tier beside others whose number is missing: 收入以上的得1分, %以上得5分."""
    fold = reading.stream.fold
    for before, clause in zip(clauses, clauses[1:], strict=False):
        tier = before.interval
        if tier is None or clause.interval is not None:
            continue
        found = _NO_NUMBER.search(fold, clause.start, clause.end)
        lost = found or _lost(fold, clause, tier)
        if lost:
            words = fold[clause.start : clause.end]
            sentence = f"“{words}”没有写明数字，前一档是“{fold[tier.start : tier.end]}”，请补上。"
            yield reading.finding("bracket_blank", clause.start, clause.end, sentence)


def _lost(fold: str, clause: _Clause, tier: Interval) -> re.Match[str] | None:
    """Words of the tier before with 以上 behind them, where a number should stand."""
    found = _BLANK.match(fold, clause.start, clause.end)
    if found is None or _GRADES.search(found["head"]):
        return None
    return found if found["head"][-2:] in tier.subject else None
