"""What the task page shows of evidence (任务页的办结佐证)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.models import Task

from ..clocks.projecting import load_state
from ..evidence.duplicates import uses_for
from .evidence import VOID, evidence_events, requirements_from


def evidence_panel(task: Task, *, person: Person, moment: datetime | None) -> Mapping[str, Any]:
    """What is asked for and filed, where else it was used, every time it was found false (that
    stays on record): a constant number of queries."""
    state = load_state(task.pk, moment)
    events = evidence_events(task, moment)
    asked = []
    if state is not None and state.evidence:
        snapshot = load_snapshots([task.pk], moment=moment)[task.pk]
        asked = requirements_from(events, snapshot, state)
    return {
        "asked": asked,
        "uses": uses_for(task.pk, person=person, now=moment or timezone.now(), moment=moment),
        "found_false": [event for event in events if event.type == VOID],
        "number": task.number,
    }
