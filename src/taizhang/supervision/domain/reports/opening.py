"""Who of a task's units has opened its page (查看记录): owners who never look are to be seen."""

from datetime import datetime

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.models import Assignment, Task

from ...models import Opened
from .seats import seat_of


def record_opening(task: Task, *, person: Person, now: datetime) -> None:
    """Keep that a person of the task's units opened it; later times change nothing."""
    units = seat_of(person, on=timezone.localdate(now)).units()
    if not units:
        return
    own = Assignment.objects.at(None).filter(task=task, unit__in=units)
    Opened.objects.bulk_create(
        (
            Opened(task=task, unit_id=unit, person=person, first_at=now)
            for unit in own.values_list("unit_id", flat=True)
        ),
        ignore_conflicts=True,
    )
