"""A target that is tied to a series is held to what counts there, not to what was reported."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.conftest import make_series, officer  # noqa: F401 - fixtures
from indicators.pace.given import give_figures
from taizhang.indicators.domain.linking import link_target, unlink_target
from taizhang.indicators.domain.pace.explaining import explain_pace
from taizhang.indicators.domain.types import LinkInput
from taizhang.indicators.enums import WORST_FIRST, Source
from taizhang.indicators.models import SeriesGoal
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.supervision.domain.queries.facts import facts_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MAY_END = date(2024, 5, 31)


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    """A task with the target ≥140 by 30 June 2024."""
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


@pytest.fixture
def series(make_series, science):  # noqa: F811
    return make_series("高新技术企业", unit="家", office=science)


def pace(task, moment, **more):
    facts = facts_of([task.pk], moment=moment, **more)[task.pk]
    return facts["pace"], facts["lag_pct"]


def test_the_offices_figure_beats_what_the_unit_reported(
    underway,
    series,
    officer,  # noqa: F811
    liaison,
    noon,
):
    figures = (FigureInput(1, Decimal(70), observed_on=noon.date()),)
    report_progress(underway, ReportInput("进展", figures=figures), actor=liaison, as_of=noon)
    assert pace(underway, noon) == ("behind", Decimal("35.1648"))
    link_target(underway, LinkInput(1, series.pk), actor=officer, as_of=noon)
    assert pace(underway, noon) == ("behind", Decimal("35.1648"))  # taken over, unit's own
    give_figures(series, {noon.date(): 135}, source=Source.OFFICE)
    assert pace(underway, noon)[0] == "ahead"
    unlink_target(underway, 1, actor=officer, as_of=noon)
    assert pace(underway, noon) == ("behind", Decimal("35.1648"))


def test_a_linked_target_uses_its_baseline_start_and_method(underway, series, officer, noon):  # noqa: F811
    give_figures(series, {date(2023, 6, 3): 10, date(2023, 6, 30): 100, noon.date(): 60})
    wanted = LinkInput(1, series.pk, Decimal(40), date(2024, 6, 1), "line")
    link_target(underway, wanted, actor=officer, as_of=noon)
    # 3 of 30 days; 20 of 100 on the way
    assert pace(underway, noon) == ("ahead", 0)
    late = noon + 10 * DAY  # 13 of 30 days
    assert pace(underway, late) == ("ahead", 0)  # the figure is of the third day
    give_figures(series, {late.date(): 60})
    assert pace(underway, late) == ("behind", Decimal("23.3333"))


def test_a_series_without_figures_is_unknown_whatever_the_percentage(
    make_task,
    series,
    officer,  # noqa: F811
    clerk,
    noon,
):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    link_target(task, LinkInput(1, series.pk), actor=officer, as_of=noon)
    assert pace(task, noon)[0] == "unknown"


def test_many_tasks_have_the_pace_that_is_explained(make_task, make_series, officer, clerk, noon):  # noqa: F811
    chance, tasks = random.Random(5), []
    for number in range(12):
        one = make_series("高新技术企业", unit="家", code=f"L{number}")
        give_figures(one, {MAY_END: chance.randrange(160), date(2023, 12, 31): 100})
        task = make_task()
        dispatch_tasks([task], actor=clerk, as_of=noon)
        method = chance.choice(["", "line", "season", "plan"])
        wanted = LinkInput(1, one.pk, chance.choice([None, Decimal(20)]), None, method)
        link_target(task, wanted, actor=officer, as_of=noon)
        tasks.append(task)
    found = facts_of([task.pk for task in tasks], moment=noon)
    said = set()
    for task in tasks:
        goal = SeriesGoal.objects.get(task=task)
        judged = explain_pace(goal.pk, as_of=noon.astimezone().date()).judged
        facts = found[task.pk]
        assert (facts["pace"], facts["lag_pct"]) == (judged.pace, judged.lag_pct)
        said.add(judged.pace)
    assert said <= set(WORST_FIRST)
    assert len(said) > 2
