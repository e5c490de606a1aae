"""The regimes that come with the product (内置亮灯办法): YAML files in `data`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .check import load_regime
from .types import Regime


@dataclass(frozen=True, slots=True)
class Shipped:
    """A regime and the text it was read from."""

    key: str
    regime: Regime
    text: str


@cache
def shipped_regimes() -> tuple[Shipped, ...]:
    """All of them by key; each is read and proved."""
    found = [
        item for item in (files(__package__) / "data").iterdir() if item.name.endswith(".yaml")
    ]
    return tuple(
        Shipped(
            item.name.removesuffix(".yaml"), load_regime(item.read_bytes()), item.read_text("utf-8")
        )
        for item in sorted(found, key=lambda item: item.name)
    )


def shipped_regime(key: str) -> Shipped | None:
    """The one with this key."""
    return next((shipped for shipped in shipped_regimes() if shipped.key == key), None)
