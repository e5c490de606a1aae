"""What a person is to runs on a day (身份)."""

from dataclasses import dataclass
from datetime import date

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for


@dataclass(frozen=True, slots=True)
class Place:
    """A person with the units they act for."""

    person: Person
    units: frozenset[int]


def place_of(person: Person, *, on: date) -> Place:
    """The person's place on a day."""
    return Place(person, unit_ids_for(person, on=on))
