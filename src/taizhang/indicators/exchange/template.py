"""The workbook that is given out to be filled in (填报模板)."""

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from taizhang.papers import SheetSetup, write_xlsx

from ..domain.intake.slots import Slot
from .columns import COLUMNS

MOST_ROWS = 20_000


def write_template(slots: Iterable[Slot], stream: BinaryIO, *, title: str, as_of: date) -> int:
    """A row a period of a series; what was given already stands there and can be revised. Returns
    the number of rows."""
    setup = SheetSetup(
        name=_("填报"),
        title=title,
        note=_("截至 %(day)s · 只填“数值”“性质”“说明”三栏，灰色各栏请勿改动")
        % {"day": as_of.isoformat()},
    )
    rows = ([column.cell(slot) for column in COLUMNS] for slot in slots)
    return write_xlsx(rows, [column.paper() for column in COLUMNS], stream, setup=setup)
