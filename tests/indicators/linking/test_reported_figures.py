"""What units report against linked targets: figures of the series, beside those of the office."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from indicators.linking.conftest import DAY, NOON
from taizhang.accounts.models import Person
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.explaining import Explained, explain_pace
from taizhang.indicators.domain.queries.counting import all_values, counting_values
from taizhang.indicators.domain.types import FigureInput, Seen
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Observation, Series, SeriesGoal, Submission
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.linking import link_tasks
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

Do = Callable[..., object]
MAY = date(2024, 5, 31)


@pytest.fixture
def going(underway: Callable[..., Task]) -> Task:
    return underway()


def seen(series: Series) -> list[Seen]:
    return counting_values([series.pk], until=date(2024, 12, 31)).get(series.pk, [])


def test_a_reported_figure_is_a_figure_of_the_series(
    going: Task, series: Series, link: Do, report: Do, liaison: Person, science: Unit
) -> None:
    link(going, series)
    report(going, liaison, 62)
    kept = all_values(series.pk).get()
    assert (kept.day, kept.value, kept.source, kept.is_final) == (MAY, 62, Source.UNIT, True)
    assert kept.figure.task == going
    told = kept.submission
    assert (told.way, told.submitted_by, told.unit) == (Way.FIGURE, liaison, science)
    assert verify().holds


def test_a_figure_against_a_target_that_is_not_linked_stays_with_the_task(
    going: Task, series: Series, link: Do, unlink: Do, report: Do, liaison: Person
) -> None:
    report(going, liaison, 62)
    assert not Observation.objects.exists()
    link(going, series)
    unlink(going)
    report(going, liaison, 65)
    assert [kept.value for kept in all_values(series.pk)] == [62]


def test_linking_takes_over_what_was_reported_before(
    going: Task, series: Series, link: Do, report: Do, liaison: Person
) -> None:
    report(going, liaison, 40, date(2024, 4, 30))
    report(going, liaison, 62)
    report(going, liaison, 60)
    place = link(going, series)
    assert [(kept.day, kept.value) for kept in all_values(series.pk)] == [
        (MAY, 60),
        (MAY, 62),
        (date(2024, 4, 30), 40),
    ]
    assert [each.value for each in seen(series)] == [40, 60]
    told = Submission.objects.get()
    assert told.submitted_by == liaison
    assert told.recorded_at >= place.recorded_at


def test_linking_again_takes_over_nothing_twice(
    going: Task, series: Series, link: Do, unlink: Do, report: Do, liaison: Person
) -> None:
    report(going, liaison, 60)
    report(going, liaison, 62)
    link(going, series)
    unlink(going)
    link(going, series)
    assert all_values(series.pk).count() == 2


def test_the_figure_of_the_office_counts_and_both_are_shown(
    going: Task, series: Series, link: Do, report: Do, liaison: Person, officer: Person
) -> None:
    link(going, series)
    report(going, liaison, 62)
    row = FigureInput(series.pk, MAY, Decimal(58))
    record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    report(going, liaison, 63)
    assert [each.value for each in seen(series)] == [58]
    assert [kept.value for kept in all_values(series.pk)] == [58, 63, 62]


@pytest.fixture
def commitment(
    going: Task,
    make_task: Callable[..., Task],
    science: Unit,
    industry: Unit,
    clerk: Person,
    other_liaison: Person,
    liaison: Person,
) -> tuple[Task, Task]:
    """Two tasks that are one commitment, of two units; 市科技局 has a part in both."""
    units = (
        Answer(industry.pk, "responsible", "市工信局"),
        Answer(science.pk, "support", "市科技局"),
    )
    other = make_task(units=units)
    dispatch_tasks([other], actor=clerk, as_of=NOON)
    for person in (other_liaison, liaison):
        sign_for_task(other, actor=person, as_of=NOON)
    link_tasks(going, other, actor=clerk, as_of=NOON)
    return going, other


def test_a_figure_carried_through_a_commitment_is_observed_once(
    commitment: tuple[Task, Task], series: Series, link: Do, report: Do, liaison: Person
) -> None:
    for task in commitment:
        link(task, series)
    places = report(commitment[0], liaison, 62)
    assert len(places) == 2
    assert all_values(series.pk).get().value == 62


def test_contradicting_units_of_a_commitment_are_both_kept(
    commitment: tuple[Task, Task],
    series: Series,
    link: Do,
    report: Do,
    liaison: Person,
    other_liaison: Person,
) -> None:
    for task in commitment:
        link(task, series)
    report(commitment[0], liaison, 62)
    report(commitment[1], other_liaison, 70, as_of=NOON + DAY)
    assert [(kept.value, kept.submission.unit.name) for kept in all_values(series.pk)] == [
        (70, "市工信局"),
        (62, "市科技局"),
    ]
    assert [each.value for each in seen(series)] == [70]
    report(commitment[0], liaison, 62, as_of=NOON + 2 * DAY)
    assert [each.value for each in seen(series)] == [62]


def test_figures_of_different_people_are_taken_over_in_their_order(
    commitment: tuple[Task, Task],
    series: Series,
    link: Do,
    report: Do,
    liaison: Person,
    other_liaison: Person,
) -> None:
    report(commitment[0], liaison, 62)
    report(commitment[1], other_liaison, 70)
    report(commitment[0], liaison, 64)
    link(commitment[1], series)
    people = list(Submission.objects.order_by("pk").values_list("submitted_by", flat=True))
    assert people == [liaison.pk, other_liaison.pk, liaison.pk]
    assert [each.value for each in seen(series)] == [64]


YUAN = Goal(1, "完成投资", op=">=", value=Decimal(2_000_000_000), unit="元")


@pytest.fixture
def investing(underway: Callable[..., Task]) -> Task:
    """A task that is to invest 20亿元, as a policy says it."""
    return underway(targets=(YUAN,))


@pytest.fixture
def invested(make_series: Callable[..., Series], science: Unit) -> Series:
    return make_series("完成投资", unit="亿元", office=science)


def test_figures_are_carried_into_the_unit_of_the_series(
    investing: Task, invested: Series, link: Do, report: Do, liaison: Person
) -> None:
    report(investing, liaison, Decimal("382000000.05"), date(2024, 4, 30))
    link(investing, invested)
    report(investing, liaison, 820_000_000)
    assert [each.value for each in seen(invested)] == [Decimal("3.8200000005"), Decimal("8.2")]
    [now] = explain_task(investing)
    assert (now.measured.goal.value, now.counted.seen.value) == (20, Decimal("8.2"))


def test_a_target_changed_to_another_scale_goes_on(
    investing: Task, invested: Series, link: Do, report: Do, recount: Do, liaison: Person
) -> None:
    link(investing, invested, baseline=Decimal(2))
    report(investing, liaison, 820_000_000)
    recount(investing, Decimal(250_000), "万元")
    report(investing, liaison, 90_000, date(2024, 6, 2))
    assert [each.value for each in seen(invested)] == [Decimal("8.2"), 9]
    [now] = explain_task(investing)
    assert (now.measured.goal.value, now.measured.goal.baseline) == (25, 2)


def test_a_target_changed_to_another_measure_is_not_measured_and_gives_no_figures(
    investing: Task,
    invested: Series,
    link: Do,
    unlink: Do,
    report: Do,
    recount: Do,
    liaison: Person,
) -> None:
    link(investing, invested)
    report(investing, liaison, 820_000_000)
    recount(investing, Decimal(30), "个")
    report(investing, liaison, 12, date(2024, 6, 2))
    assert [each.value for each in seen(invested)] == [Decimal("8.2")]
    [now] = explain_task(investing)
    assert (now.judged.pace, now.judged.reason) == ("unknown", "other_unit")


def test_figures_of_the_time_before_a_change_of_measure_are_not_taken_over(
    investing: Task,
    make_series: Callable[..., Series],
    link: Do,
    report: Do,
    recount: Do,
    liaison: Person,
) -> None:
    report(investing, liaison, 820_000_000)
    recount(investing, Decimal(30), "个")
    report(investing, liaison, 12, date(2024, 6, 2))
    projects = make_series("投资项目", unit="个")
    link(investing, projects)
    assert [each.value for each in seen(projects)] == [12]


def test_points_are_figures_over_the_baseline(
    underway: Callable[..., Task],
    make_series: Callable[..., Series],
    link: Do,
    report: Do,
    liaison: Person,
) -> None:
    rise = Goal(1, "城镇化率", op=">=", value=Decimal(2), unit="个百分点")
    task, rate = underway(targets=(rise,)), make_series("城镇化率", unit="%", accumulation="level")
    link(task, rate, baseline=Decimal("60.1"))
    report(task, liaison, Decimal("1.2"))
    assert [each.value for each in seen(rate)] == [Decimal("61.3")]


def test_a_figure_too_fine_for_the_unit_of_the_series_is_refused_with_a_sentence(
    investing: Task, make_series: Callable[..., Series], link: Do, report: Do, liaison: Person
) -> None:
    link(investing, make_series("完成投资", unit="万亿元"))
    with pytest.raises(ActInputError, match=r"折算成以万亿元计是0\.000382000000123，小数超过14位"):
        report(investing, liaison, Decimal("382000000.123"))
    assert not Observation.objects.exists()


def explain_task(task: Task) -> list[Explained]:
    goals = SeriesGoal.objects.filter(task=task)
    return [explain_pace(goal.pk, as_of=date(2024, 6, 3)) for goal in goals]
