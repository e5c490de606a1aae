"""Slips of the pen (笔误): one digit mistyped, left out or doubled, or two digits exchanged.

A list that misses its total may simply not be complete. When one mistyped digit makes it fit to
the last place, it was meant to fit: that seldom happens by chance to numbers of three digits.
"""

from __future__ import annotations

from fractions import Fraction

from ..numbers.numerals import multiplier
from .numbers import Number
from .rounding import decimal_text


def printed_digits(number: Number, value: Fraction) -> str | None:
    """The digits of a value in the form of a number; None where more places are needed."""
    scaled = value / multiplier(number.scale)
    if value <= 0 or (scaled * 10**number.places).denominator != 1:
        return None
    return decimal_text(scaled, number.places).replace(".", "")


def slip_weight(number: Number, right: Fraction) -> int:
    """How many digits a number has, if one slip of the pen made it of the right one; else 0."""
    said, meant = printed_digits(number, number.value), printed_digits(number, right)
    if said is None or meant is None or said == meant:
        return 0
    return len(said.strip("0")) if _is_slip(said, meant) else 0


def _is_slip(said: str, meant: str) -> bool:
    if len(said) != len(meant):
        short, long = sorted((said, meant), key=len)
        gone = (long[:at] + long[at + 1 :] for at in range(len(long)))
        return len(long) - len(short) == 1 and len(short) > 2 and short in gone
    differ = [at for at, (one, two) in enumerate(zip(said, meant, strict=True)) if one != two]
    if len(differ) == 1:
        return True
    first, last = differ[0], differ[-1]
    exchanged = said[first] == meant[last] and said[last] == meant[first]
    return len(differ) == 2 and last - first == 1 and exchanged
