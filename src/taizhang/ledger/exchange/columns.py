"""The columns of the ledger, in the order clerks know (台账栏目): on the screen, out and in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.papers import Cell, Column, ColumnKind

from ..enums import TaskState
from .rows import LedgerRow
from .unit_text import join_units


@dataclass(frozen=True)
class LedgerColumn:
    """A column: its name in addresses and cookies, its head, and what a cell holds."""

    name: str
    label: str | Promise
    width: float
    cell: Callable[[LedgerRow], Cell]
    kind: ColumnKind = ColumnKind.TEXT
    sort: str = ""
    always: bool = False  # cannot be hidden

    def paper(self) -> Column:
        """The column as a sheet shows it."""
        return Column(str(self.label), self.width, self.kind)


COLUMNS = (
    LedgerColumn("number", _("编号"), 10, lambda row: row.number, sort="number", always=True),
    LedgerColumn(
        "position", _("序号"), 6, lambda row: row.version.task.position, ColumnKind.NUMBER
    ),
    LedgerColumn("title", _("任务"), 42, lambda row: row.version.title, sort="title", always=True),
    LedgerColumn("leads", _("牵头单位"), 14, lambda row: join_units(row.leads)),
    LedgerColumn("units", _("责任单位"), 22, lambda row: join_units(row.others)),
    LedgerColumn("targets", _("目标"), 34, lambda row: row.target_text),
    LedgerColumn(
        "due", _("完成时限"), 11, lambda row: row.version.due, ColumnKind.DATE, sort="due"
    ),
    LedgerColumn("progress", _("进展"), 36, lambda row: row.progress_text),
    LedgerColumn(
        "state", _("状态"), 8, lambda row: str(TaskState(row.version.state).label), sort="state"
    ),
    LedgerColumn("basis", _("依据"), 28, lambda row: row.version.basis),
)
