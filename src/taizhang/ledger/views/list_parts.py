"""Heads and filter chips of the ledger list (表头、筛选条件)."""

from dataclasses import dataclass

from django.utils.functional import Promise

from ..exchange.columns import LedgerColumn

_BESIDE = frozenset({"units", "targets", "progress", "basis"})  # the open row shows them
_LATER = frozenset({"number", "position", "leads"})  # no room for them on a phone


@dataclass(frozen=True)
class Chip:
    """A filter that holds, and the address without it."""

    label: str | Promise
    value: str
    url: str


@dataclass(frozen=True)
class Head:
    """The head of a column: its label, and how a click would sort."""

    column: LedgerColumn
    url: str = ""
    direction: str = ""  # up, down or ""

    @property
    def css(self) -> str:
        """Classes of the head: its alignment, and whether an open row hides it."""
        names = {
            "num": self.column.name == "position",
            "beside": self.column.name in _BESIDE,
            "later": self.column.name in _LATER,
        }
        return " ".join(name for name, holds in names.items() if holds)
