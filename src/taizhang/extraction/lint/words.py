"""Word lists of the linter (检查用词), read once from the YAML file beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def words(key: str) -> frozenset[str]:
    """The words of one list."""
    loaded = yaml.safe_load((files(__package__) / "words.yaml").read_bytes())
    return frozenset(str(word) for word in loaded[key])


@cache
def alternation(*keys: str) -> str:
    """The words of some lists as the inside of a regular expression group, longest first."""
    every = {word for key in keys for word in words(key)}
    return "|".join(sorted(every, key=lambda word: (-len(word), word)))
