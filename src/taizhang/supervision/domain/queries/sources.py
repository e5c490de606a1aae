"""Where a task comes from (来源), for its page."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Task

from ...models import Instruction, Matter, Meeting
from ...permissions import may_see_intake
from ..intake.basis import basis_of, record_of


def source_of_task(task: Task, *, person: Person, moment: datetime | None) -> dict[str, Any]:
    """The line that became the task, and its meeting or instruction; empty for other tasks.

    Who may see the task sees the line, who may see the record gets its address too. The source
    never changes, so the moment does not matter.
    """
    if task.row_id is not None:  # it comes from a document
        return {}
    matter = Matter.objects.select_related("intake").filter(task=task).first()
    if matter is None:
        return {}
    record = record_of(matter.intake)
    oversight = oversight_of(person, on=timezone.localdate())
    seen = may_see_intake(person, oversight, record.keeper_id)
    return {
        "record": record,
        "basis": basis_of(record, matter),
        "said": _words(record, matter),
        "seen": seen,
    }


def _words(record: Meeting | Instruction, matter: Matter) -> str:
    """What was said, unless the task's own text says it: a leader's words, a reworded line."""
    if isinstance(record, Instruction):
        return record.remark
    return "" if matter.source.endswith(matter.text) else matter.source
