"""Cells as numbers (单元格): what a cell prints, its last place, whether it is a percentage."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ...numbers.numerals import multiplier
from ...patterns import late
from ..rounding import Extent, decimal_text, prints, round_half_up, short_text

_CELL = late(
    r"(?P<open>\()?(?P<sign>[-−–+±])?(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?|\d{1,18}(?:\.\d{1,20})?)"
    r"(?P<scale>[十百千]?[万亿]{1,2})?(?P<unit>%|‰|个?百分点|[\u4e00-\u9fff]{1,3}|pct)?(?(open)\))"
)
_NO_UNIT = late(r"年|月|日|号|期|季度|名之|[至到]|以")
_MOST_PLACES = 6
_NEAR = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its clean range and its folded text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell (格中数): its value, last place (0 for a whole number), and its form."""

    value: Fraction
    step: Fraction
    places: int
    percent: bool
    unit: str
    scale: str

    @property
    def extent(self) -> Extent:
        """The true numbers that it may stand for."""
        if not self.step:
            return Extent(self.value, self.value)
        return Extent(self.value - self.step / 2, self.value + self.step / 2)

    def shows(self, true: Extent) -> bool:
        """Whether the cell prints some number of an extent, rounded half up."""
        if self.places > _MOST_PLACES:
            slack = _NEAR * max(Fraction(1), abs(self.value))
            return true.low - slack <= self.value <= true.high + slack
        return prints(true, self.value, self.step or self._last)

    @property
    def _last(self) -> Fraction:
        return Fraction(multiplier(self.scale))

    def as_printed(self, value: Fraction) -> str:
        """Another value in the form of this cell."""
        times = multiplier(self.scale)
        if self.places > _MOST_PLACES:
            return short_text(value, 4) + self.unit
        last = Fraction(times, 10**self.places)
        return (
            decimal_text(round_half_up(value, last) / times, self.places) + self.scale + self.unit
        )


def read_cell(text: str, *, percent: bool = False) -> Figure | None:
    """The number that a cell prints, None where it is none.

    ``percent``: the head of its column says %; then a whole number is rounded, too.

    >>> read_cell("72.9%").percent, read_cell("1,234").value, read_cell("第3名")
    (True, Fraction(1234, 1), None)
    """
    found = _CELL.fullmatch(text)
    if found is None or _NO_UNIT.search(found["unit"] or ""):
        return None
    plain, scale, unit = found["digits"].replace(",", ""), found["scale"] or "", found["unit"] or ""
    places = len(plain.partition(".")[2])
    times = multiplier(scale)
    share = percent or unit == "%"
    counted = not places and times == 1 and not share
    step = Fraction(0) if counted else Fraction(times, 10**places)
    negative = (found["sign"] or "+") in "-−–" or (
        found["open"] and not found["sign"] and unit == ""
    )
    value = Fraction(plain) * times * (-1 if negative else 1)
    return Figure(value, step, places, share, unit, scale)
