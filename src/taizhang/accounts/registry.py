"""What rooms above add to people, registered once in their `AppConfig.ready`.

A carrier of notices, reasons against a role, parts of the person page, the posts shown in the list
of people, labels for the fields of the change log.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from .models import Person

# Says in a sentence why a person may not hold these roles on that day; "" if nothing is against it.
RoleGuard = Callable[[Person, Iterable[str], date], str]


# The posts of people on a day, as short texts, by the id of the person.
PostsQuery = Callable[[Iterable[Person], date], Mapping[int, list[str]]]


@dataclass(frozen=True)
class PersonPanel:
    """A part of the person page that a room above draws.

    `context` gives what the template needs, from the person who looks and the person shown.
    """

    template: str
    context: Callable[[Person, Person], dict[str, Any]]


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
_panels: list[PersonPanel] = []
_posts: list[PostsQuery] = []
_labels: dict[str, str | Promise] = {}
_words: dict[str, str | Promise] = {}


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


def register_person_panel(panel: PersonPanel) -> None:
    """Show `panel` on every person page."""
    if panel not in _panels:
        _panels.append(panel)


def person_panels(actor: Person, person: Person) -> list[tuple[str, dict[str, Any]]]:
    """The templates of the registered panels, each with its context."""
    return [(panel.template, panel.context(actor, person)) for panel in _panels]


def register_posts(query: PostsQuery) -> None:
    """Show what `query` finds in the list of people."""
    if query not in _posts:
        _posts.append(query)


def posts_of(people: Iterable[Person], on: date) -> dict[int, list[str]]:
    """The posts of people on a day from all rooms above."""
    listed = list(people)
    found: dict[int, list[str]] = {person.pk: [] for person in listed}
    for query in _posts:
        for person_id, posts in query(listed, on).items():
            found[person_id] += posts
    return found


def register_field_labels(labels: Mapping[str, str | Promise]) -> None:
    """Name fields that stand in the change log."""
    _labels.update(labels)


def register_value_words(words: Mapping[str, str | Promise]) -> None:
    """Say codes that stand in the change log as values."""
    _words.update(words)


def value_word(value: str) -> str:
    """What people call a value of the change log; itself where it is no code."""
    return str(_words.get(value, value))


def field_label(field: str) -> str:
    """What people call a field of the change log."""
    return str(_labels.get(field, field))
