"""The columns of a result by what they are, told from their kinds alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from os.path import commonprefix

from ..definitions import Definition
from ..types import Column, Kind

RANK = "rank"
TOTAL = "total_score"
_POINTS = "points_"
_COUNTY = "county"


def result_keys(definition: Definition) -> tuple[str, ...]:
    """The columns that tell the rows of a result apart.

    The keys of the input that the result shows; where it shows none (a row a project out of rows
    of payments), its first column.
    """
    shown = [column.name for column in definition.output]
    keys = tuple(key for key in definition.keys if key in shown)
    return keys or (shown[0],)


def carried_columns(definition: Definition) -> tuple[Column, ...]:
    """Result columns that only repeat the input (a name, a kind): nothing can move in them."""
    given = {column.name for column in definition.columns}
    keys = result_keys(definition)
    return tuple(c for c in definition.output if c.name in given and c.name not in keys)


def found_columns(definition: Definition) -> tuple[Column, ...]:
    """Result columns that the scheme computes: what a change of parameters can move."""
    given = {column.name for column in definition.columns} | set(result_keys(definition))
    return tuple(column for column in definition.output if column.name not in given)


def money_columns(definition: Definition) -> tuple[Column, ...]:
    """Computed amounts whose rows add up to something (`Column.adds_up`)."""
    found = found_columns(definition)
    return tuple(column for column in found if column.kind is Kind.MONEY and column.adds_up)


def levels_of(column: Column) -> Mapping[str, str]:
    """The few things that can stand in a column, and how people read them; {} when it is open.

    Yes; the codes of a choice; the whole numbers of a count that declares its most (stars).
    """
    if column.kind is Kind.FLAG:
        return {"true": "是"}
    if column.kind is Kind.CHOICE:
        return dict(column.choices)
    if column.kind is Kind.COUNT and column.most is not None:
        least = int(column.least or 0)
        levels = range(least, int(column.most) + 1)
        return {str(level): f"{level} {column.unit}".strip() for level in levels}
    return {}


def county_column(definition: Definition) -> Column | None:
    """The input column that says whose county finance a row concerns, if there is one."""
    return next(
        (
            column
            for column in definition.columns
            if column.kind is Kind.TEXT
            and (column.name == _COUNTY or column.name.endswith(f"_{_COUNTY}"))
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a score and the columns in which its points stand.

    `columns`: names of points columns and the part of a parameter by which each counts in the
    total (`phase_share_pct.routine`), "" where all of it counts.
    """

    code: str
    label: str
    columns: Mapping[str, str]


def criteria_of(definition: Definition) -> tuple[Criterion, ...]:
    """The criteria of a scheme: its `points_…` columns, those of one criterion together."""
    found: dict[str, list[Column]] = {}
    for column in definition.output:
        if column.kind is Kind.POINTS and column.name.startswith(_POINTS):
            code = column.criterion or column.name.removeprefix(_POINTS)
            found.setdefault(code, []).append(column)
    return tuple(
        Criterion(code, _common(columns), {c.name: c.weight for c in columns})
        for code, columns in found.items()
    )


def _common(columns: list[Column]) -> str:
    """What the labels of a criterion's columns end alike in: 平时·税收、年终·税收 → 税收."""
    ends = commonprefix([column.label[::-1] for column in columns])[::-1]
    return ends.lstrip("·：:、 ") or columns[0].label
