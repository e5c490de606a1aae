"""Keep how the projections of every series turned out (预测回头看的刷新)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from ..models import Series, SeriesGoal, SeriesHonesty
from .projections import judge_cases
from .queries.turned_out import cases_of

_BATCH = 500
_KEPT = [field.name for field in SeriesHonesty._meta.fields if not field.primary_key]


def refresh_honesty(*, as_of: datetime, series_ids: Collection[int] | None = None) -> int:
    """Judge the projections of series that have goals and figures that were not judged yet, or
    whose year has ended since; how many series were written. Run again it does nothing.

    Batch by batch, each a transaction of its own and three queries. Series without goals are
    judged when somebody opens their page.
    """
    wanted = list(_due(as_of, series_ids).values_list("pk", "last"))
    for start in range(0, len(wanted), _BATCH):
        _write(dict(wanted[start : start + _BATCH]), as_of)
    return len(wanted)


def _due(as_of: datetime, series_ids: Collection[int] | None) -> QuerySet[Any]:
    held: QuerySet[Any] = Series.objects.filter(
        Exists(SeriesGoal.objects.filter(series=OuterRef("pk")))
    )
    if series_ids is not None:
        held = held.filter(pk__in=series_ids)
    year = timezone.localdate(as_of).year
    stale = Q(honesty__isnull=True) | Q(honesty__day__year__lt=year)
    known = held.annotate(last=Max("observations__recorded_at")).filter(last__isnull=False)
    due: QuerySet[Any] = known.filter(stale | Q(honesty__figures_until__lt=F("last")))
    return due.order_by("pk")


@transaction.atomic
def _write(last: dict[int, datetime], as_of: datetime) -> None:
    day = timezone.localdate(as_of)
    rows = []
    for series_id, cases in cases_of(list(last), as_of=day).items():
        found = judge_cases(cases)
        row = SeriesHonesty(
            series_id=series_id,
            cases=found.cases,
            ends=found.ends,
            hits=found.hits,
            error_pct=found.error_pct,
            bias_pct=found.bias_pct,
            is_enough=found.enough,
            day=day,
            figures_until=last[series_id],
            refreshed_at=as_of,
        )
        rows.append(row)
    SeriesHonesty.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["series"], update_fields=_KEPT
    )
