"""The words in which a scheme is written: columns, rows, steps, results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

Value: TypeAlias = str | int | bool | date | Decimal | Fraction | None
"""What a cell holds in a row scheme: money, percentages and points exactly, none as None."""


class Kind(Enum):
    """What a column holds; `places`: the decimals a whole number of its smallest unit stands for.

    In a table money is whole cents, points whole hundred-millionths, a percentage whole millionths
    of a percentage point, all as 64-bit integers, because decimals and quotients differ between
    engines.
    """

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    NUMBER = "number"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    DATE = "date"
    PERIOD = "period"

    @property
    def places(self) -> int:
        """Decimals kept in a table; 0 for everything that is no decimal number."""
        return {Kind.MONEY: 2, Kind.POINTS: 8, Kind.PERCENT: 6, Kind.NUMBER: 6}.get(self, 0)

    @property
    def written(self) -> int:
        """Decimals written in a result."""
        return min(self.places, 4)

    @property
    def is_number(self) -> bool:
        """Whether a table keeps it as a 64-bit integer."""
        return self in {Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.NUMBER, Kind.COUNT}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an input or a result.

    `label`: its Chinese head; `unit`: 元, %, 家 …; `required`: no cell may be empty; `optional`:
    the whole column may be missing; `least`, `most`: bounds of its values; `choices`: the codes
    that may stand there and their Chinese words, a cell without one means none; `note`: a
    sentence for people who fill it in; `adds_up`: whether a sum of its rows means something (a
    balance does not); `criterion`, `weight`: of points, the criterion they belong to where the
    name does not say it, and the part of a parameter by which they count in the total.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    required: bool = False
    optional: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    adds_up: bool = True
    criterion: str = ""
    weight: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What a list to choose from shows, 国家级（national）, and the code it means."""
        return {f"{word}（{code}）": code for code, word in self.choices.items()}

    @property
    def head(self) -> str:
        """The Chinese head with the unit: 营业收入（元）."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an input: typed cells by column name, and its place in the file."""

    line: int  # from 1, the header included
    cells: Mapping[str, Value]

    def __getitem__(self, column: str) -> Value:
        return self.cells[column]

    def text(self, column: str) -> str:
        """The text of a text, choice or period column; "" for none."""
        value = self.cells[column]
        return "" if value is None else str(value)

    def number(self, column: str) -> Decimal:
        """The number of a money, percentage, points or number column; an empty cell is 0."""
        value = self.cells[column]
        assert value is None or isinstance(value, Decimal), column
        return value or Decimal(0)

    def given(self, column: str) -> bool:
        """Whether anything stood in the cell."""
        return self.cells[column] not in (None, "")

    def count(self, column: str) -> int:
        """The whole number of a count column; an empty cell is 0."""
        value = self.cells[column]
        assert value is None or isinstance(value, int), column
        return value or 0

    def flag(self, column: str) -> bool:
        """The yes or no of a flag column; an empty cell is no."""
        return bool(self.cells[column])

    def day(self, column: str) -> date:
        """The date of a date column that must have one."""
        value = self.cells[column]
        assert isinstance(value, date), column
        return value


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: what went in, the rule that was used, what came out, its clause.

    `criterion` is the code, `label` its Chinese name; `points` what the step gives (points, yuan,
    or a word such as 是), as people read it; `source` document and clause.
    """

    criterion: str
    label: str
    input: str
    rule: str
    points: str
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a row scheme found for one subject: the cells of its result row and the steps to it."""

    subject: str
    cells: Mapping[str, Value]
    steps: tuple[Step, ...] = ()
