"""What a person's units owe (我要报的): of all their tasks, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.parts import Parts, parts_of
from taizhang.ledger.enums import ANSWERING_ROLES, TaskState, UnitRole
from taizhang.ledger.models import Assignment, TaskVersion

from ...mechanisms.types import Mechanism
from ...models import SupervisedTask
from ..clocks.answering import OPEN
from ..clocks.state import Supervised
from ..clocks.stored import state_from
from ..planning.sources import mechanism_of
from ..reports.owing import Owed, owed_of
from ..reports.seats import seat_of
from .last_reports import LastReport, last_reports


@dataclass(frozen=True)
class OwedPlace:
    """One thing owed, and the task it is owed on."""

    task_id: int
    owed: Owed
    state: Supervised

    @property
    def key(self) -> str:
        """What names it on a page: 12-step-settled."""
        return f"{self.task_id}-{self.owed.answers.replace(':', '-')}"


@dataclass(frozen=True)
class OwedRow:
    """One thing owed, with everything that answering it takes."""

    place: OwedPlace
    version: TaskVersion
    parts: Parts
    last: LastReport | None

    @property
    def owed(self) -> Owed:
        return self.place.owed

    @property
    def needs_signing(self) -> bool:
        """Whether nobody has signed for the task yet."""
        return bool(self.version.state == TaskState.DISPATCHED)


def owed_places(
    person: Person, *, now: datetime, ahead: bool = False, task_id: int | None = None
) -> list[OwedPlace]:
    """What the person's units owe: what is asked for by now, or with `ahead` all that can be
    answered; what is due first in front."""
    speaking = speaking_for(person, now=now, task_id=task_id)
    places = [
        OwedPlace(task_id, owed, state)
        for task_id, state in _states(speaking, now, ahead=ahead).items()
        for owed in owed_of(state, mechanism_of_state(state), now)
        if ahead or owed.is_asked(now)
    ]
    return sorted(places, key=lambda place: (place.owed.due, place.task_id, place.owed.answers))


def owed_rows(places: Iterable[OwedPlace]) -> list[OwedRow]:
    """The places with their tasks, targets, figures and last words."""
    places = list(places)
    ids = {place.task_id for place in places}
    versions = TaskVersion.objects.at(None).filter(task__in=ids).select_related("task__keeper")
    known = {version.task_id: version for version in versions}
    parts, last = parts_of(known.values()), last_reports(ids)
    return [
        OwedRow(place, known[place.task_id], parts[place.task_id], last.get(place.task_id))
        for place in places
    ]


def speaking_for(person: Person, *, now: datetime, task_id: int | None = None) -> set[int]:
    """The tasks for which the person's units speak: as the lead, without a lead as responsible."""
    units = seat_of(person, on=timezone.localdate(now)).units()
    if not units:
        return set()
    own = Assignment.objects.at(None).filter(unit__in=units, role__in=ANSWERING_ROLES)
    if task_id is not None:
        own = own.filter(task=task_id)
    roles: dict[int, set[str]] = defaultdict(set)
    for known, role in own.values_list("task_id", "role"):
        roles[known].add(role)
    as_responsible = {known for known, held in roles.items() if UnitRole.LEAD not in held}
    led = Assignment.objects.at(None).filter(task__in=as_responsible, role=UnitRole.LEAD)
    return roles.keys() - set(led.values_list("task_id", flat=True))


def mechanism_of_state(state: Supervised) -> Mechanism | None:
    """The mechanism a task runs under; None without one."""
    return None if state.mechanism_id is None else mechanism_of(state.mechanism_id)


def _states(task_ids: Collection[int], now: datetime, *, ahead: bool) -> dict[int, Supervised]:
    rows: QuerySet[SupervisedTask] = waiting_for_units(SupervisedTask.objects.at(None))
    rows = rows.filter(task__in=task_ids)
    if not ahead:
        rows = rows.filter(Q(near_at__lte=now) | Q(marks__contains=OPEN))
    return {task_id: state_from(kept) for task_id, kept in rows.values_list("task_id", "detail")}


def waiting_for_units(rows: QuerySet[SupervisedTask]) -> QuerySet[SupervisedTask]:
    """The tasks under way of which something may be owed by their units."""
    return rows.filter(started_at__isnull=False, halted_at__isnull=True, ended_at__isnull=True)
