"""The acts on a unit page: who may, the form each needs, the operation it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from taizhang.accounts.models import Person

from ..domain.memberships import appoint
from ..domain.succeeding import merge_units, succeed_unit, undo_succession
from ..domain.units import add_name, place_unit, rename_unit
from ..forms.units import (
    AddNameForm,
    AppointForm,
    MergeForm,
    PlaceForm,
    RenameForm,
    SucceedForm,
    UnitActForm,
)
from ..models import Unit
from ..permissions import may_appoint, may_manage_units, may_name_units

Perform = Callable[[Unit, dict[str, Any], Person, datetime], object]


@dataclass(frozen=True)
class UnitAct:
    """One act on a unit."""

    may: Callable[[Person], bool]
    form: type[UnitActForm]
    perform: Perform


ACTS = {
    "rename": UnitAct(
        may_manage_units,
        RenameForm,
        lambda unit, data, actor, at: rename_unit(unit, **data, actor=actor, as_of=at),
    ),
    "place": UnitAct(
        may_manage_units,
        PlaceForm,
        lambda unit, data, actor, at: place_unit(unit, **data, actor=actor, as_of=at),
    ),
    "name": UnitAct(
        may_name_units,
        AddNameForm,
        lambda unit, data, actor, at: add_name(unit, **data, actor=actor, as_of=at),
    ),
    "merge": UnitAct(
        may_name_units,
        MergeForm,
        lambda unit, data, actor, at: merge_units(unit, **data, actor=actor, as_of=at),
    ),
    "succeed": UnitAct(
        may_manage_units,
        SucceedForm,
        lambda unit, data, actor, at: succeed_unit(unit, **data, actor=actor, as_of=at),
    ),
    "undo": UnitAct(
        may_name_units,
        UnitActForm,
        lambda unit, data, actor, at: undo_succession(unit, actor=actor, as_of=at),
    ),
    "appoint": UnitAct(
        may_appoint,
        AppointForm,
        lambda unit, data, actor, at: appoint(
            data["person"],
            unit,
            role=data["role"],
            starts=data["starts"],
            actor=actor,
            as_of=at,
        ),
    ),
}


def open_acts(unit: Unit, actor: Person) -> dict[str, UnitActForm]:
    """The forms of the acts this person may do on this unit as it stands."""
    closed = {"merge", "succeed"} if unit.successor_id else {"undo"}
    return {
        name: act.form(unit=unit)
        for name, act in ACTS.items()
        if name not in closed and act.may(actor)
    }
