"""All counties of one phase together: the city's figures, the best of each column."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..parameters import Values
from ..types import Column, Row

ROUTINE, YEAR_END = PHASES = ("routine", "year_end")


@dataclass(frozen=True)
class Field:
    """The counties of one phase and what each of them is held against."""

    phase: str
    rows: tuple[Row, ...]
    values: Values
    columns: dict[str, Column]

    def city(self, column: str) -> Decimal:
        """The city's figure: the phase's own where one is set, otherwise that of both phases."""
        own = f"city_{column}_{self.phase}"
        return self.values.number(own if self.values.given(own) else f"city_{column}")

    def best(self, column: str) -> "Best":
        """The best value of a column over all counties of the phase, ranked or not."""
        return self._bests[column]

    @cached_property
    def _bests(self) -> dict[str, "Best"]:
        numbers = [name for name, column in self.columns.items() if column.kind.is_number]
        return {name: _best(name, self.rows) for name in numbers}


@dataclass(frozen=True)
class Best:
    """The best value of a column and the counties that have it, by name."""

    value: Decimal
    counties: tuple[str, ...]


def number(row: Row, column: str) -> Decimal:
    """The number in a cell; an empty one is 0. To be compared; for sums make it a Fraction."""
    value = row[column]
    assert value is None or isinstance(value, int | Decimal), column
    return Decimal(value or 0)


def _best(column: str, rows: Sequence[Row]) -> Best:
    value = max(number(row, column) for row in rows)
    names = sorted(row.text("county") for row in rows if number(row, column) == value)
    return Best(value, tuple(names))
