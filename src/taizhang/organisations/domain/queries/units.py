"""The list and the page of units (单位列表、单位页)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.accounts.domain.roles import LONELY_ROLES
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person

from ...enums import SuccessionReason, UnitKind
from ...models import Membership, Unit, UnitName
from ..acting import people_acting_for
from .succession import holders_of

DUPLICATE = SuccessionReason.DUPLICATE


@dataclass(frozen=True)
class ListedUnit:
    """A unit at its depth in the tree, with what the list shows."""

    unit: Unit
    depth: int
    other_names: list[str]
    liaisons: list[str]

    @property
    def steps(self) -> range:
        """One for every level above."""
        return range(self.depth)

    @property
    def lacks_liaison(self) -> bool:
        """Nobody answers for a unit that somebody should answer for."""
        return (
            not self.liaisons
            and self.unit.successor_id is None
            and self.unit.kind != UnitKind.COLLECTIVE
        )


def live_units() -> QuerySet[Unit]:
    """Units that have not been merged or succeeded."""
    return Unit.objects.filter(successor=None)


def appointable_people() -> QuerySet[Person]:
    """Active people who may act for a unit."""
    return (
        Person.objects.filter(is_active=True)
        .exclude(roles__overlap=sorted(LONELY_ROLES))
        .order_by("name", "username")
    )


def units_matching(*, on: date, q: str = "", kind: str = "", state: str = "") -> QuerySet[Unit]:
    """Units by part of any of their names, by kind, by state on a day."""
    units = Unit.objects.all()
    if q:
        named = UnitName.objects.filter(unit=OuterRef("pk"), name__icontains=q)
        units = units.filter(Q(name__icontains=q) | Exists(named))
    if kind:
        units = units.filter(kind=kind)
    if state == "live":
        units = units.filter(successor=None)
    elif state == "succeeded":
        units = units.filter(successor__isnull=False)
    elif state == "unattended":
        units = units.filter(successor=None).exclude(kind=UnitKind.COLLECTIVE)
        own = Q(unit=OuterRef("pk"))
        merged = Q(unit__successor=OuterRef("pk"), unit__succession_reason=DUPLICATE)
        units = units.filter(~Exists(_liaisons(on).filter(own | merged)))
    return units


def in_tree_order(units: QuerySet[Unit]) -> list[tuple[int, int]]:
    """(unit id, depth) with every unit below its superior, as far as that one is in the list."""
    rows = list(units.order_by("position", "id").values_list("pk", "parent_id"))
    listed = {pk for pk, _parent in rows}
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in rows:
        below[parent if parent in listed else None].append(pk)
    ordered: list[tuple[int, int]] = []
    stack = [(pk, 0) for pk in reversed(below[None])]
    while stack:
        pk, depth = stack.pop()
        ordered.append((pk, depth))
        stack += [(child, depth + 1) for child in reversed(below[pk])]
    return ordered


def show_units(ordered: Iterable[tuple[int, int]], *, on: date) -> list[ListedUnit]:
    """The units of one page with names and liaisons, in a fixed number of queries."""
    places = list(ordered)
    ids = [pk for pk, _depth in places]
    units = Unit.objects.select_related("region", "successor").prefetch_related("names")
    found = units.in_bulk(ids)
    acting = people_acting_for(ids, on=on, role=Role.LIAISON)
    return [
        ListedUnit(
            unit=found[pk],
            depth=depth,
            other_names=[n.name for n in found[pk].names.all() if n.name != found[pk].name],
            liaisons=[person.name for person in acting[pk]],
        )
        for pk, depth in places
    ]


def memberships_of(unit: Unit) -> QuerySet[Membership]:
    """Everybody who acts or acted for the unit or a duplicate of it, the latest first."""
    units = holders_of([unit.pk], on=date.min)[unit.pk]
    held = Membership.objects.filter(unit__in=units).select_related("person", "unit")
    return held.order_by("-starts", "-id")


def _liaisons(on: date) -> QuerySet[Membership]:
    return Membership.objects.on(on).filter(role=Role.LIAISON, person__is_active=True)
