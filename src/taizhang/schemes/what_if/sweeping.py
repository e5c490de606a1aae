"""One parameter over many values: what each costs and whom it moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from ..definitions import Definition
from ..parameters import Values
from ..reading import TypedTable
from ..running import Run, compute_again, values_for
from ..scheme import Scheme
from ..types import Column
from .columns import found_columns, levels_of
from .comparing import Comparison, compare
from .parts import Part, part_named
from .totals import Total


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """What one value of the parameter leads to, held against the run it is compared with.

    `totals`: of every amount; `moved`: rows in which anything differs; `changed`: rows by column;
    `levels`: how many rows stand at each level of a column with few (stars), by (column, level).
    """

    value: str
    totals: tuple[Total, ...]
    moved: int
    changed: Mapping[str, int]
    levels: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Sweep:
    """The points of a sweep in the order asked for (逐值推演).

    `part`: the parameter that varies, with its value in the run all are compared with.
    """

    scheme: Scheme
    base: Run
    part: Part
    points: tuple[SweepPoint, ...]

    @property
    def levels(self) -> tuple[tuple[Column, str, str], ...]:
        """The levels that are counted: column, code, word."""
        return _levels(self.scheme.definition)


def sweep(
    scheme: Scheme,
    table: TypedTable,
    *,
    path: str,
    values: Sequence[str],
    as_of: date,
    settings: Mapping[str, str] | None = None,
    engine: str = "local",
) -> Sweep:
    """Compute a table once for every value of one parameter; the table is typed once.

    All points are held against the run with `settings` alone; where the parameter has no value
    of its own there, against the first point.

    Raises:
        SchemeError: as `compute_run`; `BadSettingError` for a path or value that cannot be.
    """
    given = dict(settings or {})
    sets = [values_for(scheme, as_of=as_of, settings={**given, path: value}) for value in values]
    start = _start(scheme, path, given, sets[0], as_of)
    base = compute_again(scheme, table, start, engine=engine)
    points = []
    for value, setting in zip(values, sets, strict=True):
        run = compute_again(scheme, table, setting, engine=engine)
        points.append(_point(value, compare(base, run)))
    return Sweep(scheme, base, part_named(scheme.definition, start, path), tuple(points))


def _start(
    scheme: Scheme, path: str, given: Mapping[str, str], first: Values, as_of: date
) -> Values:
    """The values all are compared with."""
    parameter = next(p for p in scheme.definition.parameters if p.name == path.split(".")[0])
    if not parameter.values and path not in given:
        return first
    return values_for(scheme, as_of=as_of, settings=given)


def _point(value: str, comparison: Comparison) -> SweepPoint:
    definition = comparison.old.scheme.definition
    return SweepPoint(
        value=value,
        totals=comparison.totals,
        moved=comparison.moved,
        changed={change.column.name: change.rows for change in comparison.changes},
        levels=_counted(comparison.new.outcome.frame, definition),
    )


def _levels(definition: Definition) -> tuple[tuple[Column, str, str], ...]:
    return tuple(
        (column, code, word)
        for column in found_columns(definition)
        for code, word in levels_of(column).items()
    )


def _counted(frame: pl.DataFrame, definition: Definition) -> dict[tuple[str, str], int]:
    levels = _levels(definition)
    if not levels:
        return {}
    counts = frame.select(
        (pl.col(column.name).cast(pl.String) == code).sum().alias(str(at))
        for at, (column, code, _) in enumerate(levels)
    ).row(0)
    return {(c.name, code): int(n) for (c, code, _), n in zip(levels, counts, strict=True)}
