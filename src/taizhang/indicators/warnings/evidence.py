"""What a warning rests on (证据), and its fingerprint: the same as long as nothing has changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

Figures = tuple[tuple[date, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a rule warns.

    `kind`: lag, pace, value, change, streak_behind …, gap. `figures`: days and values it rests on,
    in the order of days; None: that figure is missing. `facts`: what follows from them and from
    the day, told and not compared. `matters`: what besides the figures makes it another matter,
    such as the target.
    """

    kind: str
    bound: str
    figures: Figures
    facts: Mapping[str, str] = field(default_factory=dict)
    matters: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    frequency: str = ""

    @property
    def fingerprint(self) -> str:
        """Two warnings with the same one are the same matter: time alone does not change it."""
        said = [self.kind, self.bound, _days(self.figures), dict(self.matters)]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, numbers as texts."""
        return {
            "kind": self.kind,
            "bound": self.bound,
            "figures": _days(self.figures),
            "facts": dict(self.facts),
            "matters": dict(self.matters),
            "unit": self.unit,
            "frequency": self.frequency,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Evidence":
        """What `to_json` wrote."""
        figures = tuple(
            (date.fromisoformat(day), None if value is None else Decimal(value))
            for day, value in kept["figures"]
        )
        parts = {name: value for name, value in kept.items() if name != "figures"}
        return cls(figures=figures, **parts)


def plain(value: Decimal) -> str:
    """A number without exponent or needless zeros, so that equal numbers are equal texts."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _days(figures: Figures) -> list[list[str | None]]:
    return [[day.isoformat(), None if value is None else plain(value)] for day, value in figures]
