"""Who acts for which units on a day (任职与承接)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TypeVar

from taizhang.accounts.models import Person

from ..models import Membership
from .queries.succession import holders_of, same_units, with_predecessors

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("kept_answers", default=None)


@contextmanager
def keep_answers() -> Iterator[None]:
    """Within it, what a person is on a day is asked once (同一请求只问一次).

    For reading one page only: who changes memberships or units within it would not see the change.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def unit_ids_for(person: Person, *, on: date, role: str | None = None) -> frozenset[int]:
    """The units a person acts for: those of the memberships in force and all they took over.

    `role` narrows to memberships in that role (liaison, unit_leader, county_clerk).
    """
    if not person.is_active:
        return frozenset()
    held = _held(person, on)
    own = {unit_id for unit_id, known in held if role in (None, known)}
    if not own:
        return frozenset()
    key = ("units", on, frozenset(own))
    return answer_once(key, lambda: with_predecessors(same_units(own), on=on))


def roles_in_units(person: Person, *, on: date) -> frozenset[str]:
    """The roles a person holds in units on a day, whichever units they are."""
    return (
        frozenset(role for _unit_id, role in _held(person, on)) if person.is_active else frozenset()
    )


def _held(person: Person, on: date) -> tuple[tuple[int, str], ...]:
    """Unit and role of the person's memberships in force."""

    def ask() -> tuple[tuple[int, str], ...]:
        rows = Membership.objects.on(on).filter(person=person).values_list("unit_id", "role")
        return tuple(rows)

    return answer_once(("held", on, person.pk), ask)


def answer_once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What was answered before under the key, while answers are kept."""
    if (kept := _kept.get()) is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return kept[key]  # type: ignore[return-value]


def people_acting_for(
    unit_ids: Iterable[int], *, on: date, role: str | None = None
) -> dict[int, list[Person]]:
    """The active people who act for each unit; a predecessor's include the successor's.

    The inverse of `unit_ids_for`: p is listed for u exactly when u is among the units of p.
    """
    wanted = set(unit_ids)
    holders = holders_of(wanted, on=on)
    memberships = Membership.objects.on(on).filter(
        unit__in=set().union(*holders.values()), person__is_active=True
    )
    if role is not None:
        memberships = memberships.filter(role=role)
    people: dict[int, dict[int, Person]] = defaultdict(dict)
    for membership in memberships.select_related("person"):
        people[membership.unit_id][membership.person_id] = membership.person
    return {
        unit_id: list({p.pk: p for held in sorted(held) for p in people[held].values()}.values())
        for unit_id, held in holders.items()
    }
