from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ._columns import Column
from ._write_xlsx import SheetSetup, add_sheet, open_book


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    setup: SheetSetup = field(default_factory=SheetSetup)


def write_workbook(
    sheets: Iterable[Sheet], stream: BinaryIO, *, created: dt.datetime, author: str = ""
) -> None:
    """Write several tables as the sheets of one workbook, each as `write_xlsx` does.

    The moment is given, never taken: equal tables give equal bytes. Raises PaperError
    `cell_too_long` with its row and column.
    """
    with open_book(stream) as book:
        made = created.astimezone(dt.UTC) if created.utcoffset() is not None else created
        book.set_properties({"author": author, "created": made.replace(tzinfo=None)})
        for sheet in sheets:
            add_sheet(book, sheet.rows, sheet.columns, sheet.setup)
