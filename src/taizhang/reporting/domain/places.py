"""What a person is to bulletins on a day (身份)."""

from dataclasses import dataclass
from datetime import date

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import Oversight, oversight_of
from taizhang.organisations.domain.acting import unit_ids_for


@dataclass(frozen=True, slots=True)
class Place:
    """A person with the units they act for, those they lead, and whose tasks they supervise."""

    person: Person
    units: frozenset[int]
    leads: frozenset[int]
    oversight: Oversight


def place_of(person: Person, *, on: date) -> Place:
    """The person's place on a day."""
    return Place(
        person,
        unit_ids_for(person, on=on),
        unit_ids_for(person, on=on, role=Role.UNIT_LEADER),
        oversight_of(person, on=on),
    )
