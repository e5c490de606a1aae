"""What other rooms add to the list of indicators: filters (指标目录的筛选)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

Option = tuple[str, str | Promise]


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """A filter of the list, under its name in the address.

    `every` is the choice of everything; `select(versions, value)` leaves the chosen rows of
    `IndicatorVersion`.
    """

    name: str
    label: str | Promise
    every: str | Promise
    options: Sequence[Option]
    select: Callable[[QuerySet[Any], str], QuerySet[Any]]


_filters: dict[str, IndicatorFilter] = {}


def register_indicator_filter(one: IndicatorFilter) -> None:
    """Add a filter to the list; a name is taken once."""
    if _filters.setdefault(one.name, one) != one:
        raise ValueError(f"{one.name!r} is registered twice")


def indicator_filters() -> tuple[IndicatorFilter, ...]:
    """All of them, in the order of registration."""
    return tuple(_filters.values())
