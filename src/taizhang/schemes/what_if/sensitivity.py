"""How firm a ranking is: each criterion's points a little more or less, and who changes place."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

import polars as pl

from ..definitions import Definition
from ..running import Run
from ..types import Column, Kind
from .columns import RANK, TOTAL, Criterion, criteria_of, found_columns, levels_of
from .errors import ComparisonError
from .parts import parts_of

FIRST = 150
"""Among how many first of the ranking pairs are counted: as many as the policy gives a star."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What a ranking does when one criterion counts for more or less.

    `change`: in percent of its points. `ranks`: subjects on another place; `largest`: the most
    places anyone moves; `levels`: subjects on another level, by column; `swapped` of `pairs`: of
    all pairs among the first of the ranking, those whose order is now the other way round (both
    whole numbers; none swapped: the order holds, all: it is turned over).
    """

    criterion: Criterion
    change: int
    ranks: int
    largest: int
    levels: dict[str, int]
    swapped: int
    pairs: int

    @property
    def share(self) -> Fraction:
        """Swapped pairs of all pairs, 0 to 1; Kendall's tau would be 1 - 2 × this."""
        return Fraction(self.swapped, self.pairs) if self.pairs else Fraction(0)


@dataclass(frozen=True)
class Sensitivity:
    """The shifts of every criterion, up and down (敏感性); `subjects`: how many are ranked."""

    run: Run
    percent: int
    first: int
    subjects: int
    graded: tuple[Column, ...]
    shifts: tuple[Shift, ...]


def sensitivity(run: Run, *, percent: int = 10, first: int = FIRST) -> Sensitivity:
    """Rank again with each criterion's points `percent` % up, then down; all else as it was.

    A new total is the total plus or minus that part of the criterion's points (weighted as the
    scheme declares), in whole units, so that nothing is rounded. Equal new totals keep
    their order of before. A level that is given by rank (a star) belongs to the place: whoever
    comes to a place takes the level that was there.

    Raises:
        ComparisonError: a scheme that ranks by no points of criteria; a percentage out of 1–100.
    """
    definition = run.scheme.definition
    criteria = criteria_of(definition)
    names = {column.name for column in definition.output}
    if not criteria or not {RANK, TOTAL} <= names:
        raise ComparisonError(f"{definition.name} 不按分项得分排名，没有敏感性可算。")
    if not 1 <= percent <= 100:
        raise ComparisonError(f"变动幅度应当是 1 到 100 的整数（%），不能是 {percent}。")
    ranked = run.outcome.frame.filter(pl.col(RANK).is_not_null()).sort(RANK)
    graded = _graded(definition, ranked)
    shifts = tuple(
        _shift(run, ranked, graded, criterion, sign * percent, first)
        for criterion in criteria
        for sign in (1, -1)
    )
    return Sensitivity(run, percent, first, ranked.height, graded, shifts)


def _graded(definition: Definition, ranked: pl.DataFrame) -> tuple[Column, ...]:
    """Columns whose level goes down with the rank: counts that declare their most."""
    return tuple(
        column
        for column in found_columns(definition)
        if column.kind is Kind.COUNT
        and levels_of(column)
        and ranked[column.name].is_sorted(descending=True)
    )


def _shift(
    run: Run,
    ranked: pl.DataFrame,
    graded: tuple[Column, ...],
    criterion: Criterion,
    change: int,
    first: int,
) -> Shift:
    moved = _reordered(run, ranked, criterion, change)
    old, new = moved[RANK], pl.Series(range(1, moved.height + 1), dtype=pl.Int64)
    steps: list[int] = (old - new).abs().to_list()
    swapped, pairs = swapped_pairs(old.filter(old <= first).to_list())
    return Shift(
        criterion=criterion,
        change=change,
        ranks=int((old != new).sum()),
        largest=max(steps, default=0),
        levels={c.name: int((moved[c.name] != ranked[c.name]).sum()) for c in graded},
        swapped=swapped,
        pairs=pairs,
    )


def _reordered(run: Run, ranked: pl.DataFrame, criterion: Criterion, change: int) -> pl.DataFrame:
    """The ranked rows in the order of their new totals."""
    weights = weights_of(run, criterion)
    whole = lcm(*(weight.denominator for weight in weights.values()))
    parts = [pl.col(name).fill_null(0) * int(w * whole) for name, w in weights.items()]
    total = pl.col(TOTAL) * (100 * whole) + pl.sum_horizontal(parts) * change
    return ranked.sort(-total, RANK)


def weights_of(run: Run, criterion: Criterion) -> dict[str, Fraction]:
    """How much of each of a criterion's columns counts in the total, exactly."""
    parts = {part.path: part for part in parts_of(run.scheme.definition, run.values)}
    found = {}
    for name, path in criterion.columns.items():
        per = 100 if path and parts[path].kind is Kind.PERCENT else 1
        found[name] = Fraction(Decimal(parts[path].text)) / per if path else Fraction(1)
    return found


def swapped_pairs(order: Sequence[int]) -> tuple[int, int]:
    """How many pairs of different numbers stand in falling order, and how many pairs there are.

    >>> swapped_pairs([1, 3, 2])
    (1, 3)
    """
    seen: list[int] = []
    swapped = 0
    for number in order:
        swapped += len(seen) - bisect_right(seen, number)
        insort(seen, number)
    return swapped, len(order) * (len(order) - 1) // 2
