"""Who gets to meetings and instructions at all, and to which (访问)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from taizhang.accounts.access import only
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.permissions import may_see_all
from taizhang.organisations.domain.acting import roles_in_units
from taizhang.organisations.models import Membership, Unit

from ..domain.intake.basis import record_of
from ..models import Instruction, Intake, Meeting
from ..permissions import (
    may_instruct,
    may_record_for,
    may_record_intake,
    may_see_intake,
)


def reads_intake(person: Person) -> bool:
    """Sees the lists of meetings and instructions: reads all tasks, or supervises for a county.

    Asked with every page, so it is one quick query at most, and none where the page asked for the
    person's roles before.
    """
    return may_see_all(person) or Role.COUNTY_CLERK in roles_in_units(
        person, on=timezone.localdate()
    )


def records_intake(person: Person) -> bool:
    """Enters meetings and instructions today."""
    return may_record_intake(oversight_of(person, on=timezone.localdate()))


reading_page = only(reads_intake)
recording_page = only(records_intake)
instructing_page = only(may_instruct)


def may_edit(person: Person, record: Intake) -> bool:
    """Whether this person may change this record today."""
    return may_record_for(oversight_of(person, on=timezone.localdate()), record.keeper_id)


def open_record(person: Person, pk: int, *, to_edit: bool = False) -> Meeting | Instruction:
    """A record this person may see (404 otherwise), and change where asked (403 otherwise)."""
    intake = Intake.objects.select_related("keeper__region").filter(pk=pk).first()
    oversight = oversight_of(person, on=timezone.localdate())
    if intake is None or not may_see_intake(person, oversight, intake.keeper_id):
        raise Http404
    if to_edit and not may_record_for(oversight, intake.keeper_id):
        raise PermissionDenied
    return record_of(intake)


def keepers_of(person: Person, *, on: date) -> list[Unit | None]:
    """For whom a person may enter: None is the city's office."""
    held = _as_county_clerk(person, on)
    units: list[Unit | None] = list(Unit.objects.filter(pk__in=held.values("unit")))
    oversight = oversight_of(person, on=on)
    return ([None] if may_record_for(oversight, None) else []) + units


def _as_county_clerk(person: Person, on: date) -> QuerySet[Membership]:
    return Membership.objects.on(on).filter(person=person, role=Role.COUNTY_CLERK)
