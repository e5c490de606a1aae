"""Who acts for which units on a day (任职与承接)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from taizhang.accounts.models import Person

from ..models import Membership
from .queries.succession import holders_of, same_units, with_predecessors


def unit_ids_for(person: Person, *, on: date, role: str | None = None) -> frozenset[int]:
    """The units a person acts for: those of the memberships in force and all they took over.

    `role` narrows to memberships in that role (liaison, unit_leader, county_clerk).
    """
    if not person.is_active:
        return frozenset()
    memberships = Membership.objects.on(on).filter(person=person)
    if role is not None:
        memberships = memberships.filter(role=role)
    own = memberships.values_list("unit_id", flat=True)
    return with_predecessors(same_units(own), on=on)


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
