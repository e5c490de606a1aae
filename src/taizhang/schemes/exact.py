"""Exact arithmetic, twice the same: for single numbers and for whole columns of integers.

Columns are 64-bit integers in the smallest unit: the only form that Polars and Spark compute
alike; whole quotients go through `quotient`, because Spark's own lose digits.
"""

from decimal import Decimal
from fractions import Fraction

import narwhals as nw

CENT = 2  # places of money
POINT = 8  # places of points: what an office gives may have more decimals than are written
WRITTEN_POINT = 4  # places of points where people read them


def half_up(exact: Decimal | Fraction | int, places: int) -> Decimal:
    """A number rounded half away from zero to so many decimals.

    >>> half_up(Fraction(1, 200), 2), half_up(Decimal("-0.005"), 2)
    (Decimal('0.01'), Decimal('-0.01'))
    """
    return Decimal(scaled(exact, places)).scaleb(-places)


def scaled(exact: Decimal | Fraction | int, places: int) -> int:
    """The whole number of smallest units nearest to a number, halves away from zero.

    >>> scaled(Decimal("12.345"), 2)
    1235
    """
    value = Fraction(exact) * 10**places
    units: int = (abs(value.numerator) * 2 + value.denominator) // (2 * value.denominator)
    return -units if value < 0 else units


def whole_steps(distance: Decimal | Fraction | int, step: Decimal | Fraction | int) -> int:
    """Whole steps in a distance, counted towards zero ("每高0.1个百分点").

    >>> whole_steps(Decimal("0.3"), Decimal("0.1")), whole_steps(Decimal("-0.19"), Decimal("0.1"))
    (3, -1)
    """
    exact = Fraction(distance) / Fraction(step)
    whole: int = abs(exact.numerator) // exact.denominator
    return -whole if exact < 0 else whole


def integer(value: int) -> nw.Expr:
    """A 64-bit integer for expressions; without it literals are 32 bits wide and overflow."""
    return nw.lit(value, nw.Int64)


def quotient(column: nw.Expr, by: int | nw.Expr) -> nw.Expr:
    """Whole quotients rounded down, exact on every engine; `by` > 0 and below 2**46.

    Spark's `//` divides in binary fractions, which lose the last digits beyond 2**53; what the
    first quotient leaves over is small enough to be divided exactly. Give it plain columns: what
    it divides is written out three times.
    """
    first = column // by
    return first + (column - first * by) // by
