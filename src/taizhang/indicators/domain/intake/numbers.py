"""What somebody wrote as a figure (填报的数): its exact value, or why it cannot be read."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

PLACES = 6
"""Digits after the point that are kept."""
_WHOLE_DIGITS = 22
_NUMBER = re.compile(r"([+-]? ?(?:\d{1,3}(?: \d{3})+(?:\.\d*)?|\d[\d,]*(?:\.\d*)?|\.\d+))(\D.*)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_POINTS = ("个百分点", "百分点")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})
_PERCENT = "%"
_NOISE = Decimal("1e-9")  # what arithmetic in a spreadsheet leaves behind


class NumberError(ValueError):
    """A figure that cannot be read; `code` for machines, `message` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as written: its value, and the unit that stood behind it ("" for none)."""

    value: Decimal
    unit: str = ""


def read_number(text: str) -> Written:
    """A figure written by hand: full-width digits, thousands' commas or blanks and a unit are
    understood. Two numbers are not one, and ² and ① are no digits.

    Raises NumberError `not_a_number`, `too_many_places`, `too_large`.

    >>> read_number("８８,200.5人次")
    Written(value=Decimal('88200.5'), unit='人次')
    """
    match = _NUMBER.fullmatch(" ".join(_folded(text).translate(_MINUS).split()))
    unit = "".join((match[2] or "").split()) if match else ""
    if match is None or unit[:1].isdecimal() or _is_oddly_grouped(match[1]):
        raise NumberError(
            "not_a_number", _("“%(text)s”不是数，请只填数字，如 1234.5。") % {"text": text[:40]}
        )
    return Written(check_size(Decimal(match[1].replace(",", "").replace(" ", ""))), unit)


def _folded(text: str) -> str:
    """Without differences of width; what is a number only by its shape (²) stays as it is."""
    kept = (
        c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in text
    )
    return "".join(kept)


def _is_oddly_grouped(number: str) -> bool:
    return "," in number and not _GROUPED.fullmatch(number)


def read_float(cell: float) -> Decimal:
    """The number that a cell of a workbook shows: what binary arithmetic adds is taken off.

    Raises NumberError `not_a_number`, `too_many_places`, `too_large`.
    """
    try:
        exact = Decimal(repr(cell))
        near = exact.quantize(Decimal(1).scaleb(-PLACES)) if abs(exact) < 10**15 else exact
    except InvalidOperation:  # NaN, infinity
        near = exact
    if near.is_finite() and abs(near - exact) <= _NOISE * max(Decimal(1), abs(exact)):
        return check_size(near)
    return check_size(exact)


def check_size(value: Decimal) -> Decimal:
    """The value without needless zeros, if it can be kept exactly. Raises NumberError."""
    if not value.is_finite():
        raise NumberError("not_a_number", _("填的不是有限的数，请改成数字。"))
    if abs(value) >= Decimal(10) ** _WHOLE_DIGITS:
        raise NumberError("too_large", _("数太大，超过 22 位整数，请检查是否多填了位数。"))
    if value != value.quantize(Decimal(1).scaleb(-PLACES)):
        raise NumberError(
            "too_many_places",
            _("“%(value)s”的小数多于 6 位，请四舍五入后再填。") % {"value": value},
        )
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def same_unit(written: str, unit: str) -> bool:
    """Whether a unit written behind a figure is the indicator's own."""
    return fold_unit(written) == fold_unit(unit)


def check_unit(written: Written, unit: str) -> Written:
    """The figure, if the unit written behind it is the indicator's. A percentage for percentage
    points, or the other way round, is left to be asked about. Raises NumberError `other_unit`."""
    if not written.unit or same_unit(written.unit, unit):
        return written
    if {_kind(written.unit), _kind(unit)} == {_PERCENT, _POINTS[0]}:
        return written
    raise other_unit(written, unit)


def bare_value(written: Written, unit: str) -> Decimal:
    """The figure, if nothing or the unit itself was written behind it: nobody is asked here.
    Raises NumberError `other_unit`."""
    if written.unit and not same_unit(written.unit, unit):
        raise other_unit(written, unit)
    return written.value


def other_unit(written: Written, unit: str) -> NumberError:
    """The refusal of a figure that was written in another unit than the indicator's."""
    said = _("填的数带有“%(written)s”，本指标的计量单位是“%(unit)s”，请换算后只填数字。")
    return NumberError("other_unit", said % {"written": written.unit[:20], "unit": unit or _("无")})


def is_points(unit: str) -> bool:
    """Whether figures of the unit are differences of percentages."""
    return fold_unit(unit) in _POINTS


def _kind(unit: str) -> str:
    return _POINTS[0] if is_points(unit) else fold_unit(unit)


def fold_unit(unit: str) -> str:
    """A unit as it is compared: ％ is %, blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", unit).split())


def is_percent(unit: str) -> bool:
    """Whether figures of the unit are shares of a hundred."""
    return fold_unit(unit) == _PERCENT
