"""Messages that the acts of the ledger send (消息): written in the act's own transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ..models import Task
from .snapshot import Snapshot
from .standing import people_supervising


def tell_units(
    task: Task, snapshot: Snapshot, *, kind: str, subject: str, body: str, as_of: datetime
) -> None:
    """Tell everybody who acts for a unit of the task."""
    people = people_of(snapshot, as_of=as_of)
    _tell(people, task, snapshot, kind=kind, subject=subject, body=body, as_of=as_of)


def tell_supervision(
    task: Task, snapshot: Snapshot, *, kind: str, subject: str, body: str, as_of: datetime
) -> None:
    """Tell who supervises the task: the supervision office, or the clerks of its keeper."""
    people = people_supervising(task.keeper_id, on=timezone.localdate(as_of))
    _tell(people, task, snapshot, kind=kind, subject=subject, body=body, as_of=as_of)


def people_of(snapshot: Snapshot, *, as_of: datetime) -> list[Person]:
    """Everybody who acts for a unit of the task on that day, each once."""
    acting = people_acting_for(
        [answer.unit_id for answer in snapshot.units], on=timezone.localdate(as_of)
    )
    return list({person.pk: person for held in acting.values() for person in held}.values())


def _tell(
    people: Iterable[Person],
    task: Task,
    snapshot: Snapshot,
    *,
    kind: str,
    subject: str,
    body: str,
    as_of: datetime,
) -> None:
    send_messages(
        people,
        kind=kind,
        subject=f"{subject}：{snapshot.title}"[:256],
        body=body,
        url=task.get_absolute_url(),
        as_of=as_of,
    )
