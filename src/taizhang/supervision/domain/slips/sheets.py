"""The list of slips as Excel (督查单清单)."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.calendars import local_day
from taizhang.papers import Cell, Column, ColumnKind, SheetSetup, write_xlsx

from ...enums import Colour
from ..queries.slip_list import SlipRow

MOST_ROWS = 20_000


def write_slip_list(rows: Iterable[SlipRow], stream: BinaryIO, *, as_of: datetime) -> int:
    """A row a slip; the number of rows."""
    stamp = timezone.localtime(as_of)
    setup = SheetSetup(
        name=_("督查单"),
        title=_("督查单清单"),
        note=_("截至 %(moment)s") % {"moment": f"{stamp:%Y-%m-%d %H:%M}"},
    )
    return write_xlsx((_cells(row) for row in rows), _columns(), stream, setup=setup)


def _columns() -> list[Column]:
    day = ColumnKind.DATE
    return [
        Column(_("编号"), 18),
        Column(_("签发单位"), 18),
        Column(_("颜色"), 8),
        Column(_("状态"), 14),
        Column(_("任务编号"), 10),
        Column(_("任务"), 42),
        Column(_("承办单位"), 24),
        Column(_("签发日期"), 12, day),
        Column(_("答复期限"), 12, day),
        Column(_("答复日期"), 12, day),
        Column(_("销号日期"), 12, day),
    ]


def _cells(row: SlipRow) -> list[Cell]:
    return [
        row.number,
        row.keeper or _("市本级"),
        str(Colour(row.colour).label),
        str(row.stage.label),
        row.task.number,
        row.title,
        "、".join(row.units),
        local_day(row.issued_at),
        row.answer_day,
        row.answered_at and local_day(row.answered_at),
        row.lifted_at and local_day(row.lifted_at),
    ]
