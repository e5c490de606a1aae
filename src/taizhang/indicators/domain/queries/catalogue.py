"""The list of indicators (指标目录): what each means, its last figure, where its goals stand."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from taizhang.accounts.models import Person
from taizhang.organisations.models import Region, Unit

from ...enums import WORST_FIRST, Pace
from ...models import GoalPace, IndicatorVersion, Series
from ...permissions import may_read_all
from .series import series_for

# Of each indicator the series of its own region, else of the first; of it the last that counts.
_LAST = """
SELECT s.indicator_id, o.day, o.value, o.is_final FROM (
    SELECT DISTINCT ON (s.indicator_id) s.id, s.indicator_id FROM indicators_series s
    JOIN indicators_indicatorversion v ON v.indicator_id = s.indicator_id AND v.until IS NULL
    WHERE s.id = ANY(%s::bigint[])
    ORDER BY s.indicator_id, s.region_id <> v.region_id, s.region_id
) s CROSS JOIN LATERAL (
    SELECT o.day, o.value, o.is_final FROM indicators_observation o
    WHERE o.series_id = s.id AND o.day <= %s ORDER BY o.day DESC, o.source, o.id DESC LIMIT 1
) o
"""


@dataclass(frozen=True, slots=True)
class LastFigure:
    """The figure that counts last."""

    day: date
    value: Decimal
    is_final: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as the list shows it; `paces`: how many of its goals stand where."""

    version: IndicatorVersion
    series: int
    last: LastFigure | None
    paces: Mapping[str, int] = field(default_factory=dict)

    @property
    def standing(self) -> list[tuple[Pace, int]]:
        """The classes that occur, the worst first."""
        return [(pace, self.paces[pace]) for pace in WORST_FIRST if self.paces.get(pace)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    words: str = ""
    region_id: int | None = None
    office_id: int | None = None
    frequency: str = ""
    pace: str = ""


def choices_for(person: Person, *, on: date) -> tuple[QuerySet[Region], QuerySet[Unit]]:
    """The regions and the suppliers that the list can be narrowed to."""
    if may_read_all(person):
        own = Series.objects.filter(office=OuterRef("pk"))
        named = IndicatorVersion.objects.at(None).filter(office=OuterRef("pk"))
        return (
            Region.objects.filter(Exists(Series.objects.filter(region=OuterRef("pk")))),
            Unit.objects.filter(Exists(own) | Exists(named)),
        )
    seen = series_for(person, on=on).order_by()
    return (
        Region.objects.filter(pk__in=seen.values("region")),
        Unit.objects.filter(pk__in=seen.values("supplier_id")),
    )


def indicators_for(person: Person, wanted: Wanted, *, on: date) -> QuerySet[IndicatorVersion]:
    """The indicators a person sees as they are now, by code: all; or those with a series that
    concerns their units."""
    seen = series_for(person, on=on)
    versions = IndicatorVersion.objects.at(None).select_related("indicator", "office", "region")
    if not may_read_all(person) or wanted.region_id or wanted.office_id:
        if wanted.region_id:
            seen = seen.filter(region=wanted.region_id)
        if wanted.office_id:
            seen = seen.filter(supplier_id=wanted.office_id)
        versions = versions.filter(indicator__in=seen.order_by().values("indicator"))
    if wanted.words:
        said = wanted.words
        versions = versions.filter(Q(name__icontains=said) | Q(indicator__code__icontains=said))
    if wanted.frequency:
        versions = versions.filter(frequency=wanted.frequency)
    if wanted.pace:
        goals = GoalPace.objects.filter(
            pace=wanted.pace,
            goal__versions__until__isnull=True,
            goal__series__in=seen.order_by().values("pk"),
        )
        versions = versions.filter(indicator__in=goals.values("goal__series__indicator"))
    return versions.order_by("indicator__code")


def rows_of(
    versions: Sequence[IndicatorVersion], person: Person, *, on: date
) -> list[IndicatorRow]:
    """The rows of a page: a constant number of queries. Series and goals are those that the
    person sees."""
    ids = [version.indicator_id for version in versions]
    seen = series_for(person, on=on).filter(indicator__in=ids).order_by()
    series: dict[int, list[int]] = defaultdict(list)
    for pk, indicator_id in seen.values_list("pk", "indicator_id"):
        series[indicator_id].append(pk)
    mine = [pk for found in series.values() for pk in found]
    last, paces = _last(mine, on), _paces(mine)
    return [
        IndicatorRow(
            version,
            len(series[version.indicator_id]),
            last.get(version.indicator_id),
            paces.get(version.indicator_id, {}),
        )
        for version in versions
    ]


def _last(series_ids: list[int], on: date) -> dict[int, LastFigure]:
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [series_ids, on])
        return {indicator_id: LastFigure(*rest) for indicator_id, *rest in cursor.fetchall()}


def _paces(series_ids: Collection[int]) -> dict[int, dict[str, int]]:
    held = GoalPace.objects.filter(goal__series__in=series_ids, goal__versions__until__isnull=True)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = held.values_list("goal__series__indicator", "pace").annotate(Count("pk"))
    for indicator_id, pace, number in counted.order_by():
        found[indicator_id][pace] = number
    return found
