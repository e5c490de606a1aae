"""The registry of codes (检查项登记): each code once, with its label and usual severity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .findings import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: a stable name, what it means, how grave, whether it needs the store."""

    name: str
    label: str
    severity: Severity
    store: bool


@cache
def codes() -> dict[str, Code]:
    """All codes by name, in the order of the documentation."""
    data = (files(__package__) / "codes.yaml").read_bytes()
    return {
        name: Code(name, entry["label"], entry["severity"], entry.get("store", False))
        for name, entry in yaml.safe_load(data).items()
    }
