"""The fold over the stored chain: what the projection must be equal to (回放)."""

import json
from datetime import datetime

from ..models import Event, Task
from .fold import fold
from .snapshot import Act, Snapshot


def replay(task: Task, *, moment: datetime | None = None) -> Snapshot:
    """The task as its chain tells it, now or at a recorded moment; `ChainError` without events."""
    events = Event.objects.filter(task=task).order_by("seq")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    return fold(act_of(event) for event in events)


def act_of(event: Event) -> Act:
    """An event as data."""
    return Act(event.type, json.loads(event.payload), event.actor_id, event.occurred_at)
