"""An answer as the page shows it: sums, counties, who moves from where to where (推演结果)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator

from taizhang.schemes import Column, Kind, texts_of
from taizhang.schemes.what_if import (
    Change,
    Comparison,
    Transition,
    carried_columns,
    criteria_of,
    result_keys,
)

from ..what_if_charts import county_chart
from ..words import shown_cell, shown_level, shown_setting

ROWS = 50
_RANK = "rank"


@dataclass(frozen=True, slots=True)
class Cell:
    """A result before and after, as people read it."""

    old: str
    new: str
    is_number: bool

    @property
    def moved(self) -> bool:
        return self.old != self.new


class Answer:
    """A comparison for one page of those who move."""

    def __init__(self, comparison: Comparison, page: str | None) -> None:
        self.comparison = comparison
        self._page = page
        self.definition = comparison.old.scheme.definition

    @property
    def settings(self) -> list[tuple[str, str, str]]:
        """What was changed: its name, the old value, the new."""
        return [
            (s.part.label, shown_setting(s.old, s.part), shown_setting(s.new, s.part))
            for s in self.comparison.settings
        ]

    @cached_property
    def changes(self) -> list[Change]:
        """The columns in which anything moves, single criteria apart from the others last."""
        moved = [change for change in self.comparison.changes if change.rows]
        return sorted(moved, key=lambda change: change.column.name in self._criteria)

    @cached_property
    def _criteria(self) -> frozenset[str]:
        return frozenset(name for c in criteria_of(self.definition) for name in c.columns)

    @cached_property
    def columns(self) -> list[Column]:
        """What the table of rows shows: what moves, single criteria only where nothing else."""
        names = [change.column for change in self.changes]
        return [column for column in names if column.name not in self._criteria] or names

    @property
    def heads(self) -> list[Column]:
        """The columns that say whose row it is: keys, and what is repeated of the input."""
        keys = result_keys(self.definition)
        named = [column for column in self.definition.output if column.name in keys]
        return [*named, *carried_columns(self.definition)]

    @cached_property
    def transitions(self) -> dict[str, list[Transition]]:
        """From level to level by column, in people's words."""
        found: dict[str, list[Transition]] = {}
        for one in self.comparison.transitions:
            old, new = (shown_level(text, one.column) for text in (one.old, one.new))
            found.setdefault(one.column.label, []).append(
                Transition(one.column, old, new, one.rows)
            )
        return found

    @cached_property
    def chart(self) -> dict[str, Any]:
        """What each county pays or gets before and after; {} where the table names none."""
        return county_chart(self.comparison)

    @cached_property
    def county_rows(self) -> list[tuple[str, list[tuple[Decimal, Decimal, Decimal]]]]:
        """The sums of every county whose sums are not all zero."""
        return [
            (c.county, [(t.old, t.new, t.difference) for t in c.totals])
            for c in self.comparison.counties
            if any(t.old or t.new for t in c.totals)
        ]

    @cached_property
    def moved(self) -> pl.DataFrame:
        """The rows that move, by their new place."""
        rows = self.comparison.frame.filter(pl.col("moved"))
        if f"{_RANK}_new" not in rows.columns:
            return rows
        return rows.sort(f"{_RANK}_new", nulls_last=True, maintain_order=True)

    @cached_property
    def page(self) -> "Page[Any]":
        """One page of the places in `moved`."""
        return Paginator(range(self.moved.height), ROWS).get_page(self._page)

    @property
    def rows(self) -> Iterator[tuple[list[str], list[Cell]]]:
        """The rows of the page: whose, and every column before and after."""
        start = self.page.start_index() - 1
        yield from self._rows(self.moved.slice(max(start, 0), ROWS))

    def _rows(self, frame: pl.DataFrame) -> Iterator[tuple[list[str], list[Cell]]]:
        for row in texts_of(frame, self.comparison.columns).iter_rows(named=True):
            yield (
                [shown_cell(row[c.name], c) for c in self.heads],
                [_cell(row, c) for c in self.columns],
            )


def _cell(row: dict[str, str], column: Column) -> Cell:
    old, new = (shown_cell(row[f"{column.name}_{side}"], column) for side in ("old", "new"))
    return Cell(old, new, column.kind.is_number and column.kind is not Kind.FLAG)
