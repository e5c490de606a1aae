"""A scheme over a whole population: Narwhals expressions over 64-bit integers (整体计算)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from .definitions import Definition
from .engine import computed
from .errors import InputRefusedError, Problem
from .parameters import Values
from .reading import LINE, TextTable, TypedTable
from .scheme import STEP_COLUMNS, Outcome, Scheme

Frame = nw.LazyFrame[pl.LazyFrame]
_AT_ONCE = 50_000  # rows whose steps are made together: 800 MB with 29 steps a row


@dataclass(frozen=True)
class Forbidden:
    """Rows right cell by cell that yet cannot be: where `where` holds, `column` is wrong.

    `empty`: only where nothing stands in the cell, which for numbers `where` cannot tell from 0.
    """

    column: str
    where: pl.Expr
    message: str
    empty: bool = False

    def rows(self, table: TextTable, typed: pl.DataFrame) -> list[tuple[int, str]]:
        """Line and text of the cells that are wrong."""
        wrong = typed.select(self.where).to_series()
        cells = table.frame.select(LINE, self.column).filter(wrong)
        return (cells.filter(pl.col(self.column) == "") if self.empty else cells).rows()


class PopulationScheme(Scheme):
    """A scheme written as expressions, so that it runs in memory and on Spark.

    `score` adds the output columns to the typed input (its columns stay, with the row's line as
    `LINE`, the last resort of every order); `explain` makes the steps from the scored table, one
    table of `STEP_COLUMNS` a criterion, in the order people read them (with `LINE` where a
    criterion does not concern every row) and sees a piece of it at a time: what it says of other
    rows (neighbours, who is to be passed) `beside` has added to the whole; `forbidden` names rows
    that cannot be.
    """

    def __init__(
        self,
        definition: Definition,
        score: Callable[[Frame, Values], Frame],
        explain: Callable[[pl.DataFrame, Values], list[pl.DataFrame]],
        *,
        beside: Callable[[pl.DataFrame, Values], pl.DataFrame] | None = None,
        forbidden: tuple[Forbidden, ...] = (),
    ) -> None:
        super().__init__(definition)
        self._score, self._explain, self._forbidden = score, explain, forbidden
        self._beside = beside

    def compute(self, table: TypedTable, values: Values, *, engine: str = "local") -> Outcome:
        self.check_force(values.as_of)
        self._refuse(table.texts, table.frame)
        scored = computed(table.frame, lambda frame: self._score(frame, values), engine).sort(LINE)
        names = [column.name for column in self.definition.output]
        return Outcome(scored.select(names), lambda: self._parts(scored, values))

    def _refuse(self, table: TextTable, typed: pl.DataFrame) -> None:
        problems = [
            Problem(line, rule.column, value, rule.message)
            for rule in self._forbidden
            for line, value in rule.rows(table, typed)
        ]
        if problems:
            raise InputRefusedError(table.file, sorted(problems, key=lambda p: p.row))

    def _parts(self, scored: pl.DataFrame, values: Values) -> Iterator[pl.DataFrame]:
        whole = self._beside(scored, values) if self._beside else scored
        for piece in whole.sort(LINE).iter_slices(_AT_ONCE):
            yield self._steps(piece, values)

    def _steps(self, scored: pl.DataFrame, values: Values) -> pl.DataFrame:
        """All steps, subject by subject in the order of the input."""
        parts = [
            (part if LINE in part.columns else part.with_columns(scored[LINE]))
            .select(LINE, *STEP_COLUMNS)
            .with_columns(pl.lit(at).alias("__at__"))
            for at, part in enumerate(self._explain(scored, values))
        ]
        return pl.concat(parts).sort(LINE, "__at__").select(STEP_COLUMNS)
