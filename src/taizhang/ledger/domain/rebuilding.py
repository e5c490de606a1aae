"""Fill a projection from the chains (重建投影): for tasks that were there before its room."""

from collections.abc import Callable

from django.db import transaction

from ..models import Task
from ..registry import Projection
from .chain import lock_tasks
from .states import fill_states

_BATCH = 1_000


def rebuild_projection(
    projection: Projection, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write the rows of every task that has none, with the moments its chain records; gives the
    number of tasks filled. Rows that are there stay as they are.

    Each thousand tasks are one transaction under their locks, so that people go on working and an
    interrupted run goes on where it stopped. `progress(done, all)` is called after each.
    """
    total, done, filled, last = Task.objects.count(), 0, 0, 0
    while ids := list(
        Task.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        filled += _fill(projection, ids)
        last, done = ids[-1], done + len(ids)
        if progress:
            progress(done, max(done, total))
    return filled


@transaction.atomic
def _fill(projection: Projection, task_ids: list[int]) -> int:
    lock_tasks(task_ids)
    missing = set(task_ids) - projection.load(task_ids, None).keys()
    return len(fill_states(projection, missing)) if missing else 0
