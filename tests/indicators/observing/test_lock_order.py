"""Writers who meet: they wait for each other, never in a circle, and for nobody else."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import sleep

import pytest
from django.db import connection, transaction

import taizhang
from indicators.linking.conftest import NOON
from indicators.pace.given import give_goal
from taizhang.accounts.models import Person
from taizhang.indicators.domain.defining import keep_series
from taizhang.indicators.domain.defining.regions import SeriesInput
from taizhang.indicators.domain.linking import link_target
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.queries.counting import counting_values
from taizhang.indicators.domain.queries.series import known_series
from taizhang.indicators.domain.refreshing import refresh_outlooks
from taizhang.indicators.domain.types import FigureInput, LinkInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Series
from taizhang.ledger.domain.reports import FigureInput as ReportedFigure
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.exchange.importing import apply_plan
from taizhang.ledger.exchange.plans import Plan, RowChange
from taizhang.ledger.exchange.sheets import SheetRow
from taizhang.ledger.models import Task
from taizhang.organisations.models import Region, Unit

MAY = date(2024, 5, 31)
committed = pytest.mark.django_db(transaction=True)
Do = Callable[..., object]


@contextmanager
def beside() -> Iterator[Callable[[Do], Future[object]]]:
    """Another writer, on a connection of its own."""
    with ThreadPoolExecutor(2) as pool:

        def start(act: Do) -> Future[object]:
            def run() -> object:
                try:
                    return act()
                finally:
                    connection.close()

            return pool.submit(run)

        yield start


def reach_its_lock() -> None:
    """Long enough for the other writer to come to where it waits."""
    sleep(0.4)


def give(series: list[Series], actor: Person) -> object:
    return record_observations(
        [FigureInput(each.pk, MAY, Decimal(70)) for each in series],
        source=Source.OFFICE,
        way=Way.EXCEL,
        actor=actor,
        as_of=NOON,
    )


def reports(tasks: list[Task]) -> Plan:
    """The plan of a returned ledger in which a number of each task was reported."""
    told = ReportInput(text="进展顺利", figures=[ReportedFigure(1, Decimal(62), MAY)])
    row = SheetRow("台账", 2, {}, {}, None)
    return Plan([RowChange(row, task.pk, task.number, (), report=told) for task in tasks])


@committed
def test_a_ledger_import_and_one_of_figures_take_series_in_one_order(
    underway: Callable[..., Task],
    make_series: Callable[..., Series],
    science: Unit,
    liaison: Person,
    officer: Person,
) -> None:
    series = [make_series(name, office=science) for name in ("专利", "高新技术企业")]
    tasks = [underway(), underway()]
    for task, held in zip(tasks, reversed(series), strict=True):
        link_target(task, LinkInput(1, held.pk), actor=officer, as_of=NOON)
    plan = reports(tasks)
    with beside() as start:
        with transaction.atomic():
            known_series([series[0].pk], lock=True)
            figures = start(lambda: give(series, officer))
            reach_its_lock()
            ledger = start(lambda: apply_plan(plan, reason="", actor=liaison, as_of=NOON))
            reach_its_lock()
        assert figures.result(timeout=20)
        assert ledger.result(timeout=20) == 2
    found = counting_values([each.pk for each in series], until=MAY)
    assert [values[0].value for values in found.values()] == [70, 70]  # the office's goes first


@committed
def test_who_keeps_a_region_meets_who_ties_a_target_in_it(
    make_series: Callable[..., Series], region: Region, science: Unit, officer: Person
) -> None:
    known = make_series("专利")
    place = Region.objects.create(name="青石县", level="县", parent=region)
    rows = [SeriesInput(place.pk, science.pk)]
    with beside() as start:
        with transaction.atomic():
            Series.objects.create(indicator=known.indicator, region=place)  # as linking does
            kept = start(lambda: keep_series(known.indicator, rows, actor=officer, as_of=NOON))
            reach_its_lock()
        assert kept.result(timeout=20)
    assert Series.objects.get(region=place).office == science


@committed
def test_projections_are_written_while_somebody_else_records_figures(
    make_series: Callable[..., Series], officer: Person
) -> None:
    one, other = make_series("专利"), make_series("高新技术企业")
    give_goal(other)
    with beside() as start, transaction.atomic():
        give([one], officer)
        written = start(lambda: refresh_outlooks([other.pk], as_of=NOON))
        assert written.result(timeout=5) == 1


_LOCK = re.compile(r"^_\w*(?:LOCK|WRITERS) = (0x[0-9A-F]+|[0-9_]+)\b(?!\.)", re.MULTILINE)


def _locks() -> Iterator[int]:
    """The numbers of advisory locks in the product: constants whose names say so."""
    for path in Path(taizhang.__file__).parent.rglob("*.py"):
        yield from (int(number, 0) for number in _LOCK.findall(path.read_text("utf-8")))


def test_no_two_matters_share_an_advisory_lock() -> None:
    counts = Counter(_locks())
    assert len(counts) > 10
    assert [number for number, times in counts.items() if times > 1] == []
