"""The tasks a person may see, now or at a recorded moment."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ...models import Assignment, Task, TaskVersion
from ...permissions import may_see_all
from ..standing import oversight_of


def versions_for(
    person: Person, *, on: date, moment: datetime | None = None
) -> QuerySet[TaskVersion]:
    """The versions of all tasks the person may see, as they stood at `moment` (None: now).

    Roles that read everything see every task; who acts for units sees the tasks those units
    answer for now or answered for at that moment; a county clerk also those the county keeps;
    everybody else sees nothing.
    """
    versions = TaskVersion.objects.at(moment)
    if may_see_all(person):
        return versions
    units = unit_ids_for(person, on=on)
    if not units:
        return versions.none()
    own = Assignment.objects.at(moment).filter(unit__in=units)
    if not (kept := oversight_of(person, on=on).units):
        return versions.filter(Exists(own.filter(task=OuterRef("task"))))
    tasks = Task.objects.filter(keeper__in=kept).order_by().values("pk")
    return versions.filter(task_id__in=own.order_by().values("task_id").union(tasks))
