"""Comparisons, sweeps and sensitivities as tables and files."""

from decimal import Decimal
from pathlib import Path

import polars as pl

from ..errors import OutputError
from ..exact import scaled
from ..scheme import type_of
from ..types import Column, Kind
from ..writing import write_table
from .columns import found_columns, levels_of, money_columns, result_keys
from .comparing import Comparison
from .sensitivity import Sensitivity
from .sweeping import Sweep

SUM = "合计"
_MOST = 2**63
Table = tuple[pl.DataFrame, tuple[Column, ...]]


def comparison_table(comparison: Comparison) -> Table:
    """The rows of a comparison and a last row 合计 with the sums of every amount."""
    keys = result_keys(comparison.old.scheme.definition)
    last: dict[str, str | int] = {keys[0]: SUM}
    for total in comparison.totals:
        for side in ("old", "new", "difference"):
            last[f"{total.column.name}_{side}"] = _cents(getattr(total, side))
    rows = comparison.frame.with_columns(pl.col(keys[0]).cast(pl.String))
    sums = pl.DataFrame({name: [last.get(name)] for name in rows.columns}, schema=rows.schema)
    return pl.concat([rows, sums]), comparison.columns


def _cents(yuan: Decimal) -> int:
    cents = scaled(yuan, 2)
    if not -_MOST <= cents < _MOST:
        raise OutputError(f"合计 {yuan:,.2f} 元过大，写不进表格。")
    return cents


def sweep_table(sweep: Sweep) -> Table:
    """A row a value: the sums, how many rows move, how many stand at each level."""
    definition = sweep.scheme.definition
    money = money_columns(definition)
    counted = [c for c in found_columns(definition) if c.kind is Kind.COUNT or levels_of(c)]
    columns = (
        Column("value", sweep.part.label, Kind.TEXT, sweep.part.parameter.unit),
        *(Column(c.name, f"{c.label}合计", Kind.MONEY, "元") for c in money),
        *(Column(f"{c.name}_difference", f"{c.label}合计·差", Kind.MONEY, "元") for c in money),
        Column("moved", "有变化的行", Kind.COUNT),
        *(Column(f"changed_{c.name}", f"{c.label}有变化的行", Kind.COUNT) for c in counted),
        *(Column(f"{c.name}_{k}", f"{c.label}：{w}", Kind.COUNT) for c, k, w in sweep.levels),
    )
    rows: list[tuple[object, ...]] = [
        (
            point.value,
            *(_cents(total.new) for total in point.totals),
            *(_cents(total.difference) for total in point.totals),
            point.moved,
            *(point.changed[c.name] for c in counted),
            *(point.levels[c.name, code] for c, code, _ in sweep.levels),
        )
        for point in sweep.points
    ]
    return _frame(rows, columns), columns


def sensitivity_table(found: Sensitivity) -> Table:
    """Two rows a criterion: its points up and down."""
    columns = (
        Column("criterion", "代码", Kind.TEXT),
        Column("label", "分项", Kind.TEXT),
        Column("change_pct", "得分变动", Kind.PERCENT, "%"),
        Column("changed_rank", "名次变化的个数", Kind.COUNT),
        Column("largest_move", "最多变动的名次", Kind.COUNT),
        *(Column(f"changed_{c.name}", f"{c.label}变化的个数", Kind.COUNT) for c in found.graded),
        Column("swapped_pairs", f"前 {found.first} 名中次序颠倒的对数", Kind.COUNT),
        Column("pairs", f"前 {found.first} 名的对数", Kind.COUNT),
        Column("swapped_pct", "颠倒的比例", Kind.PERCENT, "%"),
    )
    rows: list[tuple[object, ...]] = [
        (
            shift.criterion.code,
            shift.criterion.label,
            shift.change * 10**Kind.PERCENT.places,
            shift.ranks,
            shift.largest,
            *(shift.levels[column.name] for column in found.graded),
            shift.swapped,
            shift.pairs,
            scaled(shift.share * 100, Kind.PERCENT.places),
        )
        for shift in found.shifts
    ]
    return _frame(rows, columns), columns


def _frame(rows: list[tuple[object, ...]], columns: tuple[Column, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={c.name: type_of(c) for c in columns}, orient="row")


def write_comparison(comparison: Comparison, path: Path, *, chinese: bool = False) -> None:
    """Write the rows and the sums of a comparison; `OutputError`."""
    title = f"{comparison.old.scheme.definition.title}：改动前后对照"
    _write(comparison_table(comparison), path, title, chinese)


def write_sweep(sweep: Sweep, path: Path, *, chinese: bool = False) -> None:
    """Write a sweep; `OutputError`."""
    _write(sweep_table(sweep), path, f"{sweep.scheme.definition.title}：逐值推演", chinese)


def write_sensitivity(found: Sensitivity, path: Path, *, chinese: bool = False) -> None:
    """Write a sensitivity; `OutputError`."""
    title = f"{found.run.scheme.definition.title}：敏感性"
    _write(sensitivity_table(found), path, title, chinese)


def _write(table: Table, path: Path, title: str, chinese: bool) -> None:
    frame, columns = table
    write_table(frame, columns, path, title=title, chinese=chinese)
