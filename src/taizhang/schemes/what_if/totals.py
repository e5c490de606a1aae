"""What a change costs: sums of every amount before and after, for all and by county."""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from ..reading import table_of
from ..running import Run
from ..types import Column
from .columns import county_column, money_columns, result_keys

_CENTS = -2
_SHOWN = "__county__"


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of an amount in the old and in the new result, in yuan, exact."""

    column: Column
    old: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        """What the change costs; negative: what it saves."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class CountyTotal:
    """What the rows of one county come to; `county` is "" for rows that name none."""

    county: str
    totals: tuple[Total, ...]


def summed(values: pl.Series) -> Decimal:
    """The sum of whole cents in yuan; wider than 64 bits, so that no sum can wrap."""
    return Decimal(int(values.cast(pl.Int128).sum() or 0)).scaleb(_CENTS)


def totals_of(frame: pl.DataFrame, columns: tuple[Column, ...]) -> tuple[Total, ...]:
    """The sums over a table that holds `x_old` and `x_new` for each column."""
    return tuple(
        Total(c, summed(frame[f"{c.name}_old"]), summed(frame[f"{c.name}_new"])) for c in columns
    )


def county_totals(joined: pl.DataFrame, runs: tuple[Run, ...]) -> tuple[CountyTotal, ...]:
    """The sums by county, by name; () where the input has none or pays nothing."""
    definition = runs[0].scheme.definition
    money, county = money_columns(definition), county_column(definition)
    keys = result_keys(definition)
    if not money or county is None or not {*keys} <= {c.name for c in definition.columns}:
        return ()
    needed = tuple(c for c in definition.columns if c.name in {*keys, county.name})
    # The last run speaks: in a correction it is the corrected one.
    parts = [table_of(run.table, needed) for run in reversed(runs)]
    known = pl.concat(parts).select(*keys, pl.col(county.name).alias(_SHOWN))
    rows = joined.join(known.unique(keys, keep="first", maintain_order=True), on=list(keys))
    names = sorted(rows[_SHOWN].unique().to_list())
    return tuple(
        CountyTotal(name, totals_of(rows.filter(pl.col(_SHOWN) == name), money)) for name in names
    )
