"""Checked texts as what they mean: a table of 64-bit integers, or rows of exact numbers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import polars as pl

from ..types import Column, Kind, Row, Value
from .files import LINE, TextTable

_TRUE = ("true", "1", "是")
_NONE = ("none", "无")


@dataclass(frozen=True)
class TypedTable:
    """A checked input as what its cells mean; each form is made once, when it is first needed.

    A scheme that is computed again and again over one file (a sweep) reads it once.
    """

    texts: TextTable
    columns: tuple[Column, ...]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """Columns of 64-bit integers, see `table_of`."""
        return table_of(self.texts, self.columns)

    @cached_property
    def rows(self) -> list[Row]:
        """Rows of exact values, see `rows_of`."""
        return rows_of(self.texts, self.columns)


def table_of(table: TextTable, columns: tuple[Column, ...]) -> pl.DataFrame:
    """The input as columns: numbers in their smallest unit as 64-bit integers, yes and no as
    Boolean, choices as codes ("" for none), dates as dates; an empty number is 0.

    A percentage with more decimals than a table keeps is rounded down, which leaves it on the
    same side of every bound a parameter can have.
    """
    return table.frame.select(pl.col(LINE), *(_typed(column) for column in columns))


def _typed(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    if column.kind.is_number:
        return floor_units(text, column.kind.places).alias(column.name)
    if column.kind is Kind.FLAG:
        return _flag(text).alias(column.name)
    if column.kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d", strict=False).alias(column.name)
    if column.kind is Kind.CHOICE:
        words = column.words | dict.fromkeys(_NONE, "")
        return text.replace(words).alias(column.name)
    return text


def _flag(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace(r"\.0+$", "").is_in(_TRUE)


def floor_units(text: pl.Expr, places: int) -> pl.Expr:
    """Whole smallest units of a number in text, rounded down (exact where no more decimals)."""
    whole = text.str.extract(r"^[+-]?([0-9]+)").cast(pl.Int64).fill_null(0)
    decimals = _decimals(text)
    kept = (decimals + "0" * places).str.slice(0, places) if places else pl.lit("0")
    units = whole * 10**places + kept.cast(pl.Int64).fill_null(0)
    finer = has_finer(text, places).cast(pl.Int64)
    return pl.when(text.str.starts_with("-")).then(-units - finer).otherwise(units)


def has_finer(text: pl.Expr, places: int) -> pl.Expr:
    """Whether a number in text has digits beyond so many decimals."""
    return _decimals(text).str.slice(places).str.contains("[1-9]")


def _decimals(text: pl.Expr) -> pl.Expr:
    return text.str.extract(r"\.([0-9]+)$").fill_null("")


def rows_of(table: TextTable, columns: tuple[Column, ...]) -> list[Row]:
    """The input as rows of exact values, in the order of the file; an empty cell is None."""
    return [
        Row(
            int(given[LINE]),
            {column.name: _value(given[column.name], column) for column in columns},
        )
        for given in table.frame.iter_rows(named=True)
    ]


def _value(text: str, column: Column) -> Value:
    if column.kind is Kind.FLAG:
        return text.lower().removesuffix(".0") in _TRUE
    if column.kind is Kind.CHOICE:
        words = column.words | dict.fromkeys(_NONE, "")
        return words.get(text, text)
    if not text or column.kind in {Kind.TEXT, Kind.PERIOD}:
        return text or None
    if column.kind is Kind.DATE:
        return date.fromisoformat(text)
    return int(Decimal(text)) if column.kind is Kind.COUNT else Decimal(text)
