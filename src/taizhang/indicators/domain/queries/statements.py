"""SQL put together from pieces, each with its own parameters (语句)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of SQL with its parameters, in the order in which they stand in it."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Statement | str") -> "Statement":
        if isinstance(other, str):
            return Statement(self.text + other, self.params)
        return Statement(self.text + other.text, self.params + other.params)

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it: one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Which tasks a statement is about, and what of them was recorded.

    `tasks`: ids; an SQL expression that gives one, such as a column of the query around it; None:
    all. `known_at`: as it was recorded at that moment; None: as it is recorded now.
    """

    tasks: Collection[int] | str | None = None
    known_at: datetime | None = None

    def of(self, alias: str) -> Statement:
        """`AND` the rows of `alias` are of these tasks; nothing for all."""
        if self.tasks is None:
            return Statement("")
        if isinstance(self.tasks, str):
            return Statement(f" AND {alias}.task_id = {self.tasks}")
        return Statement(f" AND {alias}.task_id = ANY(%s::bigint[])", (list(self.tasks),))

    def holds(self, alias: str) -> Statement:
        """The temporal row `alias` holds and is of these tasks."""
        if self.known_at is None:
            return Statement(f"{alias}.until IS NULL") + self.of(alias)
        text = f"{alias}.since <= %s AND ({alias}.until IS NULL OR {alias}.until > %s)"
        return Statement(text, (self.known_at, self.known_at)) + self.of(alias)

    def known(self, alias: str) -> Statement:
        """The row `alias`, which is never changed, was recorded and is of these tasks."""
        if self.known_at is None:
            return Statement("TRUE") + self.of(alias)
        return Statement(f"{alias}.recorded_at <= %s", (self.known_at,)) + self.of(alias)
