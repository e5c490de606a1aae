import datetime as dt
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = (
    str | int | float | bool | Decimal | dt.date | dt.datetime | dt.time | dt.timedelta | None
)
"""What a cell holds; empty cells are `""` or None. A table that is read has no decimals."""


def text_of(cell: Cell) -> str:
    """The text a person sees in a cell: whole numbers without a point, dates in ISO form.

    >>> text_of(3.0), text_of(0.28), text_of(dt.date(2024, 6, 30)), text_of(None)
    ('3', '0.28', '2024-06-30', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _number_text(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
