"""What a person is to a task on a day (身份)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.accounts.enums import SUPERVISION_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import people_acting_for, unit_ids_for

from ..enums import ANSWERING_ROLES, UnitRole
from ..models import Event, Task, TaskVersion
from ..permissions import may_supervise
from ..registry import submissions
from .snapshot import Answer, Snapshot


@dataclass(frozen=True, slots=True)
class Oversight:
    """Whose tasks a person supervises (督办范围): the city's own, those kept by some units."""

    city: bool = False
    units: frozenset[int] = frozenset()  # where the person is county clerk, with predecessors

    def __bool__(self) -> bool:
        return self.city or bool(self.units)

    def covers(self, keeper_id: int | None) -> bool:
        """Whether the tasks of this keeper (None: the city's office) are among them."""
        return self.city if keeper_id is None else keeper_id in self.units


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before a task: the task's units they act for, whether they supervise it, and
    whether they submitted for it."""

    person: Person
    units: tuple[Answer, ...]
    has_lead: bool
    submitted: bool  # a report or closing request on this task or one of the same commitment
    supervises: bool  # for the unit that keeps the task
    oversight: Oversight

    @property
    def unsigned(self) -> tuple[Answer, ...]:
        """The person's units that have not signed for the task."""
        return tuple(answer for answer in self.units if answer.signed_at is None)

    @property
    def speaks_for_the_task(self) -> bool:
        """Whether the person acts for the lead, or without a lead for a responsible unit."""
        wanted = {UnitRole.LEAD} if self.has_lead else ANSWERING_ROLES
        return any(answer.role in wanted for answer in self.units)

    @property
    def keeps_a_part(self) -> bool:
        """Whether the person is clerk of a county that answers for the task."""
        return any(
            answer.role in ANSWERING_ROLES and answer.unit_id in self.oversight.units
            for answer in self.units
        )


def oversight_of(person: Person, *, on: date) -> Oversight:
    """Whose tasks a person supervises on a day.

    The city's own stand with the supervision office, a unit's with its county clerks.
    """
    return Oversight(may_supervise(person), unit_ids_for(person, on=on, role=Role.COUNTY_CLERK))


def people_supervising(keeper_id: int | None, *, on: date) -> list[Person]:
    """The active people who supervise the tasks of a keeper: the inverse of `oversight_of`."""
    if keeper_id is None:
        return list(Person.objects.filter(is_active=True, roles__overlap=sorted(SUPERVISION_ROLES)))
    return people_acting_for([keeper_id], on=on, role=Role.COUNTY_CLERK)[keeper_id]


def standings_of(
    person: Person, snapshots: Mapping[int, Snapshot], *, on: date
) -> dict[int, Standing]:
    """The person's standing before many tasks: a constant number of queries."""
    acting = unit_ids_for(person, on=on)
    oversight = oversight_of(person, on=on)
    supervised = _supervised(oversight, snapshots)
    submitted = _submitted(person, snapshots) if supervised else frozenset()
    return {
        task_id: Standing(
            person,
            tuple(answer for answer in task.units if answer.unit_id in acting),
            any(answer.role == UnitRole.LEAD for answer in task.units),
            task_id in submitted,
            task_id in supervised,
            oversight,
        )
        for task_id, task in snapshots.items()
    }


def _supervised(oversight: Oversight, task_ids: Iterable[int]) -> frozenset[int]:
    if not oversight:
        return frozenset()
    keepers = Task.objects.filter(pk__in=task_ids).values_list("pk", "keeper_id")
    return frozenset(task_id for task_id, keeper in keepers if oversight.covers(keeper))


def _submitted(person: Person, snapshots: Mapping[int, Snapshot]) -> frozenset[int]:
    """The tasks for which, or for whose commitment, the person ever submitted something."""
    commitments = {task_id: task.commitment_id for task_id, task in snapshots.items()}
    mates = list(mates_of(commitments.values()))
    asked = set(snapshots) | {task_id for task_id, _ in mates}
    mine = set(
        Event.objects.filter(task__in=asked, actor=person, type__in=submissions())
        .values_list("task_id", flat=True)
        .distinct()
    )
    tainted = {commitment for task_id, commitment in mates if task_id in mine}
    return frozenset(
        task_id
        for task_id, commitment in commitments.items()
        if task_id in mine or commitment in tainted
    )


def mates_of(commitments: Iterable[int | None]) -> Iterable[tuple[int, int]]:
    """(task, commitment) of all tasks that now share one of these commitments."""
    wanted = {commitment for commitment in commitments if commitment is not None}
    if not wanted:
        return []
    return (
        TaskVersion.objects.at(None)
        .filter(commitment__in=wanted)
        .values_list("task_id", "commitment_id")
    )
