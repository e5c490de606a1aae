"""Under which unit and place figures stand (单位与地区), as a bulletin keeps it.

Names and successions of units are not kept by recorded moment: what a bulletin was made with
stands in its own numbers, so that it can be made again after a reform.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from taizhang.organisations.domain.queries.succession import final_units, with_predecessors
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.enums import Level
from taizhang.organisations.models import Region, Unit

_RANKS = {Level.PROVINCE: 0, Level.CITY: 1, Level.TOWNSHIP: 3}
_COUNTY = 2


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit as papers show it: who has taken over its duties, and the place below, if any."""

    id: int
    name: str
    place_id: int | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class UnitBook:
    """The office a bulletin is of, and every unit as it is shown in it (单位名册)."""

    office: str
    region_id: int
    region: str
    keepers: tuple[int, ...] = ()  # the keeper and whom it succeeded; none: the city's office
    units: Mapping[int, ShownUnit] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    regions: Mapping[int, int] = field(default_factory=dict)  # region → the place it lies in

    def only(self, unit_ids: Collection[int], place_ids: Collection[int | None]) -> "UnitBook":
        """The book with these units and places only."""
        units = {pk: self.units[pk] for pk in sorted(unit_ids) if pk in self.units}
        wanted = {unit.place_id for unit in units.values()} | set(place_ids)
        places = {pk: name for pk, name in sorted(self.places.items()) if pk in wanted}
        regions = {pk: place for pk, place in sorted(self.regions.items()) if place in wanted}
        return replace(self, units=units, places=places, regions=regions)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON; `read_book` reads it back."""
        return {
            "office": self.office,
            "region": [self.region_id, self.region],
            "keepers": list(self.keepers),
            "units": [
                [pk, unit.id, unit.name, unit.place_id, unit.position]
                for pk, unit in self.units.items()
            ],
            "places": [[pk, name] for pk, name in self.places.items()],
            "regions": [[pk, place] for pk, place in self.regions.items()],
        }


def read_book(said: Mapping[str, Any]) -> UnitBook:
    """The book that a bulletin keeps."""
    return UnitBook(
        said["office"],
        said["region"][0],
        said["region"][1],
        tuple(said["keepers"]),
        {pk: ShownUnit(*rest) for pk, *rest in said["units"]},
        dict(said["places"]),
        dict(said["regions"]),
    )


def unit_book(keeper_id: int | None, *, on: date) -> UnitBook:
    """Every unit as it is shown on a day, from the office of a keeper (None: the city's)."""
    keeper = Unit.objects.select_related("region").get(pk=keeper_id) if keeper_id else None
    home = keeper.region if keeper else default_region()
    known = Region.objects.in_bulk()
    lies_in = {pk: _place(region, home, known) for pk, region in known.items()}
    regions = {pk: place.pk for pk, place in lies_in.items() if place}
    every = Unit.objects.order_by().values_list("pk", flat=True)
    units = {
        pk: ShownUnit(unit.pk, unit.name, regions.get(unit.region_id), unit.position)
        for pk, unit in final_units(every, on=on).items()
    }
    return UnitBook(
        keeper.name if keeper else f"{home.name}人民政府办公室",
        home.pk,
        home.name,
        tuple(sorted(with_predecessors([keeper_id], on=on))) if keeper_id else (),
        units,
        {place.pk: place.name for place in lies_in.values() if place},
        regions,
    )


def _place(region: Region, home: Region, regions: Mapping[int, Region]) -> Region | None:
    """The county or town right below home that a region lies in; None: home itself, or above."""
    rank = _rank(home)
    while region.pk != home.pk and _rank(region) > rank:
        above = regions.get(region.parent_id) if region.parent_id else None
        if above is None or _rank(above) <= rank:
            return region
        region = above
    return None


def _rank(region: Region) -> int:
    return _RANKS.get(Level(region.level), _COUNTY) if region.level else _COUNTY
