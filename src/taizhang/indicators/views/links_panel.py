"""The panel 指标 of the task page: what its targets are held to, and what was given for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Task

from ..domain.queries.linked import linked_targets
from ..permissions import may_define


def show_links(task: Task, *, person: Person, moment: datetime | None) -> Mapping[str, Any]:
    """The targets of the task with their series, now or as of a past moment; nothing to show for
    a task without targets."""
    today = timezone.localdate(moment or timezone.now())
    rows = linked_targets(task, known_at=moment, on=today)
    if not rows:
        return {}
    may = may_define(person) or oversight_of(person, on=today).covers(task.keeper_id)
    return {"rows": rows, "may_link": moment is None and may, "number": task.number}
