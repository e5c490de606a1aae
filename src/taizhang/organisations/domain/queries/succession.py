"""Following successors, forwards and backwards (承接关系)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from ...enums import SuccessionReason
from ...models import Unit

_DUPLICATE = Q(successor__isnull=False, succession_reason=SuccessionReason.DUPLICATE)


def in_force(on: date | None) -> Q:
    """Successions in force on a day. A duplicate was the same unit all along."""
    if on is None:
        return Q(successor__isnull=False)
    return Q(successor__isnull=False, succeeded_on__lte=on) | _DUPLICATE


def final_units(unit_ids: Iterable[int], *, on: date | None) -> dict[int, Unit]:
    """Each unit's last successor in force, itself if there is none."""
    wanted = set(unit_ids)
    links = _climb_up(wanted, in_force(on))
    finals = {unit_id: _way(unit_id, links)[-1] for unit_id in wanted}
    units = Unit.objects.select_related("region").in_bulk(set(finals.values()))
    return {unit_id: units[final] for unit_id, final in finals.items()}


def with_predecessors(unit_ids: Iterable[int], *, on: date | None) -> frozenset[int]:
    """The units and all whose duties they have taken over by that day."""
    wanted = set(unit_ids)
    return frozenset(wanted | _climb_down(wanted, in_force(on)).keys())


def same_units(unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and those they were merged into as duplicates."""
    wanted = set(unit_ids)
    return frozenset(wanted | set(_climb_up(wanted, _DUPLICATE).values()))


def holders_of(unit_ids: Iterable[int], *, on: date | None) -> dict[int, frozenset[int]]:
    """The units whose people act for each unit: itself, its successors, and their duplicates."""
    wanted = set(unit_ids)
    links = _climb_up(wanted, in_force(on))
    ways = {unit_id: _way(unit_id, links) for unit_id in wanted}
    duplicates = _climb_down(set().union(*ways.values()), _DUPLICATE)
    return {
        unit_id: frozenset(way) | {d for d in duplicates if way & set(_way(d, duplicates))}
        for unit_id, way in ((unit_id, set(way)) for unit_id, way in ways.items())
    }


def _climb_up(unit_ids: set[int], which: Q) -> dict[int, int]:
    """Unit → successor for the units and everything on their way up."""
    links: dict[int, int] = {}
    frontier = unit_ids
    while frontier:
        rows = Unit.objects.filter(which, pk__in=frontier)
        step = {pk: successor for pk, successor in rows.values_list("pk", "successor") if successor}
        links |= step
        frontier = set(step.values()) - links.keys()
    return links


def _climb_down(unit_ids: set[int], which: Q) -> dict[int, int]:
    """Unit → successor for everything that leads to the units."""
    links: dict[int, int] = {}
    frontier = unit_ids
    while frontier:
        rows = Unit.objects.filter(which, successor__in=frontier)
        step = {pk: successor for pk, successor in rows.values_list("pk", "successor") if successor}
        frontier = step.keys() - links.keys() - unit_ids
        links |= step
    return links


def _way(unit_id: int, links: dict[int, int]) -> list[int]:
    """The unit and its successors, the last one last."""
    way = [unit_id]
    while way[-1] in links and links[way[-1]] not in way:
        way.append(links[way[-1]])
    return way
