"""Which unit a subject is (对应单位): as somebody tied it, else by its name.

A firm's name must be a unit's name letter by letter; of a county the government answers, as in
documents. Whoever is no unit gets the letter on paper.
"""

from collections.abc import Iterable
from datetime import date

from taizhang.organisations.domain.queries.succession import final_units
from taizhang.organisations.domain.regions import find_default_region
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import UnitName

from ...models import SchemeRun, SubjectTie


def units_by_name(names: Iterable[str], *, on: date, are_places: bool) -> dict[str, int]:
    """The unit of each name that has one; `are_places`: the names are of counties and the like."""
    wanted = {name for name in names if name}
    if are_places:
        region = find_default_region()
        found = resolve_names(wanted, region=region, on=on) if region else {}
        return {name: unit.pk for name, unit in found.items() if unit is not None}
    return _exact(wanted, on)


def _exact(wanted: set[str], on: date) -> dict[str, int]:
    """A name that means two units of different regions means none."""
    rows = UnitName.objects.filter(name__in=wanted).values_list("name", "unit_id")
    known: dict[str, set[int]] = {}
    for name, unit_id in rows:
        known.setdefault(name, set()).add(unit_id)
    single = {name: next(iter(units)) for name, units in known.items() if len(units) == 1}
    finals = final_units(single.values(), on=on)
    return {name: finals[unit_id].pk for name, unit_id in single.items()}


def ties_of(run: SchemeRun) -> dict[str, int | None]:
    """The unit of each subject that somebody tied by hand; the last word holds."""
    rows = SubjectTie.objects.filter(run=run).order_by("id")
    return dict(rows.values_list("subject", "unit_id"))
