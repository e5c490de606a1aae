"""Small readers of a task's standing, for tests."""

from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.queries.timeline import timeline
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.models import Task


def now(task: Task) -> Snapshot:
    """The task as the projection shows it."""
    return load_snapshots([task.pk])[task.pk]


def as_sent(task: Task) -> str:
    """The last sentence of the timeline."""
    return timeline(task)[-1].sentence
