"""What a claim must fulfil and what it is paid: declared once, computed and explained from it."""

from dataclasses import dataclass

import narwhals as nw

from ..criteria import amount
from ..types import Kind

YES, NO = "符合", "不符合"


@dataclass(frozen=True)
class Condition:
    """One thing a claim of a kind must fulfil (条件).

    `holds`: whether it does; `given`: its own facts, as text; `rule`: what is asked, with the
    bound; `missing`: the reason when it does not hold; `source`: document and clause.
    """

    criterion: str
    label: str
    holds: nw.Expr
    given: nw.Expr
    rule: nw.Expr
    missing: nw.Expr
    source: str


@dataclass(frozen=True)
class Once:
    """How often a person is paid (次数): `times` a person, or a person and year if `yearly`.

    Kinds with the same `purse` share the times; claims are taken in the order of their ids.
    """

    purse: str
    times: int
    yearly: bool
    source: str

    @property
    def rule(self) -> str:
        """每人每年 1 次."""
        return f"每人{'每年' if self.yearly else ''} {self.times} 次"


@dataclass(frozen=True)
class Subsidy:
    """One kind of subsidy (补贴种类).

    `amount`: cents of a claim that fulfils all conditions; `given`, `rule`: how it comes about;
    `nothing`: the reason when that is 0; `less`: the reason when it is less than was asked for,
    null elsewhere.
    """

    kind: str
    conditions: tuple[Condition, ...]
    amount: nw.Expr
    given: nw.Expr
    rule: nw.Expr
    nothing: str
    source: str
    once: Once | None = None
    less: nw.Expr | None = None

    @property
    def claimed(self) -> nw.Expr:
        """Whether a claim is of this kind."""
        return nw.col("kind") == nw.lit(self.kind)

    @property
    def fulfilled(self) -> nw.Expr:
        """Whether a claim is of this kind and fulfils every condition."""
        found = self.claimed
        for condition in self.conditions:
            found = found & condition.holds
        return found


def text(*parts: str | nw.Expr) -> nw.Expr:
    """Words and columns put together as one text.

    >>> import polars as pl
    >>> frame = nw.from_native(pl.DataFrame({"days": [3]}))
    >>> frame.select(said=text("培训 ", nw.col("days"), " 天"))["said"][0]
    '培训 3 天'
    """
    return nw.concat_str(
        nw.lit(part) if isinstance(part, str) else part.cast(nw.String) for part in parts
    )


def yuan_text(cents: nw.Expr) -> nw.Expr:
    """Cents as an amount of money: 123450 is 1,234.50 元."""
    return text(amount(cents, Kind.MONEY), " 元")


def by_kind(subsidies: tuple[Subsidy, ...], found: dict[str, nw.Expr], other: nw.Expr) -> nw.Expr:
    """For each claim what was found for its kind; `other` for kinds without."""
    chosen = other
    for subsidy in subsidies:
        if subsidy.kind in found:
            chosen = nw.when(subsidy.claimed).then(found[subsidy.kind]).otherwise(chosen)
    return chosen
