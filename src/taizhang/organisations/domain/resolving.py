"""From printed names to units (单位识别)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from taizhang.accounts.domain.changes import ChangeNote, record_changes
from taizhang.accounts.enums import SubjectKind
from taizhang.accounts.models import Person

from ..models import Region, Unit, UnitName
from .names import fold_name, kind_of_name, name_key, plain_name
from .places import Family, Key, load_family
from .queries.succession import final_units

POSITIONS = {"department": 1000, "enterprise": 2000, "government": 3000, "collective": 4000}


def resolve_names(
    names: Iterable[str], *, region: Region, on: date | None = None
) -> dict[str, Unit | None]:
    """The unit each printed name means in a document of `region`; None where unknown.

    A succeeded unit gives its successor if the succession is in force `on` that day (without a
    day: every recorded succession). The number of queries does not grow with the names.
    """
    return _resolve(set(names), load_family(region), on)


@transaction.atomic
def ensure_units(
    names: Iterable[str], *, region: Region, actor: Person | None, as_of: datetime
) -> dict[str, Unit]:
    """Like `resolve_names` on the day of `as_of`, but registers what is unknown.

    Names that share a key become one unit, under the first name in order of appearance. Two
    callers at once make one unit: the second waits for the first on the region's row.
    """
    ordered = list(dict.fromkeys(name for name in names if fold_name(name)))
    family, on = load_family(region), timezone.localdate(as_of)
    found = _resolve(set(ordered), family, on)
    unknown = [name for name in ordered if found[name] is None]
    if unknown:
        lock_regions({region.pk} | {family.home_of(fold_name(name)).pk for name in unknown})
        found |= _resolve(set(unknown), family, on)
        found |= _register([name for name in unknown if found[name] is None], family, actor, as_of)
    return {name: unit for name in ordered if (unit := found[name]) is not None}


def lock_regions(region_ids: Iterable[int]) -> None:
    """Let nobody else register names in these regions until the transaction ends."""
    rows = Region.objects.filter(pk__in=set(region_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True))


def _resolve(names: set[str], family: Family, on: date | None) -> dict[str, Unit | None]:
    wanted = {name: family.keys_of(name) for name in names if fold_name(name)}
    owners = _owners({key for keys in wanted.values() for key in keys})
    finals = final_units(owners.values(), on=on)
    found: dict[str, Unit | None] = dict.fromkeys(names)
    for name, keys in wanted.items():
        owner = next((owners[key] for key in keys if key in owners), None)
        found[name] = finals[owner] if owner is not None else None
    return found


def _owners(keys: set[Key]) -> dict[Key, int]:
    rows = UnitName.objects.filter(
        Q(region__in={region for region, _ in keys}), Q(key__in={key for _, key in keys})
    )
    return {
        (row.region_id, row.key): row.unit_id for row in rows if (row.region_id, row.key) in keys
    }


def _register(
    names: list[str], family: Family, actor: Person | None, as_of: datetime
) -> dict[str, Unit]:
    units: dict[Key, Unit] = {}
    made: dict[str, Unit] = {}
    for name in names:
        home = family.home_of(fold_name(name))
        key = (home.pk, name_key(name, region_name=home.name))
        units.setdefault(key, _new_unit(name, home))
        made[name] = units[key]
    Unit.objects.bulk_create(units.values())
    UnitName.objects.bulk_create(
        UnitName(unit=unit, region_id=region, name=unit.name, key=key)
        for (region, key), unit in units.items()
    )
    notes = (
        ChangeNote(SubjectKind.UNIT, unit.pk, unit.name, "name", None, unit.name)
        for unit in units.values()
    )
    record_changes(notes, actor=actor, as_of=as_of)
    return made


def _new_unit(name: str, home: Region) -> Unit:
    kind = kind_of_name(name)
    return Unit(region=home, name=plain_name(name), kind=kind, position=POSITIONS[kind])
