"""The fields of the text that the reported parts do not have (缺失的字段)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ..types import Deadline, Target, Unit
from .meeting import find_meetings
from .reported import Field, ReportedItem

Entry = TypeVar("Entry", Unit, Target, Deadline)


@dataclass(slots=True)
class Wanted(Generic[Entry]):
    """The fields of one part of the text, and which reported parts (by place) may hold them."""

    entries: Sequence[Entry]
    holders: Sequence[int]
    taken: set[int] = field(default_factory=set)


def lost_entries(
    wanted: Sequence[Wanted[Entry]], reported: Sequence[ReportedItem], kind: str
) -> Iterator[tuple[int, Entry]]:
    """The fields without a reported partner, equal ones looked for first, then by place.

    With each goes the place of its part in ``wanted``.

    A reported field is the partner of one field of a part; parts that one reported part holds
    are asked one by one. The time grows with the number of fields, also where one holds all.
    """
    fields = [
        (place, each)
        for place, item in enumerate(reported)
        for each in item.fields
        if each.kind == kind
    ]
    alike: dict[Hashable, list[int]] = {}
    for number, (place, each) in enumerate(fields):
        alike.setdefault((place, _reported_key(each)), []).append(number)
    left = [(at, entry) for at, part in enumerate(wanted) for entry in _unlike(part, alike)]
    met = find_meetings([entry.span for _, entry in left], [each.span for _, each in fields])
    holders = [frozenset(part.holders) for part in wanted]
    for (at, entry), numbers in zip(left, met, strict=True):
        part = wanted[at]
        near = (n for n in numbers if n not in part.taken and fields[n][0] in holders[at])
        if (found := next(near, None)) is None:
            yield at, entry
        else:
            part.taken.add(found)


def _unlike(part: Wanted[Entry], alike: dict[Hashable, list[int]]) -> list[Entry]:
    """The fields of a part without an equal one; the equal ones are taken."""
    waiting: dict[Hashable, Iterator[int]] = {}
    left = []
    for entry in part.entries:
        key = _key(entry)
        if key not in waiting:
            waiting[key] = (n for place in part.holders for n in alike.get((place, key), ()))
        if (number := next(waiting[key], None)) is None:
            left.append(entry)
        else:
            part.taken.add(number)
    return left


def _key(entry: Unit | Target | Deadline) -> Hashable:
    """What makes a field of the text the same as a reported one."""
    if isinstance(entry, Unit):
        return entry.name
    if isinstance(entry, Target):
        return entry.span, entry.value, entry.unit, entry.indicator
    return entry.quote, entry.date.isoformat()


def _reported_key(reported: Field) -> Hashable:
    data = reported.data
    if reported.kind == "units":
        return str(data["name"])
    if reported.kind == "targets":
        return reported.span, data["value"], data["unit"], data["indicator"]
    return reported.quote, data["date"]
