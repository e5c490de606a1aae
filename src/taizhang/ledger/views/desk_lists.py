"""What waits for a person (工作台): lists with counts for who acts, numbers for who reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from .. import registry
from ..desk import late_tasks, list_address, task_rows
from ..domain.queries.versions import versions_for
from ..enums import OPEN_STATES, TaskState
from ..forms.filters import OVERDUE
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
    state: str = ""


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
    """The numbers of who reads everything: open tasks by state, late ones, closed ones."""
    if not may_see_all(person):
        return []
    late = Q(state__in=OPEN_STATES, due__lt=on)
    totals = versions_for(person, on=on).aggregate(
        late=Count("pk", filter=late),
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
    )
    counts = [
        DeskCount(state.label, totals[state.value], list_address(state=state.value), state.value)
        for state in TaskState
        if state in OPEN_STATES | {TaskState.CLOSED}
    ]
    return [*counts, DeskCount(_("已逾期"), totals["late"], list_address(state=OVERDUE))]


def most_overdue(person: Person, *, now: datetime) -> ShownList:
    """The open tasks that are longest past their date."""
    on = timezone.localdate(now)
    rows = task_rows(
        late_tasks(versions_for(person, on=on), on),
        empty=_("没有逾期的任务。"),
        url=list_address(state=OVERDUE, sort="due"),
    )
    return ShownList(
        "longest",
        _("逾期最久的任务"),
        registry.TASK_ROWS,
        "",
        (),
        rows.rows,
        rows.count,
        rows.empty,
        rows.url,
    )
