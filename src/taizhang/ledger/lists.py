"""What other rooms add to the ledger list: filters, and counts in its foot (台账列表的扩展)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise

Option = tuple[str, Any]  # (value, label), or (label of a group, options)


@dataclass(frozen=True, slots=True)
class ListCount:
    """A count in the foot: the chip that stands before it, and the filter that shows its rows."""

    shape: str
    word: str
    tone: str
    number: int
    value: str  # of the filter


class OpenFilter(Protocol):
    """A filter for one request, of the list at one moment."""

    def options(self) -> Sequence[Option]:
        """What can be chosen, grouped where that helps."""

    def select(self, versions: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Leave the chosen rows."""

    def count(self, task_ids: Sequence[int]) -> Sequence[ListCount]:
        """Counts for the foot, over the tasks that all filters left."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter of the list, under its name in the address (筛选).

    `every` is the choice of everything. `open(moment, now)` gives it for a request: `moment` is
    the past moment that the list shows, or None; `now` is now.
    """

    name: str
    label: str | Promise
    every: str | Promise
    open: Callable[[datetime | None, datetime], OpenFilter]
    by_address: bool = False  # shown among the filters only where the address asks for it


_filters: dict[str, ListFilter] = {}


def register_filter(one: ListFilter) -> None:
    """Add a filter to the list; a name is taken once."""
    if _filters.setdefault(one.name, one) != one:
        raise ValueError(f"{one.name!r} is registered twice")


def list_filters() -> tuple[ListFilter, ...]:
    """All of them, in the order of registration."""
    return tuple(_filters.values())
