"""Counts of classes and their shares (分类计数与占比). Pure.

Shares are per cent with one decimal, half up: so the checker of bulletins reckons, and so they need
not add up to 100.0; then the bulletin says so.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from taizhang.indicators.domain.pace import half_up
from taizhang.indicators.enums import Pace

from ..queries.held import HeldTask
from ..queries.numbers import HeldNumber
from ..queries.units import ShownUnit, UnitBook

CLASSES = (Pace.BEHIND, Pace.ON_PACE, Pace.AHEAD, Pace.DONE, Pace.UNKNOWN)
GOOD = frozenset({Pace.DONE.value, Pace.AHEAD.value})
_FULL = Decimal(100)


def share_text(part: int, whole: int) -> str:
    """Per cent, one decimal, half up; "" out of nothing.

    >>> share_text(162, 222), share_text(1, 3), share_text(0, 0)
    ('73.0', '33.3', '')
    """
    return str(half_up(Fraction(part * 100, whole), 1)) if whole else ""


def adds_up(shares: Iterable[str]) -> bool:
    """Whether printed shares give 100.0 together; none at all do."""
    known = [Decimal(share) for share in shares if share]
    return not known or sum(known) == _FULL


def class_counts(numbers: Iterable[HeldNumber]) -> dict[str, Any]:
    """How many numbers of each class, each with its share of all."""
    return shares_of(Counter(number.pace for number in numbers))


def shares_of(counts: Mapping[str, int]) -> dict[str, Any]:
    """Class → how many, each with its share of all."""
    total = sum(counts.values())
    shown: dict[str, dict[str, Any]] = {
        pace.value: {"count": counts.get(pace, 0), "share": share_text(counts.get(pace, 0), total)}
        for pace in CLASSES
    }
    good = sum(counts.get(pace, 0) for pace in GOOD)
    return {
        "total": total,
        **shown,
        "good_share": share_text(good, total),
        "adds_up": adds_up(each["share"] for each in shown.values()),
    }


def units_of(number: HeldNumber, book: UnitBook) -> list[ShownUnit]:
    """The units a number counts for, as papers show them."""
    return [book.units[pk] for pk in number.units if pk in book.units]


def places_of(number: HeldNumber, book: UnitBook) -> set[int]:
    """The places below that a number counts for: of its figures, else of its units."""
    if number.place_id is not None:
        return {number.place_id} & book.places.keys()
    return {unit.place_id for unit in units_of(number, book) if unit.place_id is not None}


def office_rows(numbers: Collection[HeldNumber], book: UnitBook) -> list[dict[str, Any]]:
    """A row an office of the place itself, in the order of units: a joint number counts in each."""
    found: dict[int, list[HeldNumber]] = {}
    for number in numbers:
        for unit in units_of(number, book):
            if unit.place_id is None:
                found.setdefault(unit.id, []).append(number)
    order = {unit.id: (unit.position, unit.id) for unit in book.units.values()}
    names = {unit.id: unit.name for unit in book.units.values()}
    return [_row(pk, names[pk], found[pk]) for pk in sorted(found, key=order.__getitem__)]


def place_rows(numbers: Collection[HeldNumber], book: UnitBook) -> list[dict[str, Any]]:
    """A row a county (below a county a town), in the order they were registered."""
    found: dict[int, list[HeldNumber]] = {}
    for number in numbers:
        for pk in places_of(number, book):
            found.setdefault(pk, []).append(number)
    return [_row(pk, book.places[pk], found[pk]) for pk in sorted(found)]


def _row(pk: int, name: str, numbers: Sequence[HeldNumber]) -> dict[str, Any]:
    counts = Counter(number.pace for number in numbers)
    return {
        "id": pk,
        "name": name,
        "total": len(numbers),
        **{pace.value: counts[pace.value] for pace in CLASSES},
        "share": share_text(counts[Pace.BEHIND], len(numbers)),
    }


def worst_first(numbers: Iterable[HeldNumber]) -> list[HeldNumber]:
    """Those behind: the furthest behind first, what cannot be measured last."""
    behind = [number for number in numbers if number.pace == Pace.BEHIND]
    return sorted(behind, key=lambda number: number.order)


def best_first(numbers: Iterable[HeldNumber]) -> list[HeldNumber]:
    """Those done, then those ahead, the furthest ahead first."""
    good = [number for number in numbers if number.pace in GOOD]
    return sorted(good, key=_praise)


def _praise(number: HeldNumber) -> tuple[bool, Fraction, str]:
    lead = number.judged.lead_pct or Fraction(0)
    return number.pace != Pace.DONE, -lead, number.id


def task_counts(tasks: Collection[HeldTask]) -> dict[str, Any]:
    """How many tasks there are, and how many of each kind."""
    counts = {key: sum(map(test, tasks)) for key, test in TASK_TESTS.items()}
    share = share_text(counts["closed"], len(tasks))
    return {"total": len(tasks), **counts, "closed_share": share}


TASK_TESTS: dict[str, Callable[[HeldTask], bool]] = {
    "closed": lambda task: task.is_closed,
    "on_time": lambda task: task.is_closed and not task.is_late,
    "late": lambda task: task.is_closed and task.is_late,
    "open": lambda task: not task.is_closed,
    "overdue": lambda task: task.is_overdue,
    "waiting": lambda task: not task.is_dispatched,
}


def silent_units(tasks: Iterable[HeldTask], book: UnitBook) -> list[dict[str, Any]]:
    """Units none of whose dispatched tasks was ever reported on, with how many they have."""
    given: dict[int, list[HeldTask]] = {}
    for task in tasks:
        if task.is_dispatched:
            for pk in task.units:
                given.setdefault(pk, []).append(task)
    silent = {pk: len(own) for pk, own in given.items() if not any(t.is_reported for t in own)}
    shown = {unit.id: unit for unit in book.units.values()}
    ordered = sorted(silent, key=lambda pk: (shown[pk].position, pk))
    return [{"id": pk, "name": shown[pk].name, "tasks": silent[pk]} for pk in ordered]


def changes(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, Any]:
    """What became of numbers, by id → class, since the bulletin before."""
    behind = Pace.BEHIND.value
    counts, earlier = Counter(now.values()), Counter(before.values())
    return {
        "total": len(now) - len(before),
        **{pace.value: counts[pace.value] - earlier[pace.value] for pace in CLASSES},
        "newly_behind": [pk for pk in now if now[pk] == behind and before.get(pk) != behind],
        "recovered": [pk for pk in now if before.get(pk) == behind and now[pk] != behind],
    }
