"""Numbers of an upper document against those of the lower ones (分解合计): Σ counties < city."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..numbers.numerals import simplify
from ..types import Number
from ..vocabulary import alternation, words
from .figures import LIKE, pair_figures
from .quantified import Counted
from .records import Figure, Paper, Part, Sum
from .rows import Group

_RANKS = {None: 0, "省": 1, "市": 2, "区": 3, "县": 3}
_SHARES = frozenset(("%", "‰", "个百分点", "番", "倍", "分", "天"))
_EACH = re.compile(alternation("alignment", "never_summed"))
_OWN_LEVEL = re.compile(rf"[{''.join(words('alignment', 'level_letters'))}]级")
_UPPER_BOUND = frozenset(("<=", "<"))
_FEWEST = 2  # lower documents: one alone is no sum


def add_up(papers: Sequence[Paper], rows: Sequence[Group]) -> tuple[Sum, ...]:
    """Each countable target of an upper document with its shares in the documents below.

    Upper is a paper of the next level above at least two papers of one level. Rates, averages,
    numbers for each one and numbers of a level's own (省级名师工作室) are not added up.
    """
    return tuple(
        found
        for upper, lower in _tiers(papers)
        for row in rows
        for found in _sums_of(row, upper, lower, papers)
    )


def _tiers(papers: Sequence[Paper]) -> Iterator[tuple[int, list[int]]]:
    """(upper paper, papers of the next lower level that is there)."""
    ranks = [_RANKS[paper.level] for paper in papers]
    if ranks.count(0) > 1 or (0 in ranks and ranks[0] != 0):
        ranks = [rank or 9 for rank in ranks]  # unknown levels: nobody's parts
    levels = sorted(set(ranks) - {9})
    for above, below in zip(levels, levels[1:], strict=False):
        lower = [number for number, rank in enumerate(ranks) if rank == below]
        if ranks.count(above) == 1 and len(lower) >= _FEWEST:
            yield ranks.index(above), lower


def _sums_of(
    row: Group, upper: int, lower: Sequence[int], papers: Sequence[Paper]
) -> Iterator[Sum]:
    targets = [
        c for view in row.views[upper] for c in view.figures if c.committed and _is_countable(c)
    ]
    shares: list[list[Part]] = [[] for _ in targets]
    for number in lower:
        below = [c for view in row.views[number] for c in view.figures if _is_countable(c)]
        for old, new in pair_figures(targets, below, alone=LIKE):
            at = next(i for i, target in enumerate(targets) if target is old)
            shares[at].append(Part(number, new.figure))
    for target, parts in zip(targets, shares, strict=True):
        if parts and not _is_standard(target.figure, parts):
            yield _sum(Part(upper, target.figure), parts, lower, papers)


def _is_countable(counted: Counted) -> bool:
    figure = counted.figure
    return (
        figure.unit not in _SHARES
        and not counted.condition
        and not _EACH.search(figure.indicator)
        and not _OWN_LEVEL.search(figure.indicator)
    )


def _is_standard(whole: Figure, parts: Sequence[Part]) -> bool:
    """Whether all repeat one number: a standard for each (66人以上大班额), not shares of it."""
    return all(part.figure.value == whole.value for part in parts)


def _sum(upper: Part, parts: list[Part], lower: Sequence[int], papers: Sequence[Paper]) -> Sum:
    stated = {part.paper for part in parts}
    missing = tuple(number for number in lower if number not in stated)
    total = _total(part.figure for part in parts)
    fits = _fits(upper.figure, total, complete=not missing)
    message = _message(upper, parts, missing, total, fits, papers)
    figure = upper.figure
    return Sum(figure.indicator, figure.unit, upper, tuple(parts), missing, total, fits, message)


def _total(figures: Iterator[Figure]) -> Number:
    return simplify(sum((Fraction(str(figure.value)) for figure in figures), Fraction()))


def _fits(upper: Figure, total: Number, *, complete: bool) -> bool | None:
    """Whether the parts reach the whole (stay under it, for a ceiling); None: still open."""
    if upper.op in _UPPER_BOUND:
        if total > upper.value:
            return False
        return True if complete else None
    if total >= upper.value:
        return True
    return False if complete else None


def _message(
    upper: Part,
    parts: Sequence[Part],
    missing: Sequence[int],
    total: Number,
    fits: bool | None,
    papers: Sequence[Paper],
) -> str:
    """A Chinese sentence: what was added, what is short or over, what to do."""
    unit = upper.figure.unit
    paper = papers[upper.paper]
    whole = f"“{paper.title or paper.name}”的“{upper.figure.indicator}”为{upper.figure.quote}"
    names = "、".join(_who(papers[part.paper]) for part in parts)
    added = f"{names}合计{_number(total)}{unit}"
    gap = _number(simplify(abs(Fraction(str(upper.figure.value)) - Fraction(str(total)))))
    absent = "、".join(_who(papers[number]) for number in missing)
    lacking = f"（{absent}的文件没有写这个数）" if absent else ""
    if fits:
        return f"{whole}，{added}{lacking}，对得上。"
    if upper.figure.op in _UPPER_BOUND and fits is False:
        return f"{whole}，{added}{lacking}，超出{gap}{unit}，请核对。"
    if fits is None and upper.figure.op in _UPPER_BOUND:
        return f"{whole}，{added}{lacking}，尚未超出；请补齐后再看。"
    if fits is None:
        return f"{whole}，{added}{lacking}，还差{gap}{unit}；请向未写的单位核实。"
    return (
        f"{whole}，{added}，还差{gap}{unit}；如有未列入比对的同级文件请一并比对，否则请核对分解数。"
    )


def _who(paper: Paper) -> str:
    return paper.place or paper.title or paper.name


def _number(value: Number) -> str:
    for scale, letter in ((100_000_000, "亿"), (10_000, "万")):
        if value >= scale and round(value / scale, 4) * scale == value:
            return f"{value / scale:.10g}{letter}"
    return f"{value:.10g}"
