"""Registering, naming and placing units (单位登记)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.domain.changes import record_changes
from taizhang.accounts.models import Person

from ..enums import UnitKind
from ..models import Region, Unit, UnitName
from ..permissions import may_manage_units, may_name_units
from .errors import UnitError, require
from .names import fold_name, kind_of_name, name_key, plain_name
from .notes import note_unit
from .places import exact_key
from .resolving import POSITIONS, lock_regions


@transaction.atomic
def register_unit(
    name: str,
    *,
    region: Region,
    actor: Person | None,
    as_of: datetime,
    names: Iterable[str] = (),
    kind: str = "",
    parent: Unit | None = None,
    position: int | None = None,
    exact: bool = False,
) -> Unit:
    """Register a unit with its official name and any others.

    `kind` and `position` follow from the name if not given; `exact` lets the official name mean
    this unit only when spelt so. Raises UnitError `not_allowed`, `name_empty` or `name_taken`.
    """
    require(may_manage_units, actor)
    if not fold_name(name):
        raise UnitError("name_empty", _("单位没有名称，请填写。"))
    lock_regions([region.pk])
    sort = UnitKind(kind) if kind else kind_of_name(name)
    unit = Unit.objects.create(
        region=region,
        name=plain_name(name),
        kind=sort,
        parent=parent,
        position=POSITIONS[sort] if position is None else position,
    )
    record_changes([note_unit(unit, "name", None, unit.name)], actor=actor, as_of=as_of)
    _keep_name(unit, name, exact=exact)
    for other in names:
        _add_name(unit, other, exact=False, actor=actor, as_of=as_of)
    return unit


@transaction.atomic
def add_name(
    unit: Unit, name: str, *, actor: Person | None, as_of: datetime, exact: bool = False
) -> Unit:
    """Let one more name mean this unit; a name it already has is no error.

    Raises UnitError `not_allowed`, `name_empty`, or `name_taken` with the unit that has it.
    """
    require(may_name_units, actor)
    lock_regions([unit.region_id])
    _add_name(unit, name, exact=exact, actor=actor, as_of=as_of)
    return unit


@transaction.atomic
def remove_name(unit_name: UnitName, *, actor: Person | None, as_of: datetime) -> Unit:
    """Let a name no longer mean its unit. Raises UnitError `not_allowed` or `name_official`."""
    require(may_name_units, actor)
    unit = unit_name.unit
    if unit_name.key in _keys(unit, unit.name):
        raise UnitError(
            "name_official",
            _("“%(name)s”是该单位现在的名称，不能删除；请先改名。") % {"name": unit_name.name},
        )
    unit_name.delete()
    note = note_unit(unit, "names", unit_name.name, None)
    record_changes([note], actor=actor, as_of=as_of)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, actor: Person | None, as_of: datetime) -> Unit:
    """Change the official name; the old one goes on meaning the unit."""
    require(may_manage_units, actor)
    lock_regions([unit.region_id])
    unit = Unit.objects.select_related("region").select_for_update(of=["self"]).get(pk=unit.pk)
    before, unit.name = unit.name, plain_name(name)
    _keep_name(unit, name, exact=False)
    unit.save(update_fields=["name"])
    record_changes([note_unit(unit, "name", before, unit.name)], actor=actor, as_of=as_of)
    return unit


@transaction.atomic
def place_unit(
    unit: Unit,
    *,
    parent: Unit | None,
    position: int,
    kind: str,
    actor: Person | None,
    as_of: datetime,
) -> Unit:
    """Move a unit in the tree. Raises UnitError `not_allowed` or `parent_below`."""
    require(may_manage_units, actor)
    above = parent
    while above is not None:
        if above.pk == unit.pk:
            raise UnitError("parent_below", _("上级单位不能是本单位或它的下级单位，请另选。"))
        above = above.parent
    notes = [
        note_unit(unit, "parent", _name_of(unit.parent), _name_of(parent)),
        note_unit(unit, "position", unit.position, position),
        note_unit(unit, "kind", unit.kind, str(UnitKind(kind))),
    ]
    unit.parent, unit.position, unit.kind = parent, position, kind
    unit.save(update_fields=["parent", "position", "kind"])
    record_changes(notes, actor=actor, as_of=as_of)
    return unit


def _add_name(unit: Unit, name: str, *, exact: bool, actor: Person | None, as_of: datetime) -> None:
    if _keep_name(unit, name, exact=exact):
        note = note_unit(unit, "names", None, plain_name(name))
        record_changes([note], actor=actor, as_of=as_of)


def _keep_name(unit: Unit, name: str, *, exact: bool) -> bool:
    """Keep the name under its key; False if the unit has that key already."""
    if not fold_name(name):
        raise UnitError("name_empty", _("单位没有名称，请填写。"))
    shared, own = _keys(unit, name)
    key = own if exact else shared
    known = UnitName.objects.filter(region=unit.region, key=key).select_related("unit").first()
    if known is None:
        UnitName.objects.create(unit=unit, region=unit.region, name=plain_name(name), key=key)
        return True
    if known.unit_id != unit.pk:
        raise UnitError(
            "name_taken",
            _("“%(name)s”已经指“%(unit)s”；若是同一单位请合并，若确是两个单位请勾选“仅限此写法”。")
            % {"name": plain_name(name), "unit": known.unit.name},
        )
    return False


def _keys(unit: Unit, name: str) -> tuple[str, str]:
    return name_key(name, region_name=unit.region.name), exact_key(name)


def _name_of(unit: Unit | None) -> str | None:
    return unit.name if unit else None
