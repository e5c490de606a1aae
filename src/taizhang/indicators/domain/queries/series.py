"""Series with what their indicator means now, and who sees or supplies them (数列)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from taizhang.accounts.models import Person
from taizhang.ledger.models import Assignment
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...models import IndicatorVersion, Series
from ...permissions import may_enter_all, may_read_all, may_read_indicators


@dataclass(frozen=True, slots=True)
class Known:
    """A series as those who check figures need it (数列概况). `office_id`: who supplies it."""

    id: int
    code: str
    name: str
    region: str
    region_id: int
    unit: str
    frequency: str
    office_id: int | None
    accumulation: str

    def __str__(self) -> str:
        return f"{self.name}（{self.region}）"


_KNOWN = """
SELECT s.id, i.code, v.name, r.name, r.id, v.unit, v.frequency,
    coalesce(s.office_id, v.office_id), v.accumulation
FROM indicators_series s
JOIN indicators_indicator i ON i.id = s.indicator_id
JOIN indicators_indicatorversion v ON v.indicator_id = i.id AND v.until IS NULL
JOIN organisations_region r ON r.id = s.region_id
WHERE s.id = ANY(%s::bigint[]) ORDER BY s.id
"""


def known_series(series_ids: Collection[int], *, lock: bool = False) -> dict[int, Known]:
    """What the series mean now: one query. `lock`: until the transaction ends nobody else adds
    figures to them; always in the order of their numbers, so nobody waits in a circle."""
    if not series_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN + " FOR NO KEY UPDATE OF s" * lock, [sorted(set(series_ids))])
        return {row[0]: Known(*row) for row in cursor.fetchall()}


def with_meaning(series: QuerySet[Series]) -> QuerySet[Any]:
    """Annotated with the indicator as it is now: `name`, `measure`, `supplier_id` and the like."""
    current = series.filter(indicator__versions__until__isnull=True)
    return current.annotate(
        name=F("indicator__versions__name"),
        measure=F("indicator__versions__unit"),
        frequency=F("indicator__versions__frequency"),
        accumulation=F("indicator__versions__accumulation"),
        direction=F("indicator__versions__direction"),
        release_days=F("indicator__versions__release_days"),
        supplier_id=Coalesce("office_id", "indicator__versions__office_id"),
    )


def series_for(person: Person, *, on: date) -> QuerySet[Any]:
    """The series a person sees, with their meaning: all; or those their units supply or whose
    goals' tasks their units answer for."""
    series = with_meaning(Series.objects.all())
    if may_read_all(person):
        return series
    if not may_read_indicators(person):
        return series.none()
    acting = unit_ids_for(person, on=on)
    answers = Assignment.objects.at(None).filter(
        task__goals__series=OuterRef("pk"),
        task__goals__versions__until__isnull=True,
        unit__in=acting,
    )
    return series.filter(Q(supplier_id__in=acting) | Exists(answers))


def series_entered_by(person: Person, *, on: date) -> QuerySet[Any]:
    """The series a person gives figures for, with their meaning."""
    series = with_meaning(Series.objects.all())
    if may_enter_all(person):
        return series
    return series.filter(supplier_id__in=unit_ids_for(person, on=on))


def supplying_units() -> QuerySet[Unit]:
    """The units that supply series, or would if a series did not name its own."""
    offices = IndicatorVersion.objects.filter(until__isnull=True, office__isnull=False)
    own = Series.objects.filter(office__isnull=False)
    return Unit.objects.filter(Q(pk__in=offices.values("office")) | Q(pk__in=own.values("office")))
