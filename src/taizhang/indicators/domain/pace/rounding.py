"""Exact figures as people read them (四舍五入): half up, away from zero below zero."""

from decimal import Decimal
from fractions import Fraction


def half_up(exact: Fraction, places: int) -> Decimal:
    """A fraction with so many places; exact at any size, and never a negative zero.

    >>> half_up(Fraction(-1, 8), 2), half_up(Fraction(-1, 1000), 2), half_up(Fraction(200, 3), 4)
    (Decimal('-0.13'), Decimal('0.00'), Decimal('66.6667'))
    """
    scaled = abs(exact.numerator) * 10**places
    whole = (2 * scaled + exact.denominator) // (2 * exact.denominator)
    sign = 1 if exact < 0 and whole else 0
    return Decimal((sign, tuple(int(digit) for digit in str(whole)), -places))
