"""What a person is to reports on a day (报告中的身份): asked with every page, so in few queries."""

from dataclasses import dataclass
from datetime import date

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import Oversight
from taizhang.ledger.permissions import may_supervise
from taizhang.organisations.domain.acting import roles_in_units, unit_ids_for

_NONE: frozenset[int] = frozenset()
_REVIEWERS = frozenset({Role.UNIT_LEADER, Role.COUNTY_CLERK})


@dataclass(frozen=True, slots=True)
class Seat:
    """The roles a person holds in units, and whether they supervise the city's own tasks."""

    person: Person
    on: date
    roles: frozenset[str]
    city: bool

    @property
    def owes(self) -> bool:
        """Acts for a unit."""
        return bool(self.roles)

    @property
    def reviews(self) -> bool:
        """Supervises tasks, or leads a unit."""
        return self.city or bool(self.roles & _REVIEWERS)

    def units(self, role: str | None = None) -> frozenset[int]:
        """The units the person acts for, in a role or in any; no query where there are none."""
        if not self.roles or (role is not None and role not in self.roles):
            return _NONE
        return unit_ids_for(self.person, on=self.on, role=role)

    @property
    def oversight(self) -> Oversight:
        """Whose tasks the person supervises."""
        return Oversight(self.city, self.units(Role.COUNTY_CLERK))


def seat_of(person: Person, *, on: date) -> Seat:
    """A person's seat on a day: one query."""
    roles = roles_in_units(person, on=on)
    return Seat(person, on, roles, person.is_active and may_supervise(person))
