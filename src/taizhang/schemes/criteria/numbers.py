"""Whole columns of numbers as people read them; single ones are in `wording`."""

import narwhals as nw

from ..exact import POINT
from ..types import Column, Kind


def amount(column: nw.Expr, kind: Kind) -> nw.Expr:
    """Smallest units as a number without its unit: money with separators and two places."""
    if kind is Kind.MONEY:
        return _money(column)
    return _plain(column, kind.places) if kind.places else column.cast(nw.String)


def figure(column: Column) -> nw.Expr:
    """A subject's own number with its unit: 1,234.50 元, 12.5%, 3 个."""
    text = amount(nw.col(column.name), column.kind)
    gap = "" if column.kind is Kind.PERCENT else " "
    return nw.concat_str(text, nw.lit(f"{gap}{column.unit}"))


def points_text(points: nw.Expr) -> nw.Expr:
    """Hundred-millionths of a point as a number without idle zeros."""
    return _plain(points, POINT)


def _plain(column: nw.Expr, places: int) -> nw.Expr:
    digits = nw.concat_str(_whole(column, places), nw.lit("."), _rest(column, places))
    return nw.concat_str(_sign(column), digits.str.replace(r"\.?0+$", ""))


def _money(column: nw.Expr) -> nw.Expr:
    whole = _whole(column, 2).str.zfill(15)
    groups = [whole.str.slice(at, 3) for at in range(0, 15, 3)]
    grouped = nw.concat_str(*groups, separator=",").str.replace(r"^[0,]+([0-9])", "$1")
    return nw.concat_str(_sign(column), grouped, nw.lit("."), _rest(column, 2))


def _sign(column: nw.Expr) -> nw.Expr:
    return nw.when(column < 0).then(nw.lit("-")).otherwise(nw.lit(""))


def _whole(column: nw.Expr, places: int) -> nw.Expr:
    by: int = 10**places
    return (column.abs() // by).cast(nw.String)


def _rest(column: nw.Expr, places: int) -> nw.Expr:
    by: int = 10**places
    return (column.abs() % by).cast(nw.String).str.zfill(places)
