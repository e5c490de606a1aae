"""The facts a regime may test, and what can never be together: read from `facts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FLAGS = {"true": "是", "false": "否"}
BEYOND = Decimal(2_147_483_647)  # days to a due day that does not exist


@dataclass(frozen=True, slots=True)
class Fact:
    """One neutral fact (中性事实).

    `values`: word to label, for words and flags. `empty`: the word for "there is none". `words`:
    names of sets of numbers.
    """

    name: str
    label: str
    kind: str  # word, flag, integer, decimal
    values: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""
    least: Decimal | None = None
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in {"integer", "decimal"}


@cache
def read_facts_file() -> Mapping[str, Any]:
    """`facts.yaml` as it stands."""
    loaded: Mapping[str, Any] = yaml.safe_load((files(__package__) / "facts.yaml").read_bytes())
    return loaded


@cache
def all_facts() -> Mapping[str, Fact]:
    """Every fact by its name, in the order of the file."""
    return {name: _fact(name, entry) for name, entry in read_facts_file()["facts"].items()}


def _fact(name: str, entry: Mapping[str, Any]) -> Fact:
    least = entry.get("least")
    return Fact(
        name=name,
        label=entry["label"],
        kind=entry["kind"],
        values=FLAGS if entry["kind"] == "flag" else entry.get("values", {}),
        empty=entry.get("empty", ""),
        least=None if least is None else Decimal(least),
        unit=entry.get("unit", ""),
        words=entry.get("words", {}),
    )


def complete_facts(facts: Mapping[str, object]) -> dict[str, str | Decimal]:
    """The facts of a task, none of them empty, as the rules test them.

    Overdue counts from day 1, `days_to_due` goes below zero after the due day and is beyond every
    bound without one, behind is behind by something, no slip is `none`, what nobody has judged yet
    is of fair quality. `sql_columns` in `sql` says the same to the database.
    """
    over = _number(facts["days_over"])
    to_due = facts["days_to_due"]
    if facts["clock"] == "overdue":
        over = max(over, Decimal(1))
        to_due = -over
    elif to_due is None:
        to_due = -over if over > 0 else BEYOND
    lag = _number(facts["lag_pct"])
    values = dict(facts) | {
        "days_over": over,
        "days_to_due": to_due,
        "lag_pct": max(lag, Decimal("0.01")) if facts["pace"] == "behind" else lag,
        "highest_open_slip": facts["highest_open_slip"] or "none",
        "quality": facts["quality"] or "fair",
        "assigned": "true" if facts["assigned"] else "false",
    }
    return {
        name: _number(values[name]) if fact.is_number else str(values[name])
        for name, fact in all_facts().items()
    }


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
