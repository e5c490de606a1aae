"""Two runs of one scheme side by side: row by row, and in sum."""

from dataclasses import dataclass, replace

import polars as pl

from ..running import Run
from ..types import Column, Kind
from ..writing.texts import written_units
from .columns import carried_columns, found_columns, levels_of, money_columns, result_keys
from .errors import ComparisonError
from .parts import ChangedPart, changed_parts
from .totals import CountyTotal, Total, county_totals, totals_of

MOVED = Column("moved", "有变化", Kind.FLAG)


@dataclass(frozen=True, slots=True)
class Change:
    """In how many rows a column differs."""

    column: Column
    rows: int


@dataclass(frozen=True, slots=True)
class Transition:
    """How many rows went from one level of a column to another; "" stands for none."""

    column: Column
    old: str
    new: str
    rows: int


@dataclass(frozen=True)
class Comparison:
    """An old and a new result, joined on what tells the rows apart (新旧对照).

    `frame` has the keys, what the rows repeat of the input (as the new run has it), then for
    every computed column `x_old`, `x_new` and, of numbers, `x_difference` (new less old, none
    where one is none), last `moved`: whether any of them differs. Numbers are whole smallest
    units, rounded as they are written, so that the differences are those of what is read. Rows
    stand in the old order, rows that only the new result has at the end.
    """

    old: Run
    new: Run
    frame: pl.DataFrame
    columns: tuple[Column, ...]
    changes: tuple[Change, ...]
    transitions: tuple[Transition, ...]
    totals: tuple[Total, ...]
    counties: tuple[CountyTotal, ...]

    @property
    def rows(self) -> int:
        """How many rows the two results have together."""
        return self.frame.height

    @property
    def moved(self) -> int:
        """In how many rows anything differs."""
        return int(self.frame["moved"].sum())

    @property
    def settings(self) -> tuple[ChangedPart, ...]:
        """The parameters in which the runs differ."""
        return changed_parts(self.old.scheme.definition, self.old.values, self.new.values)


def compare(old: Run, new: Run) -> Comparison:
    """Lay two runs of a scheme side by side.

    Raises:
        ComparisonError: two schemes, or a result whose rows cannot be told apart.
    """
    definition = old.scheme.definition
    if old.scheme.name != new.scheme.name:
        raise ComparisonError(f"不能比较两项不同的办法：{old.scheme.name}、{new.scheme.name}。")
    joined = _joined(old, new)
    columns = (
        *(c for c in definition.output if c.name in result_keys(definition)),
        *carried_columns(definition),
        *(side for c in found_columns(definition) for side in _sides(c)),
        MOVED,
    )
    frame = joined.select(c.name for c in columns)
    return Comparison(
        old=old,
        new=new,
        frame=frame,
        columns=columns,
        changes=_changes(frame, found_columns(definition)),
        transitions=_transitions(frame, found_columns(definition)),
        totals=totals_of(frame, money_columns(definition)),
        counties=county_totals(frame, (old, new)),
    )


def _sides(column: Column) -> tuple[Column, ...]:
    """The columns in which an old and a new value and their difference stand."""
    names = [("old", "原"), ("new", "新")]
    if column.kind.is_number:
        names.append(("difference", "差"))
    return tuple(
        replace(column, name=f"{column.name}_{code}", label=f"{column.label}·{word}")
        for code, word in names
    )


def _joined(old: Run, new: Run) -> pl.DataFrame:
    definition = old.scheme.definition
    keys = list(result_keys(definition))
    for run in (old, new):
        if run.outcome.frame.select(keys).is_duplicated().any():
            raise ComparisonError(
                f"{run.scheme.name} 的结果里{'、'.join(keys)}有重复，不能逐行比较。"
            )
    found = [column.name for column in found_columns(definition)]
    carried = [column.name for column in carried_columns(definition)]
    left, right = (
        _as_written(run).select(*keys, *(pl.col(n).alias(f"{n}_{side}") for n in found + carried))
        for run, side in ((old, "old"), (new, "new"))
    )
    both = left.join(right, on=keys, how="full", coalesce=True, maintain_order="left_right")
    numbers = [column.name for column in found_columns(definition) if column.kind.is_number]
    return both.with_columns(
        *(pl.coalesce(f"{n}_new", f"{n}_old").alias(n) for n in carried),
        *((pl.col(f"{n}_new") - pl.col(f"{n}_old")).alias(f"{n}_difference") for n in numbers),
        pl.any_horizontal(pl.lit(False), *(_differs(name) for name in found)).alias("moved"),
    )


def _as_written(run: Run) -> pl.DataFrame:
    """A result with its numbers rounded as they are written: what looks equal has not moved."""
    return run.outcome.frame.with_columns(
        written_units(pl.col(c.name), c.kind) * 10 ** (c.kind.places - c.kind.written)
        for c in run.scheme.definition.output
        if c.kind.is_number
    )


def _differs(name: str) -> pl.Expr:
    return pl.col(f"{name}_old").ne_missing(pl.col(f"{name}_new"))


def _changes(frame: pl.DataFrame, columns: tuple[Column, ...]) -> tuple[Change, ...]:
    counts = frame.select(_differs(column.name).sum().alias(column.name) for column in columns)
    return tuple(Change(column, int(counts[column.name][0])) for column in columns)


def _transitions(frame: pl.DataFrame, columns: tuple[Column, ...]) -> tuple[Transition, ...]:
    """Of columns with few levels: from which to which, in the order of the levels."""
    found = []
    for column in (column for column in columns if levels_of(column)):
        sides = [pl.col(f"{column.name}_{s}").cast(pl.String).fill_null("") for s in ("old", "new")]
        pairs = frame.filter(_differs(column.name)).select(sides)
        counted = pairs.group_by(pairs.columns).len().sort(pairs.columns, descending=[True, True])
        found += [Transition(column, old, new, rows) for old, new, rows in counted.rows()]
    return tuple(found)
