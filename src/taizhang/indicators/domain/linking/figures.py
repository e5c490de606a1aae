"""Figures that units report against linked targets are figures of the series (填报数)."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import F

from taizhang.ledger.figures import Reported
from taizhang.ledger.models import Event, Figure
from taizhang.organisations.models import Unit

from ...enums import Source, Way
from ...models import GoalVersion, Observation
from ..observing.checking import last_figures
from ..observing.recording import record_observations
from ..queries.series import known_series
from ..types import FigureInput


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure for a series, as a unit reported it."""

    row: FigureInput
    event_id: int
    unit_id: int | None


def observe_reported(reported: Sequence[Reported]) -> None:
    """Listener of the ledger: what was reported against linked targets becomes figures of the
    series, of source unit, in the same transaction."""
    series = _series_of({(each.figure.task_id, each.figure.target_key) for each in reported})
    _observe(
        _told(series[each.figure.task_id, each.figure.target_key], each.figure, each.unit_id)
        for each in reported
        if (each.figure.task_id, each.figure.target_key) in series
    )


def take_over(links: Collection[tuple[int, int, int]], *, as_of: datetime) -> None:
    """What was reported before against targets that are linked now, (task, key, series)."""
    series = {(task_id, key): series_id for task_id, key, series_id in links}
    figures = Figure.objects.filter(task__in={task_id for task_id, _ in series})
    rows = figures.order_by("event_id", "pk").annotate(payload=F("event__payload"))
    _observe(
        (
            _told(series[figure.task_id, figure.target_key], figure, unit_of(figure.payload))
            for figure in rows
            if (figure.task_id, figure.target_key) in series
        ),
        not_before=as_of,
    )


def unit_of(payload: str) -> int | None:
    """For which unit an event was, where it says so."""
    unit: int | None = json.loads(payload).get("unit")
    return unit


def _told(series_id: int, figure: Figure, unit_id: int | None) -> _Told:
    row = FigureInput(series_id, figure.observed_on, figure.value, figure_id=figure.pk)
    return _Told(row, figure.event_id, unit_id)


def _series_of(places: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """(task, key of the target) → the series that it is held to now: one query."""
    versions = GoalVersion.objects.at(None).filter(goal__task__in={pk for pk, _ in places})
    rows = versions.values_list("goal__task_id", "goal__target_key", "goal__series_id")
    return {(pk, key): series_id for pk, key, series_id in rows}


def _observe(told: Iterable[_Told], *, not_before: datetime | None = None) -> None:
    """Record them in the order of their events, a submission for each row of events of one person
    for one unit."""
    new = _not_known(list(told))
    events = Event.objects.select_related("actor").in_bulk({each.event_id for each in new})
    units = Unit.objects.in_bulk({each.unit_id for each in new if each.unit_id})

    def giver(each: _Told) -> tuple[int, int]:
        return events[each.event_id].actor_id, each.unit_id or 0

    for (_actor, unit_id), turn in groupby(new, key=giver):
        given = list(turn)
        last = events[given[-1].event_id]
        record_observations(
            [each.row for each in given],
            source=Source.UNIT,
            way=Way.FIGURE,
            actor=last.actor,
            as_of=max(filter(None, (last.occurred_at, not_before))),
            unit=units.get(unit_id),
        )


def _not_known(told: list[_Told]) -> list[_Told]:
    """Without those that are observed already, and those that repeat the value that units gave
    last for the series and day: a figure carried through several tasks of one commitment is one
    figure."""
    if not told:
        return []
    known_series({each.row.series_id for each in told}, lock=True)
    observed = _observed(told)
    found = last_figures([each.row for each in told], Source.UNIT)
    values = {place: value for place, (value, _) in found.items()}
    new = []
    for each in told:
        place = each.row.series_id, each.row.day
        again = (each.row.series_id, each.row.figure_id) in observed
        if not again and values.get(place) != each.row.value:
            new.append(each)
            values[place] = each.row.value
    return new


def _observed(told: list[_Told]) -> set[tuple[int, int | None]]:
    """(series, figure) of those that were taken over before."""
    rows = Observation.objects.filter(
        series__in={each.row.series_id for each in told},
        figure__in={each.row.figure_id for each in told},
    )
    return set(rows.values_list("series_id", "figure_id"))
