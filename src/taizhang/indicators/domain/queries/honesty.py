"""How the projections of many series turned out together (全部指标的预测回头看)."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DecimalField, F, QuerySet, Sum

from ...models import Series, SeriesHonesty
from ..projections import are_narrow


class Median(Aggregate):
    """The median of a column, between two rows their middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DecimalField()


@dataclass(frozen=True, slots=True)
class Together:
    """All series that have enough to go by: how many, how often the interval held, and the median
    over series of their own median error and bias; percentages, None where there are none."""

    series: int
    cases: int
    hits: int
    error_pct: Decimal | None
    bias_pct: Decimal | None

    @property
    def hit_pct(self) -> Decimal | None:
        """How often they ended within the interval."""
        return Decimal(self.hits) * 100 / self.cases if self.cases else None

    @property
    def is_narrow(self) -> bool:
        """Whether the intervals held far fewer than they claim to."""
        return are_narrow(self.hits, self.cases)


def judged(series: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the series of which anything was judged, the least honest first."""
    found = series.filter(honesty__cases__gt=0).select_related("honesty", "region", "indicator")
    share = F("honesty__hits") * Decimal(1) / F("honesty__cases")
    shown: QuerySet[Any] = found.annotate(hit_share=share)
    return shown.order_by("-honesty__is_enough", "hit_share", "pk")


def narrow_series(series_ids: Collection[int]) -> dict[int, SeriesHonesty]:
    """Those of the series whose intervals were too narrow, by id; one query."""
    found = SeriesHonesty.objects.filter(series__in=series_ids)
    return {past.series_id: past for past in found if past.is_narrow}


def honesty_together(series: QuerySet[Any]) -> Together:
    """How their projections turned out together; one query."""
    ids = series.filter(honesty__is_enough=True).order_by().values("pk")
    found = Series.objects.filter(pk__in=ids).aggregate(
        series=Count("pk"),
        cases=Sum("honesty__cases", default=0),
        hits=Sum("honesty__hits", default=0),
        error_pct=Median("honesty__error_pct"),
        bias_pct=Median("honesty__bias_pct"),
    )
    return Together(**found)
