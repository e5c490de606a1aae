"""Figures that units report against linked targets are figures of the series (填报数)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal
from itertools import groupby

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.figures import Reported
from taizhang.ledger.models import Event, Figure
from taizhang.organisations.models import Unit

from ...enums import Source, Way
from ...models import GoalVersion, Observation
from ..errors import FiguresRefusedError
from ..measures import base_of, convert, is_points_of, same_measure
from ..observing.checking import last_figures
from ..observing.recording import record_observations
from ..queries.series import known_series
from ..types import FigureInput

_EXACT = Context(prec=60)
_Place = tuple[int, int]  # task, key of the target


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure for a series, as a unit reported it."""

    row: FigureInput
    event_id: int
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class _Tie:
    """To which series a target is held now, from which baseline."""

    series_id: int
    baseline: Decimal | None


def observe_reported(reported: Sequence[Reported]) -> None:
    """Listener of the ledger: what was reported against linked targets becomes figures of the
    series, of source unit, in the same transaction.

    Raises `ActInputError` where a figure has too many decimals in the unit of the series.
    """
    ties = _ties_of({_place_of(each.figure) for each in reported})
    _observe([each.figure for each in reported], ties)


def take_over(places: Collection[_Place], *, as_of: datetime) -> None:
    """What was reported before against targets that are linked now. Raises as above."""
    figures = Figure.objects.filter(task__in={task_id for task_id, _ in places})
    of_these = [
        figure for figure in figures.order_by("event_id", "pk") if _place_of(figure) in places
    ]
    _observe(of_these, _ties_of(places), not_before=as_of)


def figure_in(value: Decimal, given: str, measure: str, baseline: Decimal | None) -> Decimal | None:
    """A figure reported in the unit of its target as one of the series: carried over to another
    scale of the measure; so many percentage points over the baseline. None: it is in another
    measure (the target has been changed since) and is no figure of the series."""
    if not base_of(given).name or not base_of(measure).name:
        return value
    if same_measure(given, measure):
        return convert(value, given, measure)
    if is_points_of(given, measure) and baseline is not None:
        return _EXACT.add(baseline, value)
    return None


def _place_of(figure: Figure) -> _Place:
    return figure.task_id, figure.target_key


def _ties_of(places: Collection[_Place]) -> dict[_Place, _Tie]:
    """What these targets are held to now: one query."""
    versions = GoalVersion.objects.at(None).filter(goal__task__in={pk for pk, _ in places})
    rows = versions.values_list("goal__task_id", "goal__target_key", "goal__series_id", "baseline")
    return {(pk, key): _Tie(*tie) for pk, key, *tie in rows}


def _observe(
    figures: Sequence[Figure], ties: Mapping[_Place, _Tie], *, not_before: datetime | None = None
) -> None:
    """Record them in the order of their events, a submission for each row of events of one person
    for one unit."""
    tied = [figure for figure in figures if _place_of(figure) in ties]
    if not tied:
        return
    events = Event.objects.select_related("actor").in_bulk({figure.event_id for figure in tied})
    new = _not_known(_told(tied, ties, events))
    units = Unit.objects.in_bulk({each.unit_id for each in new if each.unit_id})

    def giver(each: _Told) -> tuple[int, int]:
        return events[each.event_id].actor_id, each.unit_id or 0

    for (_actor, unit_id), turn in groupby(new, key=giver):
        given = list(turn)
        last = events[given[-1].event_id]
        moment = max(filter(None, (last.occurred_at, not_before)))
        _record([each.row for each in given], last, units.get(unit_id), moment)


def _record(rows: list[FigureInput], event: Event, unit: Unit | None, moment: datetime) -> None:
    try:
        record_observations(
            rows, source=Source.UNIT, way=Way.FIGURE, actor=event.actor, as_of=moment, unit=unit
        )
    except FiguresRefusedError as error:
        raise ActInputError(str(error), field="figures") from error


def _told(
    figures: Sequence[Figure], ties: Mapping[_Place, _Tie], events: Mapping[int, Event]
) -> list[_Told]:
    """The figures as those of the series, which nobody else adds to from now on."""
    said = {pk: json.loads(event.payload) for pk, event in events.items()}
    series = known_series({ties[_place_of(figure)].series_id for figure in figures}, lock=True)
    told = []
    for figure in figures:
        tie, payload = ties[_place_of(figure)], said[figure.event_id]
        given = {part["key"]: part["unit"] for part in payload["figures"]}[figure.target_key]
        value = figure_in(figure.value, given, series[tie.series_id].unit, tie.baseline)
        if value is not None:
            row = FigureInput(tie.series_id, figure.observed_on, value, figure_id=figure.pk)
            told.append(_Told(row, figure.event_id, payload.get("unit")))
    return told


def _not_known(told: list[_Told]) -> list[_Told]:
    """Without those that are observed already, and those that repeat the value that units gave
    last for the series and day: a figure carried through several tasks of one commitment is one
    figure."""
    if not told:
        return []
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
