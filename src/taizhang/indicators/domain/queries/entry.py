"""Which figures a person is shown to fill in (填报清单): what is owed first, then the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ...permissions import may_enter_all
from ..periods import period_of, previous_period
from .owed import (
    ALL_STATES,
    LOOKS_BACK,
    OPEN,
    RECENT,
    Owed,
    OwedScope,
    count_owed,
    owed_figures,
    owing_series,
    sum_counts,
)
from .series import series_entered_by

PERIODS_SHOWN = 24  # of one series


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks for: words of name or code, a supplying unit, the last period that ended
    by a day, all periods of one series."""

    q: str = ""
    unit_id: int | None = None
    day: date | None = None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """A period of a series to fill in; `owed` says what is expected of it, None: nothing."""

    series_id: int
    ends: date
    owed: Owed | None = None


class EntryPlaces(Sequence[Any]):
    """The places in order, read page by page (a `Paginator` takes it): each page and the count
    take a constant number of queries."""

    def __init__(self, person: Person, asked: Asked, *, on: date) -> None:
        self._on = on
        self._day = min(asked.day or on, on)
        self._asked = asked
        self.series = _asked_series(person, asked, on)
        self._scope = _scope(person, asked, self.series, on)
        self.owed_count, self.missing_count = self._count_owed()
        self._others = self._other_series(person)
        self._total = self.owed_count + (0 if self._others is None else self._others.count())

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, wanted: Any) -> Any:
        first, last, _step = wanted.indices(self._total)
        owed = self._owed(first, min(last, self.owed_count))
        places = [EntryPlace(each.series_id, each.ends, each) for each in owed]
        start, end = max(first - self.owed_count, 0), last - self.owed_count
        if self._others is not None and end > start:
            places += self._latest(self._others[start:end])
        return places

    def _count_owed(self) -> tuple[int, int]:
        if self._asked.day is not None:
            return 0, 0
        counts = sum_counts(count_owed(self._scope, as_of=self._on))
        return counts.missing + counts.waiting, counts.missing

    def _owed(self, first: int, last: int) -> list[Owed]:
        if last <= first:
            return []
        return owed_figures(
            self._scope, as_of=self._on, states=OPEN, limit=last - first, offset=first
        )

    def _other_series(self, person: Person) -> QuerySet[Any] | None:
        """Series that nothing is owed of. Of everybody's series only when narrowed."""
        narrowed = self._asked.q or self._asked.unit_id or self._asked.day
        if may_enter_all(person) and not narrowed:
            return None
        ordered = self.series.order_by("indicator__code", "region_id", "pk")
        if not self.owed_count:
            return ordered
        return ordered.exclude(pk__in=owing_series(self._scope, as_of=self._on))

    def _latest(self, series: Iterable[Any]) -> list[EntryPlace]:
        """The last period of each that ended by the day."""
        ends = {each.pk: last_end(self._day, each.frequency) for each in series}
        scope = OwedScope(series=list(ends), since=self._day - LOOKS_BACK, until=self._day)
        found = owed_figures(scope, as_of=self._on, states=ALL_STATES) if ends else []
        states = {(each.series_id, each.ends): each for each in found}
        return [EntryPlace(pk, end, states.get((pk, end))) for pk, end in ends.items()]


def periods_of_series(series_id: int, frequency: str, *, on: date) -> list[EntryPlace]:
    """The last periods of one series, the latest first: one query."""
    ends = [last_end(on, frequency)]
    while len(ends) < PERIODS_SHOWN:
        ends.append(previous_period(period_of(ends[-1], frequency)).ends)
    scope = OwedScope(series=[series_id], since=ends[-1])
    found = {each.ends: each for each in owed_figures(scope, as_of=on, states=ALL_STATES)}
    return [EntryPlace(series_id, end, found.get(end)) for end in ends]


def last_end(day: date, frequency: str) -> date:
    """The end of the last period that was over by the end of a day."""
    period = period_of(day, frequency)
    return period.ends if period.ends == day else previous_period(period).ends


def _asked_series(person: Person, asked: Asked, on: date) -> QuerySet[Any]:
    series = series_entered_by(person, on=on)
    if asked.unit_id is not None:
        series = series.filter(supplier_id=asked.unit_id)
    for word in asked.q.split():
        series = series.filter(Q(name__icontains=word) | Q(indicator__code__icontains=word))
    return series


def _scope(person: Person, asked: Asked, series: QuerySet[Any], on: date) -> OwedScope:
    if asked.q:
        return OwedScope(series=list(series.values_list("pk", flat=True)))
    if may_enter_all(person):
        if asked.unit_id is None:
            return OwedScope(since=on - RECENT)
        return OwedScope(units=[asked.unit_id])
    acting = unit_ids_for(person, on=on)
    return OwedScope(units=acting if asked.unit_id is None else acting & {asked.unit_id})
