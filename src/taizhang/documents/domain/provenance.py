"""Where a corrected entry stands in the text (出处): kept, found again, or honestly null."""

from collections.abc import Iterable
from typing import Any

from .passages import find_squashed

Json = dict[str, Any]
_KEYS = {"units": "name", "targets": "quote", "deadlines": "quote"}
_LEVELS = ("省", "市", "区", "县")


def place_entries(
    field: str, entries: Iterable[Json], before: Iterable[Json], passage: str, offset: int
) -> list[Json]:
    """The entries with the spans of their equals in `before`, else found in the passage.

    `passage` is the printed text of the row, `offset` where it starts in the source.
    """
    key, left = _KEYS[field], list(before)
    return [_place(field, key, entry, left, passage, offset) for entry in entries]


def _place(field: str, key: str, entry: Json, left: list[Json], passage: str, offset: int) -> Json:
    equal = _equal(key, entry, left)
    if equal is not None:
        left.remove(equal)
        return _inherit(field, entry, equal)
    placed = {**entry, "span": _find(field, entry[key], passage, offset)}
    if field == "units":
        placed["basis_span"] = None
    return placed


def _equal(key: str, entry: Json, left: list[Json]) -> Json | None:
    """The entry with the same words; of several the one that agrees most."""
    equals = [each for each in left if entry[key] and each[key] == entry[key]]
    same = (sum(each.get(name) == value for name, value in entry.items()) for each in equals)
    return max(zip(same, equals, strict=True), key=lambda pair: pair[0])[1] if equals else None


def _inherit(field: str, entry: Json, equal: Json) -> Json:
    kept = {**entry, "span": equal["span"]}
    if field == "units":
        kept["basis_span"] = equal.get("basis_span") if entry["role"] == equal["role"] else None
        kept["unit_id"] = entry["unit_id"] or equal.get("unit_id")
    if field == "targets" and entry["op"] == equal["op"]:
        kept["precision"] = equal["precision"]
    if field == "deadlines" and entry["date"] == equal["date"]:
        kept["basis"] = equal["basis"]
    return kept


def _find(field: str, words: str, passage: str, offset: int) -> list[int] | None:
    found = find_squashed(words, passage)
    if found is None and field == "units" and words[:1] in _LEVELS:
        found = find_squashed(words[1:], passage)  # the text leaves the level out
    return [offset + found[0], offset + found[1]] if found else None
