"""How earlier projections of series turned out, set-based (预测回头看的取数)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from django.db import connection
from django.utils import timezone

from ..projections import Case, Curves, curves_of, replay_projections
from ..types import Seen
from .counting import counting_values

_MEANINGS = """
SELECT s.id, v.frequency, v.accumulation FROM indicators_series s
JOIN indicators_indicatorversion v ON v.indicator_id = s.indicator_id AND v.until IS NULL
WHERE s.id = ANY(%s::bigint[])
"""
_ALL = """
SELECT series_id, day, value, source, is_final, id, recorded_at FROM indicators_observation
WHERE series_id = ANY(%s::bigint[]) AND day <= %s ORDER BY series_id, id
"""


@dataclass(frozen=True, slots=True)
class _Given:
    """A figure as it was recorded."""

    seen: Seen
    number: int
    recorded_at: datetime


def cases_of(
    series_ids: Collection[int],
    *,
    as_of: date,
    ends: Mapping[int, Collection[date]] = MappingProxyType({}),
    as_known_then: bool = False,
    values: Mapping[int, list[Seen]] | None = None,
) -> dict[int, list[Case]]:
    """The projections of finished periods made again, with how they ended, of each series: two
    queries, three with `as_known_then`.

    Judged are the ends of all finished years, and of a series its `ends` that have passed. As a
    rule each is reckoned from the figures as they count now, by their days. With `as_known_then`
    from those that were recorded by the end of the day it is made on: revisions and late figures
    are not known before they came. `values`: the figures that count, where they were read already.
    """
    if values is None:
        values = counting_values(series_ids, until=as_of)
    given = _all_given(series_ids, as_of) if as_known_then else {}
    found = {}
    for series_id, (frequency, accumulation) in _meanings(series_ids).items():
        history = values.get(series_id, [])
        years = {date(seen.day.year, 12, 31) for seen in history}
        wanted = sorted(day for day in years.union(ends.get(series_id, ())) if day <= as_of)
        ready = partial(curves_of, accumulation=accumulation, frequency=frequency)
        known = _Known(given.get(series_id, []), ready) if as_known_then else None
        curves = ready(history)
        found[series_id] = list(replay_projections(curves, ends=wanted, known=known))
    return found


class _Known:
    """What was known of a series at the end of a day, made ready for projections."""

    def __init__(self, given: list[_Given], ready: Callable[[list[Seen]], Curves]) -> None:
        self._given = given
        self._ready = ready

    def __call__(self, day: date) -> Curves:
        """The figures that counted by then: of one date the best source, then the last."""
        moment = timezone.make_aware(datetime.combine(day + timedelta(1), time()))
        best: dict[date, _Given] = {}
        for each in self._given:
            if each.recorded_at >= moment or each.seen.day > day:
                continue
            held = best.get(each.seen.day)
            if held is None or _rank(each) < _rank(held):
                best[each.seen.day] = each
        return self._ready([each.seen for each in best.values()])


def _rank(given: _Given) -> tuple[int, int]:
    return given.seen.source, -given.number


def _meanings(series_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_MEANINGS, [sorted(set(series_ids))])
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def _all_given(series_ids: Collection[int], until: date) -> dict[int, list[_Given]]:
    found: dict[int, list[_Given]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [sorted(set(series_ids)), until])
        for series_id, day, value, source, is_final, number, recorded_at in cursor.fetchall():
            seen = Seen(day, Decimal(value), source, is_final)
            found[series_id].append(_Given(seen, number, recorded_at))
    return found
