"""The ledger out as Excel or CSV (导出)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.papers import Cell, SheetSetup, iter_csv, write_xlsx

from .columns import COLUMNS
from .rows import LedgerRow

MOST_ROWS = 100_000
_STAMP = "%Y%m%d-%H%M%S-%f"
_STAMP_LENGTH = 22


def cells_of(rows: Iterable[LedgerRow]) -> Iterator[list[Cell]]:
    """Rows as cells, in the order clerks know."""
    for row in rows:
        yield [column.cell(row) for column in COLUMNS]


def header() -> list[str]:
    """The heads of the columns."""
    return [str(column.label) for column in COLUMNS]


def csv_pieces(rows: Iterable[LedgerRow]) -> Iterator[bytes]:
    """The CSV in pieces, for a streaming answer."""
    return iter_csv(cells_of(rows), header())


def write_workbook(
    rows: Iterable[LedgerRow], stream: BinaryIO, *, as_of: datetime, notes: Sequence[str] = ()
) -> int:
    """The workbook; its sheet is named after the moment, which an import reads back."""
    stamp = timezone.localtime(as_of)
    setup = SheetSetup(
        name=sheet_name(as_of),
        title=_("任务台账"),
        note=" · ".join([_("截至 %(moment)s") % {"moment": f"{stamp:%Y-%m-%d %H:%M}"}, *notes]),
    )
    columns = [column.paper() for column in COLUMNS]
    return write_xlsx(cells_of(rows), columns, stream, setup=setup)


def sheet_name(as_of: datetime) -> str:
    """台账 and the moment of the export: 台账20240630-091500-123456."""
    return f"台账{timezone.localtime(as_of).strftime(_STAMP)}"


def moment_of(name: str) -> datetime | None:
    """The moment in the name of a sheet or file that was exported; None without one."""
    marked = name.partition("台账")[2][:_STAMP_LENGTH]
    try:
        return timezone.make_aware(datetime.strptime(marked, _STAMP))  # noqa: DTZ007
    except ValueError:
        return None
