"""Arithmetic of printed figures (数字核算): do shares, sums and growth rates fit what is printed?

A printed number stands for all numbers that round or are cut to it: 12.3亿元 is anything from
12.2亿 to 12.4亿, a count such as 35件 is exact. A statement fits when some choice of the true
numbers makes it true; so rounding never raises an alarm. Used by the linter of drafts and by the
checker of bulletins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .numbers.numerals import multiplier

_HUNDRED = Fraction(100)
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number (数字): its value and the size of its last printed place, 0 when exact."""

    value: Fraction
    step: Fraction = Fraction(0)

    @property
    def low(self) -> Fraction:
        """The least true number it may stand for."""
        return self.value - self.step

    @property
    def high(self) -> Fraction:
        """The greatest true number it may stand for."""
        return self.value + self.step


def read_figure(digits: str, scale: str = "", *, counted: bool = True) -> Figure:
    """A number as printed; whole ones without 万 or 亿 are exact counts.

    ``counted`` is False for shares, where a whole number is rounded too.

    >>> read_figure("12.3", "亿").step, read_figure("35").step
    (Fraction(10000000, 1), Fraction(0, 1))
    """
    plain = digits.replace(",", "")
    times = multiplier(scale)
    places = len(plain.partition(".")[2])
    exact = counted and not places and times == 1
    return Figure(Fraction(plain) * times, Fraction(0) if exact else Fraction(times, 10**places))


def share(part: Figure, whole: Figure) -> Fraction:
    """The part of the whole in percent; the whole is not 0."""
    return part.value * _HUNDRED / whole.value


def growth(now: Figure, before: Figure) -> Fraction:
    """The change from ``before`` to ``now`` in percent, negative when it fell; not from 0."""
    return (now.value - before.value) * _HUNDRED / before.value


def fits_share(part: Figure, whole: Figure, percent: Figure) -> bool:
    """Whether ``percent`` is the share of ``part`` in ``whole``, rounding allowed.

    >>> fits_share(Figure(Fraction(18)), Figure(Fraction(30)), read_figure("60", counted=False))
    True
    """
    if whole.low <= 0:
        return True
    least, most = part.low * _HUNDRED / whole.high, part.high * _HUNDRED / whole.low
    return least <= percent.high and percent.low <= most


def fits_growth(now: Figure, before: Figure, percent: Figure) -> bool:
    """Whether ``percent`` (negative for a fall) leads from ``before`` to ``now``."""
    if before.low <= 0:
        return True
    least = (now.low / before.high - 1) * _HUNDRED
    most = (now.high / before.low - 1) * _HUNDRED
    return least <= percent.high and percent.low <= most


def fits_sum(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether the parts make the total, each rounded by half its last place."""
    away = abs(sum((part.value for part in parts), Fraction(0)) - total.value)
    return away <= _HALF * (sum((part.step for part in parts), Fraction(0)) + total.step)


def within_whole(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether the parts do not make more than the total."""
    return fits_sum(parts, total) or sum(part.value for part in parts) < total.value


def fits_hundred(shares: Sequence[Figure]) -> bool:
    """Whether shares in percent make 100, rounding allowed.

    >>> third = read_figure("33.3", counted=False)
    >>> fits_hundred([third, third, third]), fits_hundred([third, third])
    (True, False)
    """
    return fits_sum(shares, Figure(_HUNDRED))
