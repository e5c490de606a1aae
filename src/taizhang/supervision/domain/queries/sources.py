"""Where a task comes from (来源), for its page."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Task

from ...models import Matter
from ...permissions import may_see_intake
from ..basis import basis_of, record_of


def source_of_task(task: Task, *, person: Person, moment: datetime | None) -> dict[str, Any]:
    """The line that became the task, and its meeting or instruction; empty for other tasks.

    Who may see the task sees the line, who may see the record gets its address too. The source
    never changes, so the moment does not matter.
    """
    matter = Matter.objects.select_related("intake").filter(task=task).first()
    if matter is None:
        return {}
    record = record_of(matter.intake)
    oversight = oversight_of(person, on=timezone.localdate())
    seen = may_see_intake(person, oversight, record.keeper_id)
    return {"matter": matter, "record": record, "basis": basis_of(record, matter), "seen": seen}
