"""What rooms above add to people: a carrier of notices, and reasons against a role.

Rooms register once, in their `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Protocol

from .models import Person

# Says in a sentence why a person may not hold these roles on that day; "" if nothing is against it.
RoleGuard = Callable[[Person, Iterable[str], date], str]


class Carrier(Protocol):
    """Brings a notice to people: the inbox."""

    def __call__(
        self,
        recipients: Iterable[Person],
        *,
        kind: str,
        subject: str,
        as_of: datetime,
        body: str = "",
        url: str = "",
    ) -> object: ...


_carriers: list[Carrier] = []
_guards: list[RoleGuard] = []


def register_carrier(carrier: Carrier) -> None:
    """Make `carrier` the way notices reach people."""
    if carrier not in _carriers:
        _carriers.append(carrier)


def register_role_guard(guard: RoleGuard) -> None:
    """Ask `guard` before a person is given roles."""
    if guard not in _guards:
        _guards.append(guard)


def announce(
    recipients: Iterable[Person],
    *,
    kind: str,
    subject: str,
    as_of: datetime,
    body: str = "",
    url: str = "",
) -> None:
    """Send a notice to people through every registered carrier."""
    people = list(recipients)
    for carrier in _carriers:
        carrier(people, kind=kind, subject=subject, as_of=as_of, body=body, url=url)


def reasons_against(person: Person, roles: Iterable[str], on: date) -> list[str]:
    """Sentences of the rooms above that forbid the person these roles."""
    return [reason for guard in _guards if (reason := guard(person, roles, on))]
