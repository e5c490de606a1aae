"""The two kinds of schemes: over rows in plain Python, over a population in expressions.

Both turn a checked input into the same thing, an `Outcome`: a table in which money is whole
cents and points are whole hundred-millionths, and a table of the steps that led to it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from .definitions import Definition
from .errors import EngineError, InputRefusedError, NotInForceError, Problem, ResultTooLargeError
from .exact import half_up, scaled
from .parameters import Values
from .reading import TextTable, TypedTable, check_texts
from .types import Column, Judged, Kind, Row, Value

STEP_COLUMNS = ("subject", "criterion", "label", "input", "rule", "points", "source")
_TOO_LARGE = 10**18  # smallest units; twice as much still fits 64 bits, which rounding needs
_TYPES: dict[Kind, pl.DataType] = {
    Kind.FLAG: pl.Boolean(),
    Kind.DATE: pl.Date(),
    **{kind: pl.Int64() for kind in Kind if kind.is_number},
}


@dataclass(frozen=True)
class Outcome:
    """What a run found: the result as a table, and how to explain it.

    `frame` has the output columns in their order, numbers as integers in the smallest unit;
    `parts` gives the long table of steps (`STEP_COLUMNS`, texts) in pieces, made when they are
    asked for: a million enterprises have thirty million steps; `notices` are sentences for people
    that concern the whole run.
    """

    frame: pl.DataFrame
    parts: Callable[[], Iterator[pl.DataFrame]] = field(repr=False)
    notices: tuple[str, ...] = ()

    def explain(self) -> pl.DataFrame:
        """All steps as one table, subject by subject in the order of the input."""
        return pl.concat(list(self.parts()))


class Scheme(ABC):
    """A rule set of a policy: a pure function from a table to a table."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.name = definition.name

    def check(self, table: TextTable) -> None:
        """Hold the cells and keys of an input against the columns; `InputRefusedError`."""
        check_texts(table, self.definition.columns, self.definition.keys)

    def check_force(self, day: date) -> None:
        """Stop on a day outside the days in force; `NotInForceError` with the sentence."""
        if why := self.definition.in_force.sentence(self.name, day):
            raise NotInForceError(why)

    def typed(self, table: TextTable) -> TypedTable:
        """A checked input, ready to be computed as often as is wanted; `InputRefusedError`."""
        self.check(table)
        return TypedTable(table, self.definition.columns)

    @abstractmethod
    def compute(self, table: TypedTable, values: Values, *, engine: str = "local") -> Outcome:
        """The outcome of a checked input with the values of a day.

        Raises:
            InputRefusedError: rows that contradict each other or lack what their kind needs.
            NotInForceError: the day lies outside, and the scheme stops there.
            EngineError: the engine cannot compute this scheme.
        """


@dataclass
class Refusals:
    """What a scheme finds wrong in rows that are right cell by cell."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, row: Row, column: str, message: str) -> None:
        """Note a problem of a cell."""
        value = row.cells.get(column)
        self.problems.append(
            Problem(row.line, column, "" if value is None else str(value), message)
        )

    def add_file(self, message: str) -> None:
        """Note a problem of the file as a whole."""
        self.problems.append(Problem(0, "", "", message))


Check = Callable[[Sequence[Row], Values, Refusals], None]
Compute = Callable[[Sequence[Row], Values], Iterable[Judged]]


class RowScheme(Scheme):
    """A scheme with few rows or a running state: plain Python with exact numbers (逐行计算).

    `check` notes rows that cannot be computed; `compute` judges all rows. `outside`: what it
    finds on a day outside the days in force; None: it stops there.
    """

    def __init__(
        self,
        definition: Definition,
        compute: Compute,
        *,
        check: Check | None = None,
        outside: Callable[[Sequence[Row], Values, str], Iterable[Judged]] | None = None,
    ) -> None:
        super().__init__(definition)
        self._check, self._compute, self._outside = check, compute, outside

    def check_force(self, day: date) -> None:
        if self._outside is None:
            super().check_force(day)

    def compute(self, table: TypedTable, values: Values, *, engine: str = "local") -> Outcome:
        self.check_force(values.as_of)
        if engine != "local":
            raise EngineError(f"{self.name} 逐行计算，只在单机上运行，请不要写 --engine {engine}。")
        why = self.definition.in_force.sentence(self.name, values.as_of)
        rows = table.rows
        refusals = Refusals()
        if self._check:
            self._check(rows, values, refusals)
        if refusals.problems:
            raise InputRefusedError(
                table.texts.file, sorted(refusals.problems, key=lambda p: p.row)
            )
        if why and self._outside:
            judged = tuple(self._outside(rows, values, why))
        else:
            judged = tuple(self._compute(rows, values))
        frame = self._written(judged, table.texts.file)
        return Outcome(frame, lambda: iter((_steps(judged),)), (why,) if why else ())

    def _written(self, judged: tuple[Judged, ...], file: str) -> pl.DataFrame:
        try:
            return frame_of(judged, self.definition.output)
        except ResultTooLargeError as error:
            raise ResultTooLargeError(f"{file}：{error}") from error


def frame_of(judged: Iterable[Judged], columns: tuple[Column, ...]) -> pl.DataFrame:
    """Result rows as a table; exact numbers are rounded half up to the decimals written."""
    judged = tuple(judged)
    return pl.DataFrame(
        {
            c.name: pl.Series(c.name, [_cell(j, c) for j in judged], dtype=type_of(c))
            for c in columns
        }
    )


def type_of(column: Column) -> pl.DataType:
    """How a table keeps a column."""
    return _TYPES.get(column.kind, pl.String())


def _cell(judged: Judged, column: Column) -> Value:
    value = judged.cells[column.name]
    if value is None or isinstance(value, str | bool | date):
        return value
    # At once to the decimals that are written: rounding twice would lift 0.00004999… to 0.0001.
    written = column.kind.written
    finer: int = 10 ** (column.kind.places - written)
    units = scaled(value, written) * finer
    if abs(units) >= _TOO_LARGE:
        found = half_up(value, written)
        raise ResultTooLargeError(
            f"“{judged.subject}”的“{column.head}”算出来是 {found:f}，超出能够记录的范围；"
            "请检查这一行填报的数和 --set 给出的参数。"
        )
    return units


def _steps(judged: Sequence[Judged]) -> pl.DataFrame:
    rows = [
        (j.subject, s.criterion, s.label, s.input, s.rule, s.points, s.source)
        for j in judged
        for s in j.steps
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(STEP_COLUMNS, pl.String), orient="row")
