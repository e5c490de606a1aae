"""Merging duplicates and recording reforms (合并、承接)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.domain.changes import record_changes
from taizhang.accounts.models import Person

from ..enums import SuccessionReason
from ..models import Unit
from ..permissions import may_manage_units, may_name_units
from .errors import UnitError, require
from .notes import note_unit


@transaction.atomic
def merge_units(old: Unit, into: Unit, *, actor: Person | None, as_of: datetime) -> Unit:
    """`old` was registered twice: from now on and for every past day it means `into`.

    Names, tasks and memberships stay where they are and are found through the link, so that
    `undo_succession` takes nothing away. Raises UnitError `not_allowed`, `succeeded_already`,
    `succession_circle`.
    """
    require(may_name_units, actor)
    day = timezone.localdate(as_of)
    return _link(old, into, day, SuccessionReason.DUPLICATE, "", actor=actor, as_of=as_of)


@transaction.atomic
def succeed_unit(
    old: Unit, by: Unit, *, on: date, basis: str, actor: Person | None, as_of: datetime
) -> Unit:
    """From a day on `by` has taken over from `old` (机构改革), by a stated decision.

    The day may lie ahead or behind. Raises UnitError `not_allowed`, `basis_empty`,
    `succeeded_already`, `succession_circle`.
    """
    require(may_manage_units, actor)
    if not basis.strip():
        raise UnitError("basis_empty", _("请填写机构改革的依据，例如文件名称和文号。"))
    return _link(old, by, on, SuccessionReason.REFORM, basis.strip(), actor=actor, as_of=as_of)


@transaction.atomic
def undo_succession(unit: Unit, *, actor: Person | None, as_of: datetime) -> Unit:
    """Take back a merger or a reform recorded by mistake. Raises UnitError `not_succeeded`."""
    unit = Unit.objects.select_for_update(of=["self"]).get(pk=unit.pk)
    require(may_name_units, actor)
    if unit.successor is None:
        raise UnitError("not_succeeded", _("%(name)s没有承接单位。") % {"name": unit.name})
    if unit.succession_reason != SuccessionReason.DUPLICATE:
        require(may_manage_units, actor)
    note = note_unit(unit, "successor", _describe(unit), None)
    unit.successor, unit.succeeded_on = None, None
    unit.succession_reason = unit.succession_basis = ""
    _save(unit)
    record_changes([note], actor=actor, as_of=as_of)
    return unit


def _link(
    old: Unit,
    by: Unit,
    on: date,
    reason: SuccessionReason,
    basis: str,
    *,
    actor: Person | None,
    as_of: datetime,
) -> Unit:
    old = _lock_and_check(old, by)
    old.successor, old.succeeded_on = by, on
    old.succession_reason, old.succession_basis = reason, basis
    _save(old)
    note = note_unit(old, "successor", None, _describe(old))
    record_changes([note], actor=actor, as_of=as_of)
    return old


def _lock_and_check(old: Unit, by: Unit) -> Unit:
    """The unit, locked together with every link, so that two links never close a circle."""
    links = Unit.objects.filter(successor__isnull=False) | Unit.objects.filter(
        pk__in=[old.pk, by.pk]
    )
    units = {unit.pk: unit for unit in links.select_for_update(of=["self"]).order_by("pk")}
    old = units[old.pk]
    if old.successor_id is not None:
        raise UnitError(
            "succeeded_already",
            _("%(name)s已有承接单位“%(successor)s”；请先撤销原来的承接。")
            % {"name": old.name, "successor": old.successor},
        )
    above: int | None = by.pk
    while above is not None:
        if above == old.pk:
            raise UnitError(
                "succession_circle",
                _("“%(by)s”的承接关系已经指向“%(old)s”，不能反过来承接。")
                % {"by": by.name, "old": old.name},
            )
        above = units[above].successor_id if above in units else None
    return old


def _save(unit: Unit) -> None:
    fields = ["successor", "succeeded_on", "succession_reason", "succession_basis"]
    unit.save(update_fields=fields)


def _describe(unit: Unit) -> list[str]:
    """Successor, day, reason, basis."""
    reason, basis = str(unit.succession_reason), unit.succession_basis
    return [str(unit.successor), str(unit.succeeded_on), reason, basis]
