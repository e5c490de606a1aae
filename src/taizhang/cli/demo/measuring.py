"""One line of the story's numbers → one operation of the room of indicators."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from taizhang.accounts.models import Person
from taizhang.cli.demo.acts import file_of
from taizhang.cli.demo.data import City
from taizhang.cli.demo.intake import Cast, Name, units_of
from taizhang.cli.demo.measures import FIGURES, FigureStory, Meaning, Measures
from taizhang.indicators.domain.defining import define_indicator, keep_series
from taizhang.indicators.domain.defining.regions import SeriesInput
from taizhang.indicators.domain.goals import set_goal
from taizhang.indicators.domain.linking import link_targets
from taizhang.indicators.domain.linking.accepting import Accepted, accept_links, leave_out
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.entering import record_pace_rule
from taizhang.indicators.domain.pace.planning import file_plan
from taizhang.indicators.domain.pace.rules import PaceRule
from taizhang.indicators.domain.types import FigureInput, GoalInput, IndicatorInput, LinkInput
from taizhang.indicators.domain.warnings import (
    acknowledge_warning,
    close_warning,
    evaluate_warnings,
    handle_warning,
)
from taizhang.indicators.domain.warnings.acts import last_act_of
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import EarlyWarning, Series, SeriesGoal
from taizhang.ledger.models import Target
from taizhang.organisations.domain.regions import ensure_region

Spot = tuple[str, str]  # code of an indicator and region


class Book:
    """The city's numbers while the story is being told."""

    def __init__(self, measures: Measures, city: City, cast: Cast) -> None:
        self.measures, self.cast = measures, cast
        self.series: dict[Spot, Series] = {}
        self.givers = {unit.name: unit.liaison.username for unit in city.units if unit.liaison}
        self.offices = {
            (meaning.code, place.region): place.office or meaning.office
            for meaning in measures.meanings
            for place in meaning.places
        }

    def of(self, code: str, region: str = "") -> Series:
        """A series; without a region that of the indicator's own."""
        own = next(place for place in self.offices if place[0] == code)
        return self.series[(code, region) if region else own]


def _define(book: Book, **who: Any) -> None:
    for meaning in book.measures.meanings:
        _define_one(book, meaning, **who)


def _define_one(book: Book, meaning: Meaning, *, actor: Person, as_of: datetime) -> None:
    names = {meaning.office, *(place.office for place in meaning.places if place.office)}
    units = units_of(sorted(names), as_of)
    regions = {place.region: ensure_region(place.region) for place in meaning.places}
    own = meaning.places[0]
    data = IndicatorInput(
        name=meaning.name,
        unit=meaning.unit,
        direction=meaning.direction,
        frequency=meaning.frequency,
        accumulation=meaning.accumulation,
        region_id=regions[own.region].pk,
        office_id=units[meaning.office].pk,
        release_days=meaning.release_days,
        definition=meaning.definition,
        reference=meaning.reference,
    )
    indicator = define_indicator(
        data, code=meaning.code, expected_from=own.since, actor=actor, as_of=as_of
    )
    inputs = [
        SeriesInput(regions[p.region].pk, units[p.office].pk if p.office else None, p.since)
        for p in meaning.places
    ]
    kept = {
        series.region_id: series
        for series in keep_series(indicator, inputs, actor=actor, as_of=as_of)
    }
    book.series |= {(meaning.code, name): kept[region.pk] for name, region in regions.items()}


def _load(book: Book, *, until: date, actor: Person, as_of: datetime) -> None:
    """What was known before the system was, from a file."""
    rows = [_row(book, each) for each in book.measures.figures if each.on <= until]
    file = file_of(FIGURES, as_of, folder="")
    record_observations(
        rows,
        source=Source.OFFICE,
        way=Way.EXCEL,
        actor=actor,
        as_of=as_of,
        file=file.file,
        file_name="历年指标数据.csv",
    )


def _give(book: Book, *, after: date, until: date, actor: Person, as_of: datetime) -> None:
    """The liaison of every office gives its figures of the time; who asks for them is `actor`."""
    given: dict[str, list[FigureStory]] = defaultdict(list)
    for each in book.measures.figures:
        if after < each.on <= until:
            given[book.offices[each.code, each.region]].append(each)
    units = units_of(list(given), as_of)
    for office, figures in given.items():
        record_observations(
            [_row(book, each) for each in figures],
            source=Source.OFFICE,
            way=Way.PAGE,
            actor=book.cast.people[book.givers[office]],
            as_of=as_of,
            unit=units[office],
        )


def _row(book: Book, each: FigureStory) -> FigureInput:
    return FigureInput(book.of(each.code, each.region).pk, each.on, each.value, each.is_final)


def _correct(
    book: Book,
    *,
    code: str,
    ends: date,
    value: str,
    note: str,
    actor: Person,
    as_of: datetime,
    region: str = "",
) -> None:
    """One figure, given again or given late."""
    series = book.of(code, region)
    row = FigureInput(series.pk, ends, Decimal(value), note=note)
    record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=actor, as_of=as_of)


def _rule(
    book: Book, *, valid_from: date, tolerance: int, stale: int, methods: list[str], **given: Any
) -> None:
    reference = given.pop("reference")
    rule = PaceRule(valid_from, Decimal(tolerance), stale, reference, tuple(methods))
    record_pace_rule(rule, **given)


def _link(book: Book, *, links: list[Mapping[str, Any]], **who: Any) -> None:
    """`links`: task, key of its target, code; region, baseline, method where they matter."""
    link_targets(
        [
            (
                book.cast.task(each["task"]).pk,
                LinkInput(
                    each["key"],
                    book.of(each["code"], each.get("region", "")).pk,
                    baseline=Decimal(each["baseline"]) if "baseline" in each else None,
                    method=each.get("method", ""),
                ),
            )
            for each in links
        ],
        **who,
    )


def _accept(book: Book, *, targets: list[Sequence[Any]], **who: Any) -> None:
    """Targets → the indicators that they propose."""
    accept_links([Accepted(_place(book, each)) for each in targets], **who)


def _leave(
    book: Book, *, documents: list[str], waiting: list[Sequence[Any]], reason: str, **who: Any
) -> None:
    """No indicator for the targets of these documents, but those that are tied or wait."""
    waits = {_place(book, each) for each in waiting}
    tied = set(SeriesGoal.objects.values_list("task_id", "target_key"))
    tasks = [task.pk for (key, _row), task in book.cast.tasks.items() if key in documents]
    targets = Target.objects.at(None).filter(task__in=tasks).values_list("task_id", "key")
    leave_out(sorted(set(targets) - waits - tied), reason=reason, **who)


def _place(book: Book, each: Sequence[Any]) -> tuple[int, int]:
    *task, key = each
    return book.cast.task(task).pk, key


def _hold(
    book: Book,
    *,
    code: str,
    values: Mapping[str, str | list[str]],
    deadline: date,
    reference: str,
    op: str = ">=",
    actor: Person,
    as_of: datetime,
) -> None:
    """Goals that no task asks for: region → value, of a range both bounds."""
    unit = next(each.unit for each in book.measures.meanings if each.code == code)
    for region, said in values.items():
        low, *high = said if isinstance(said, list) else [said]
        top = Decimal(high[0]) if high else None
        goal = GoalInput(op, Decimal(low), deadline, reference, value_max=top, unit=unit)
        set_goal(book.of(code, region), goal, actor=actor, as_of=as_of)


def _plan(
    book: Book, *, task: Name, key: int, nodes: Mapping[date, int], reference: str, **who: Any
) -> None:
    goal = SeriesGoal.objects.get(task=book.cast.task(task), target_key=key)
    file_plan(
        goal,
        {on: Decimal(value) for on, value in nodes.items()},
        reference=reference,
        **who,
    )


def _evaluate(book: Book, *, actor: Person, as_of: datetime) -> None:
    evaluate_warnings(as_of=as_of)


def _warning(book: Book, code: str, rule: str, region: str = "") -> tuple[int, int]:
    """The open warning of a rule about a series, and what is to be seen of it."""
    found = EarlyWarning.objects.filter(closed_at=None, rule_key=rule)
    warning = found.filter(series=book.of(code, region)).latest("pk")
    return warning.pk, last_act_of(warning.pk)


def _acknowledge(book: Book, *, warning: Mapping[str, str], **who: Any) -> None:
    pk, seen = _warning(book, **warning)
    acknowledge_warning(pk, seen=seen, **who)


def _handle(book: Book, *, warning: Mapping[str, str], text: str, **who: Any) -> None:
    pk, seen = _warning(book, **warning)
    handle_warning(pk, text=text, seen=seen, **who)


def _close(book: Book, *, warning: Mapping[str, str], text: str, **who: Any) -> None:
    pk, seen = _warning(book, **warning)
    close_warning(pk, text=text, seen=seen, **who)


MEASURING: dict[str, Callable[..., None]] = {
    "define": _define,
    "load": _load,
    "give": _give,
    "correct": _correct,
    "rule": _rule,
    "link": _link,
    "accept": _accept,
    "leave": _leave,
    "hold": _hold,
    "plan": _plan,
    "evaluate": _evaluate,
    "acknowledge": _acknowledge,
    "handle": _handle,
    "close": _close,
}
