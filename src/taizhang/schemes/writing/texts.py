"""A result as texts: money with two places, points and percentages with four, true and false."""

import polars as pl

from ..types import Column, Kind

WRITTEN = {kind: kind.written for kind in Kind if kind.is_number}
"""Decimals written."""


def texts_of(frame: pl.DataFrame, columns: tuple[Column, ...]) -> pl.DataFrame:
    """The table as it is written in CSV, under the same names; nothing as ""."""
    return frame.select(_text(column) for column in columns)


def _text(column: Column) -> pl.Expr:
    value = pl.col(column.name)
    if column.kind.is_number:
        units = written_units(value, column.kind)
        return decimal_text(units, WRITTEN[column.kind]).fill_null("").alias(column.name)
    if column.kind is Kind.FLAG:
        words = value.replace_strict({True: "true", False: "false"}, return_dtype=pl.String)
        return words.fill_null("")
    return value.cast(pl.String).fill_null("")


def written_units(value: pl.Expr, kind: Kind) -> pl.Expr:
    """Smallest units rounded half up to the decimals that are written."""
    by = 10 ** (kind.places - WRITTEN[kind])
    if by == 1:
        return value
    up, down = (value * 2 + by) // (2 * by), -((value * -2 + by) // (2 * by))
    return pl.when(value >= 0).then(up).otherwise(down)


def decimal_text(units: pl.Expr, places: int) -> pl.Expr:
    """Whole units as a decimal number: -5 with two places is -0.05."""
    if not places:
        return units.cast(pl.String)
    by = 10**places
    whole = (units.abs() // by).cast(pl.String)
    rest = (units.abs() % by).cast(pl.String).str.zfill(places)
    sign = pl.when(units < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(sign, whole, pl.lit("."), rest)
