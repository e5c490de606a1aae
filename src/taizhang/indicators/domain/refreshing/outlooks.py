"""Write the current projections of goals anew, set-based (刷新预计)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ...models import GoalOutlook, GoalVersion
from ..queries.history import GoalProjection, goal_projections
from .writings import next_writing, note_removed

_CHUNK = 2_000  # goals at a time: below a second
_KEPT = [field.name for field in GoalOutlook._meta.fields if not field.primary_key]


def refresh_outlooks(series_ids: Collection[int] | None, *, as_of: datetime) -> int:
    """Write the projections of the goals of series (None: of all) as seen from the local day of a
    moment; returns how many there are. Six statements for each 2,000 goals.

    A goal that holds no longer loses its row. Run again it leaves the same rows.
    """
    versions = GoalVersion.objects.at(None)
    gone = GoalOutlook.objects.exclude(goal__versions__until__isnull=True)
    if series_ids is not None:
        versions = versions.filter(goal__series__in=series_ids)
        gone = gone.filter(goal__series__in=series_ids)
    if gone.exists():
        _forget(gone)
    goals = list(versions.order_by("goal_id").values_list("goal_id", flat=True))
    for start in range(0, len(goals), _CHUNK):
        _write(goals[start : start + _CHUNK], as_of)
    return len(goals)


@transaction.atomic
def _forget(gone: QuerySet[GoalOutlook]) -> None:
    next_writing()
    gone.delete()
    note_removed()


@transaction.atomic
def _write(goal_ids: list[int], as_of: datetime) -> None:
    number = next_writing()
    found = goal_projections(goal_ids, as_of=timezone.localdate(as_of))
    rows = [_row(goal_id, found[goal_id], as_of, number) for goal_id in sorted(found)]
    GoalOutlook.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["goal"], update_fields=_KEPT
    )


def _row(goal_id: int, found: GoalProjection, as_of: datetime, number: int) -> GoalOutlook:
    said = found.projection
    return GoalOutlook(
        goal_id=goal_id,
        day=timezone.localdate(as_of),
        outlook=found.outlook,
        value=said.value,
        low=said.low,
        high=said.high,
        reason=said.reason or "",
        refreshed_at=as_of,
        writing=number,
    )
