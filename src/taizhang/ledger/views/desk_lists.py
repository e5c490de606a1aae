"""What waits for a person (工作台): lists with counts for who acts, numbers for who reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise

from taizhang.accounts.models import Person

from .. import registry
from ..desk import list_address
from ..domain.queries.versions import versions_for
from ..enums import OPEN_STATES, TaskState
from ..permissions import may_see_all


@dataclass(frozen=True)
class ShownList:
    """One list of the desk: its first rows, how many there are, where all of them stand."""

    key: str
    title: str | Promise
    template: str
    bulk: str
    assets: Sequence[str]
    rows: Sequence[Any]
    count: int
    empty: str | Promise
    url: str

    @classmethod
    def of(cls, known: registry.DeskList, found: registry.DeskRows) -> "ShownList":
        said = (known.key, known.title, known.template, known.bulk, known.assets)
        return cls(*said, found.rows, found.count, found.empty, found.url)


@dataclass(frozen=True)
class DeskCount:
    """One number of the desk and the list behind it."""

    label: str | Promise
    number: int
    url: str
    state: str


def shown_lists(person: Person, *, now: datetime) -> list[ShownList]:
    """The registered lists that are for this person."""
    return [
        ShownList.of(known, found)
        for known in registry.desk_lists()
        if known.may(person) and (found := known.query(person, now=now)) is not None
    ]


def assets_of(lists: Iterable[ShownList], kind: str) -> list[str]:
    """The assets of the lists that end so (.css, .js), each once."""
    paths = (path for each in lists if each.count for path in each.assets if path.endswith(kind))
    return list(dict.fromkeys(paths))


def desk_counts(person: Person, *, on: date) -> list[DeskCount]:
    """The numbers of who reads everything: open tasks by state, closed ones."""
    if not may_see_all(person):
        return []
    totals = versions_for(person, on=on).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
    )
    return [
        DeskCount(state.label, totals[state.value], list_address(state=state.value), state.value)
        for state in TaskState
        if state in OPEN_STATES | {TaskState.CLOSED}
    ]
