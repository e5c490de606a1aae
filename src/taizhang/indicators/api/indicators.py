"""Reading indicators and their figures over HTTP."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.payloads import number_text

from ..domain.queries.counting import all_values, counting_values
from ..domain.queries.owed import OPEN, RECENT, OwedScope, owed_figures
from ..domain.queries.series import known_series
from ..enums import Source
from ..models import IndicatorVersion, Observation
from ..permissions import may_read_all
from .finding import find_series, moment_of, visible_series
from .schemas import (
    ErrorOut,
    FigureOut,
    FigureQuery,
    GivenOut,
    IndicatorDetail,
    IndicatorPage,
    IndicatorQuery,
    OwedOut,
    OwedQuery,
)

router = Router()
_MOST_OWED = 2_000
_REFUSED: dict[Any, Any] = {frozenset({403, 422}): ErrorOut}


@router.get("", response={200: IndicatorPage} | _REFUSED, summary="指标清单")
def list_indicators(request: HttpRequest, asked: Query[IndicatorQuery]) -> dict[str, Any]:
    """The indicators with a series that the person may see, by code; `q` looks in code and name."""
    seen = visible_series(request).values("indicator_id")
    found = IndicatorVersion.objects.filter(until__isnull=True, indicator__in=seen)
    for word in asked.q.split():
        found = found.filter(name__icontains=word) | found.filter(indicator__code__icontains=word)
    ordered = found.select_related("indicator").order_by("indicator__code")
    first = (asked.page - 1) * asked.size
    return {
        "count": found.count(),
        "items": [_meaning(version) for version in ordered[first : first + asked.size]],
    }


@router.get("/owed", response={200: list[OwedOut]} | _REFUSED, summary="应报的数")
def list_owed(request: HttpRequest, asked: Query[OwedQuery]) -> list[dict[str, Any]]:
    """What is owed of the series the person may see, the longest due first; at most 2,000."""
    visible, today = visible_series(request), timezone.localdate()
    everything = may_read_all(actor_of(request))
    scope = OwedScope(
        series=None if everything else list(visible.values_list("pk", flat=True)),
        since=asked.since or today - RECENT,
    )
    states = OPEN if asked.state is None else (asked.state,)
    owed = owed_figures(scope, as_of=today, states=states, limit=_MOST_OWED)
    known = known_series({each.series_id for each in owed})
    return [
        {
            "indicator": known[each.series_id].code,
            "region": known[each.series_id].region,
            "day": each.ends,
            "due": each.due,
            "state": each.state,
        }
        for each in owed
    ]


@router.get("/{code:code}", response={200: IndicatorDetail} | _REFUSED, summary="指标")
def show_indicator(request: HttpRequest, code: str) -> dict[str, Any]:
    """One indicator with the series the person may see."""
    series = visible_series(request).filter(indicator__code=code).select_related("region")
    listed = list(series.order_by("region_id"))
    if not listed:
        raise Http404
    version = IndicatorVersion.objects.select_related("indicator").get(
        until__isnull=True, indicator=listed[0].indicator_id
    )
    return _meaning(version) | {
        "series": [
            {
                "region": each.region.name,
                "office": each.supplier_id,
                "expected_from": each.expected_from,
            }
            for each in listed
        ]
    }


@router.get("/{code:code}/figures", response={200: list[FigureOut]} | _REFUSED, summary="计数的数")
def list_figures(
    request: HttpRequest, code: str, asked: Query[FigureQuery]
) -> list[dict[str, Any]]:
    """The figures of a series that count, by day: of the best source the last one recorded."""
    series, moment = find_series(request, code, asked.region), moment_of(asked.known_at)
    values = counting_values([series.pk], until=asked.until, known_at=moment).get(series.pk, [])
    return [_figure(each) for each in values if each.day >= asked.since]


@router.get("/{code:code}/revisions", response={200: list[GivenOut]} | _REFUSED, summary="全部修订")
def list_revisions(
    request: HttpRequest, code: str, asked: Query[FigureQuery]
) -> list[dict[str, Any]]:
    """Every figure that was ever given for a series, the latest day first."""
    series, moment = find_series(request, code, asked.region), moment_of(asked.known_at)
    given = all_values(series.pk, known_at=moment)
    within = given.filter(day__gte=asked.since, day__lte=asked.until)
    return [_figure(each) | _origin(each) for each in within]


def _meaning(version: IndicatorVersion) -> dict[str, Any]:
    names = ("name", "unit", "direction", "frequency", "accumulation", "release_days")
    facts = {name: getattr(version, name) for name in (*names, "definition", "reference")}
    return facts | {"code": version.indicator.code, "office": version.office_id}


def _figure(seen: Any) -> dict[str, Any]:
    return {
        "day": seen.day,
        "value": number_text(seen.value),
        "source": Source(seen.source).name.lower(),
        "final": seen.is_final,
    }


def _origin(given: Observation) -> dict[str, Any]:
    person = given.submission.submitted_by
    return {
        "note": given.note,
        "way": given.submission.way,
        "person": person.name if person else "",
        "recorded_at": given.recorded_at,
    }
