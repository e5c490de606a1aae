"""Rounding as bulletins are held to it (修约): half up at the last printed place, nothing cut.

A printed number stands for all true numbers that round to it, a count for itself alone. A
statement fits when some choice of the true numbers, rounded half up, prints it. So what rounding
explains is silent, and a figure whose last places were cut is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Extent:
    """All true numbers from ``low`` to ``high`` (取值范围); a count has one."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def middle(self) -> Fraction:
        """The number that is printed for it."""
        return (self.low + self.high) / 2

    def plus(self, other: Extent) -> Extent:
        """What the sum may be."""
        return Extent(self.low + other.low, self.high + other.high)

    def minus(self, other: Extent) -> Extent:
        """What the difference may be."""
        return Extent(self.low - other.high, self.high - other.low)

    def times(self, factor: Fraction | int) -> Extent:
        """So many times as much, ``factor`` above 0."""
        return Extent(self.low * factor, self.high * factor)

    def over(self, other: Extent) -> Extent:
        """What the quotient may be; ``other`` is above 0 throughout."""
        quotients = [n / d for n in (self.low, self.high) for d in (other.low, other.high)]
        return Extent(min(quotients), max(quotients))


def round_half_up(value: Fraction, step: Fraction) -> Fraction:
    """The multiple of ``step`` that is printed for a number; halves go away from zero.

    >>> round_half_up(Fraction(16200, 222), Fraction(1, 10))
    Fraction(73, 1)
    """
    places = int(abs(value) / step + _HALF)
    return step * places * (-1 if value < 0 else 1)


def cut_off(value: Fraction, step: Fraction) -> Fraction:
    """The multiple of ``step`` that is left when the places behind it are cut (截尾).

    >>> cut_off(Fraction(16200, 222), Fraction(1, 10))
    Fraction(729, 10)
    """
    return step * int(abs(value) / step) * (-1 if value < 0 else 1)


def prints(true: Extent, value: Fraction, step: Fraction) -> bool:
    """Whether ``value`` with a last place of ``step`` is printed for some number of an extent.

    >>> exact = Extent(Fraction(16200, 222), Fraction(16200, 222))
    >>> [prints(exact, Fraction(n, 10), Fraction(1, 10)) for n in (730, 729)]
    [True, False]
    """
    if true.exact:
        return value == (round_half_up(true.low, step) if step else true.low)
    return true.low <= value + step * _HALF and value - step * _HALF <= true.high


def looks_cut(true: Extent, value: Fraction, step: Fraction) -> bool:
    """Whether ``value`` is what cutting leaves of the middle of an extent."""
    return bool(step) and cut_off(true.middle, step) == value


def decimal_text(value: Fraction, places: int) -> str:
    """A number with so many decimals, rounded half up.

    >>> decimal_text(Fraction(16200, 222), 2), decimal_text(Fraction(-5), 0)
    ('72.97', '-5')
    """
    scaled = int(abs(value) * 10**places + _HALF)
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def short_text(value: Fraction, most: int = 2) -> str:
    """A number with at most so many decimals, needless zeros left out.

    >>> short_text(Fraction(200, 3)), short_text(Fraction(60))
    ('66.67', '60')
    """
    text = decimal_text(value, most)
    return text.rstrip("0").rstrip(".") if "." in text else text
