"""The pools of one scheme through the years: balances, and the reserve they have in common.

All amounts are whole cents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from ..exact import CENT, scaled
from ..types import Row
from .sharing import share_out


@dataclass(frozen=True, slots=True)
class Terms:
    """How pools pay in and draw: the percentage, whether once, how a small reserve is shared."""

    contribution_pct: Decimal
    once: bool
    sharing: str


@dataclass(frozen=True, slots=True)
class PoolYear:
    """One pool in one year, first as it asks, then as it was met.

    `pays`: whether a contribution is due this year; `reserve_before`: at the start of the year;
    `reserve_full`: after all pools paid in; `asked_by_all`: of the reserve, by all pools;
    `reserve_after`: at the end of the year.
    """

    row: Row
    opening: int
    pays: bool
    contribution: int
    refill: int
    reserve_before: int = 0
    reserve_full: int = 0
    asked_by_all: int = 0
    from_reserve: int = 0
    reserve_after: int = 0

    @property
    def income(self) -> int:
        return scaled(self.row.number("income_yuan"), CENT)

    @property
    def expenditure(self) -> int:
        return scaled(self.row.number("expenditure_yuan"), CENT)

    @property
    def excluded(self) -> bool:
        """Whether the gap has a cause for which the reserve does not pay."""
        return self.row.given("excluded_cause")

    @property
    def available(self) -> int:
        """What is left of the income for this year's expenditure; may be below 0."""
        return self.income - self.contribution - self.refill

    @property
    def gap(self) -> int:
        return max(0, self.expenditure - self.available)

    @property
    def from_balance(self) -> int:
        return min(self.gap, self.opening)

    @property
    def unmet(self) -> int:
        """What the pool's own balance leaves of the gap."""
        return self.gap - self.from_balance

    @property
    def asked(self) -> int:
        """What the pool asks of the reserve."""
        return 0 if self.excluded else self.unmet

    @property
    def from_finance(self) -> int:
        return self.unmet - self.from_reserve

    @property
    def closing(self) -> int:
        return self.opening - self.from_balance + max(0, self.available - self.expenditure)


def pool_years(rows: Sequence[Row], terms: Terms) -> Iterator[PoolYear]:
    """Every row of one scheme, year after year; the years of a pool are consecutive."""
    reserve = 0
    last: dict[str, PoolYear] = {}
    in_order = sorted(rows, key=lambda row: (row.count("year"), row.text("pool")))
    for _, of_year in groupby(in_order, key=lambda row: row.count("year")):
        asking = [_open(row, last.get(row.text("pool")), terms) for row in of_year]
        for met in _meet(asking, reserve, terms):
            reserve = met.reserve_after
            last[met.row.text("pool")] = met
            yield met


def _open(row: Row, before: PoolYear | None, terms: Terms) -> PoolYear:
    """A pool at the start of a year: what it has, what it pays in, what it pays back."""
    pays = before is None or not terms.once
    share = row.number("income_yuan") * terms.contribution_pct / 100
    return PoolYear(
        row=row,
        opening=before.closing if before else scaled(row.number("opening_balance_yuan"), CENT),
        pays=pays,
        contribution=scaled(share, CENT) if pays else 0,
        refill=before.from_reserve if before else 0,
    )


def _meet(asking: list[PoolYear], reserve: int, terms: Terms) -> list[PoolYear]:
    """All pools of a year pay in first, then all draw."""
    full = reserve + sum(pool.contribution + pool.refill for pool in asking)
    asked = {pool.row.text("pool"): pool.asked for pool in asking}
    drawn = share_out(full, asked, terms.sharing)
    return [
        replace(
            pool,
            reserve_before=reserve,
            reserve_full=full,
            asked_by_all=sum(asked.values()),
            from_reserve=drawn[pool.row.text("pool")],
            reserve_after=full - sum(drawn.values()),
        )
        for pool in asking
    ]
