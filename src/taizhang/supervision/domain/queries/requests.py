"""What waits for a signature or a decision (待批事项), in sets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Task, TaskVersion
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...enums import RequestKind
from ...models import SupervisedTask
from ..clocks.days import day_of_due
from ..clocks.state import Request, Supervised
from ..clocks.stored import state_from
from ..requests.approving import Rung, approving, level_asked, rung_of
from ..requests.sending_back import late_warnings

Rows = QuerySet[SupervisedTask]


def pending_requests(moment: datetime | None = None) -> Rows:
    """The rows of all tasks with a request that waits, the longest waiting first."""
    rows = SupervisedTask.objects.at(moment).exclude(request_kind="")
    return rows.order_by("detail__request__asked_at", "task_id")


def requests_to_decide(person: Person, *, on: date) -> Rows:
    """What this person can decide now: the same as `check_may_decide`, in SQL."""
    return _ranked(pending_requests()).filter(_to_decide(person, on=on))


def requests_to_sign(person: Person, *, on: date) -> Rows:
    """What waits for the signature of this person as the leader of a unit."""
    return pending_requests().filter(_to_sign(person, on=on))


def requests_of_units(person: Person, *, on: date) -> Rows:
    """What the units that this person acts for have asked."""
    units = unit_ids_for(person, on=on)
    return pending_requests().filter(detail__request__unit_id__in=sorted(units))


def requests_seen_by(person: Person, *, on: date) -> Rows:
    """What waits on tasks that this person may see."""
    seen = versions_for(person, on=on).filter(task=OuterRef("task"))
    return pending_requests().filter(Exists(seen))


def count_waiting(person: Person, *, on: date) -> int:
    """How many requests wait for this person, to sign or to decide."""
    if not pending_requests().exists():
        return 0
    mine = _to_decide(person, on=on) | _to_sign(person, on=on)
    return _ranked(pending_requests()).filter(mine).count()


def _ranked(rows: Rows) -> Rows:
    """`level`: the rung asked for; `city_level`: the same among the city's rungs, 0 for none."""
    return rows.annotate(
        level=Case(
            When(request_kind=RequestKind.EXTENSION, then=F("extensions") + 1), default=Value(1)
        ),
        city_level=F("level")
        - Case(When(task__keeper__isnull=True, then=Value(0)), default=Value(1)),
    )


def _to_decide(person: Person, *, on: date) -> Q:
    oversight = oversight_of(person, on=on)
    mine = Q(pk__in=[])
    if oversight.units:
        mine |= Q(level=1, task__keeper__in=oversight.units)
    rungs = approving().rungs
    for number, roles in enumerate(rungs, 1):
        if person.has_role(*roles):
            mine |= Q(city_level=number) if number < len(rungs) else Q(city_level__gte=number)
    own = Q(detail__request__asked_by_id=person.pk) | Q(detail__request__signed_by_id=person.pk)
    return Q(request_signed=True) & mine & ~own


def _to_sign(person: Person, *, on: date) -> Q:
    led = unit_ids_for(person, on=on, role=Role.UNIT_LEADER)
    return Q(request_signed=False, detail__request__unit_id__in=sorted(led))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a request would change, in one line: the day now, the day asked for, who decides."""

    kind: str
    now: date | None
    new: date | None
    level: int
    rung: Rung

    @property
    def days(self) -> int:
        """By how many days an extension moves the deadline."""
        return (self.new - self.now).days if self.now and self.new else 0


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request that waits, with everything a person needs to decide on it."""

    task: Task
    title: str
    request: Request
    effect: Effect
    unit: str
    asked_by: str
    signed_by: str
    suggested: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def grants_as_asked(self) -> bool:
        """Whether it can be granted without more words than "yes"."""
        return self.request.kind != RequestKind.SEND_BACK or bool(self.suggested)

    @property
    def token(self) -> str:
        """Which request was seen: task and moment of asking."""
        return f"{self.task.pk}@{self.request.asked_at.isoformat()}"


def effect_of(state: Supervised, task: Task) -> Effect:
    """What the pending request would change."""
    assert state.request is not None
    level = level_asked(state)
    now = None if state.deadline is None else day_of_due(state.deadline)
    rung = rung_of(level, task.keeper_id)
    return Effect(state.request.kind, now, state.request.new_due, level, rung)


def request_rows(
    rows: Rows | list[SupervisedTask], moment: datetime | None = None
) -> list[RequestRow]:
    """Rows with the names that belong to them: a constant number of queries."""
    listed = list(rows) if isinstance(rows, list) else list(rows.select_related("task"))
    states = {row.task_id: state_from(row.detail) for row in listed}
    versions = {
        task_id: (title, reported)
        for task_id, title, reported in TaskVersion.objects.at(moment)
        .filter(task__in=states)
        .values_list("task_id", "title", "reported_at")
    }
    requests = [state.request for state in states.values() if state.request]
    people = _names(Person, {pk for r in requests for pk in (r.asked_by_id, r.signed_by_id) if pk})
    units = _names(Unit, {pk for r in requests for pk in (r.unit_id, *r.suggested)})
    return [
        _row(row.task, states[row.task_id], versions[row.task_id], people, units) for row in listed
    ]


def _names(model: Any, ids: Collection[int]) -> dict[int, str]:
    return dict(model.objects.filter(pk__in=ids).values_list("pk", "name"))


def _row(
    task: Task,
    state: Supervised,
    version: tuple[str, datetime | None],
    people: dict[int, str],
    units: dict[int, str],
) -> RequestRow:
    request = state.request
    assert request is not None
    return RequestRow(
        task=task,
        title=version[0],
        request=request,
        effect=effect_of(state, task),
        unit=units.get(request.unit_id, ""),
        asked_by=people.get(request.asked_by_id, ""),
        signed_by=people.get(request.signed_by_id or 0, ""),
        suggested=tuple(units[pk] for pk in request.suggested if pk in units),
        warnings=tuple(late_warnings(state, version[1])),
    )
