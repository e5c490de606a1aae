"""Word lists of the grammar (词表), read once from the YAML files beside this module."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _load(subject: str) -> dict[str, object]:
    data = (files(__package__) / "vocabulary" / f"{subject}.yaml").read_bytes()
    loaded = yaml.load(data, Loader=_LOADER)  # noqa: S506 - one of the two safe loaders
    if not isinstance(loaded, dict):
        raise TypeError(f"vocabulary {subject} is not a mapping")
    return loaded


@cache
def words(subject: str, key: str) -> tuple[str, ...]:
    """The words of one list, longest first, so that alternations match greedily."""
    found = _load(subject)[key]
    if not isinstance(found, list):
        raise TypeError(f"vocabulary {subject}.{key} is not a list")
    return tuple(sorted(dict.fromkeys(str(word) for word in found), key=lambda w: (-len(w), w)))


@cache
def alternation(subject: str, *keys: str) -> str:
    """The words of some lists, each as it is spelt, as the inside of a regular expression group.

    >>> re.fullmatch(alternation("units", "key_bodies"), "处(科)室") is not None
    True
    """
    every = {word for key in keys for word in words(subject, key)}
    return "|".join(map(re.escape, sorted(every, key=lambda w: (-len(w), w))))
