"""What a person is to a task on a day (身份)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..enums import ANSWERING_ROLES, UnitRole
from ..models import Event, TaskVersion
from ..permissions import may_supervise
from .event_types import SUBMISSIONS
from .snapshot import Answer, Snapshot


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before a task: the task's units they act for, and whether they submitted for it."""

    person: Person
    units: tuple[Answer, ...]
    has_lead: bool
    submitted: bool  # a report or closing request on this task or one of the same commitment

    @property
    def unsigned(self) -> tuple[Answer, ...]:
        """The person's units that have not signed for the task."""
        return tuple(answer for answer in self.units if answer.signed_at is None)

    @property
    def speaks_for_the_task(self) -> bool:
        """Whether the person acts for the lead, or without a lead for a responsible unit."""
        wanted = {UnitRole.LEAD} if self.has_lead else ANSWERING_ROLES
        return any(answer.role in wanted for answer in self.units)


def standings_of(
    person: Person, snapshots: Mapping[int, Snapshot], *, on: date
) -> dict[int, Standing]:
    """The person's standing before many tasks: a constant number of queries."""
    acting = unit_ids_for(person, on=on)
    submitted = _submitted(person, snapshots) if may_supervise(person) else frozenset()
    return {
        task_id: Standing(
            person,
            tuple(answer for answer in task.units if answer.unit_id in acting),
            any(answer.role == UnitRole.LEAD for answer in task.units),
            task_id in submitted,
        )
        for task_id, task in snapshots.items()
    }


def _submitted(person: Person, snapshots: Mapping[int, Snapshot]) -> frozenset[int]:
    """The tasks for which, or for whose commitment, the person ever submitted something."""
    commitments = {task_id: task.commitment_id for task_id, task in snapshots.items()}
    mates = list(mates_of(commitments.values()))
    asked = set(snapshots) | {task_id for task_id, _ in mates}
    mine = set(
        Event.objects.filter(task__in=asked, actor=person, type__in=SUBMISSIONS)
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
