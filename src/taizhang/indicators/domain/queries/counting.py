"""Which figure counts, and every figure that was ever given (计数值).

Of one series and day the figure of the best source counts, of one source the one recorded last.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from ...models import Observation
from ..types import Seen

# The order is that of the index `observation_that_counts`.
_COUNTING = """
SELECT DISTINCT ON (o.series_id, o.day) o.series_id, o.day, o.value, o.source, o.is_final
FROM indicators_observation o
WHERE o.series_id = ANY(%s::bigint[]) AND o.day <= %s{known}
ORDER BY o.series_id, o.day DESC, o.source, o.id DESC
"""


def counting_values(
    series_ids: Collection[int], *, until: date, known_at: datetime | None = None
) -> dict[int, list[Seen]]:
    """Of each series the figures that count, by day, up to and including `until`: one query.

    `known_at`: as it was recorded at that moment; None: as it is recorded now. A series without
    figures is not in it.
    """
    known = " AND o.recorded_at <= %s" if known_at else ""
    params: list[Any] = [sorted(set(series_ids)), until, *([known_at] if known_at else [])]
    found: dict[int, list[Seen]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTING.format(known=known), params)
        for series_id, *seen in cursor.fetchall():
            found[series_id].append(Seen(*seen))
    return {series_id: values[::-1] for series_id, values in found.items()}


def all_values(series_id: int, *, known_at: datetime | None = None) -> QuerySet[Observation]:
    """Every figure ever given for a series: the latest day first, of one day the one that counts
    first; with who gave it, for which unit, from which file, and the task that reported it."""
    figures = Observation.objects.filter(series=series_id)
    if known_at is not None:
        figures = figures.filter(recorded_at__lte=known_at)
    joined = figures.select_related(
        "submission__submitted_by", "submission__unit", "submission__file", "figure__task"
    )
    return joined.order_by("-day", "source", "-id")
