from collections.abc import Sequence
from dataclasses import dataclass

from ._cells import Cell


@dataclass(frozen=True)
class Table:
    """One sheet as read; `rows[0]` is row 1 of the sheet, rows may differ in length."""

    name: str
    rows: Sequence[Sequence[Cell]]


def column_letters(column: int) -> str:
    """The letters of a column counted from 1, as Excel writes them.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
