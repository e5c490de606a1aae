"""What single cells of a returned table say (单元格)."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from taizhang.papers import Cell, text_of

from ..domain.intake.numbers import NumberError, Written, check_size, read_float, read_number
from .columns import words_of_kinds

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?|(\d{2})(\d{2}))")
NOTE_LENGTH = 512


class CellError(ValueError):
    """A cell that cannot be used; the sentence says what to do."""


def read_value(cell: Cell) -> Written:
    """The figure of a cell. Raises CellError."""
    try:
        if isinstance(cell, bool):
            raise NumberError("not_a_number", _("单元格里是真假值，请改成数字。"))
        if isinstance(cell, int | float):
            return Written(read_float(float(cell)) if isinstance(cell, float) else _whole(cell))
        return read_number(text_of(cell))
    except NumberError as error:
        raise CellError(error.message) from error


def read_day(cell: Cell) -> date:
    """The day of a cell: a date, or 2026-06-30, 2026年6月30日, 20260630; a month without a day is
    its last day. Raises CellError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    match = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    if match is None:
        raise CellError(_("“%(text)s”不是日期，请写成 2026-06-30 的样子。") % {"text": text[:40]})
    year, month = int(match[1]), int(match[2] or match[4])
    try:
        day = match[3] or match[5]
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError as error:  # also IllegalMonthError
        said = _("没有“%(text)s”这一天，请改正日期。") % {"text": text[:40]}
        raise CellError(said) from error


def read_kind(cell: Cell) -> bool:
    """Whether the figure is final; an empty cell says it is. Raises CellError."""
    text = text_of(cell).strip()
    try:
        return words_of_kinds()[text]
    except KeyError:
        raise CellError(
            _("“%(text)s”不是“最终”或“初步”，请从下拉列表中选择。") % {"text": text[:40]}
        ) from None


def read_note(cell: Cell) -> str:
    """The words of a cell. Raises CellError where they are too long."""
    text = text_of(cell).strip()
    if len(text) > NOTE_LENGTH:
        raise CellError(_("说明超过 512 字，请缩短。"))
    return text


def _whole(number: int) -> Decimal:
    return check_size(Decimal(number))
