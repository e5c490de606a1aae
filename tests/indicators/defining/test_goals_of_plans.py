"""Goals without a task: entered from a plan, every version kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from taizhang.accounts.models import Person
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.goals import end_goal, set_goal
from taizhang.indicators.domain.linking import link_target
from taizhang.indicators.domain.types import GoalInput, LinkInput
from taizhang.indicators.models import GoalVersion, Series, SeriesGoal
from taizhang.ledger.models import Task

NOON = datetime(2024, 7, 3, 4, 0, tzinfo=UTC)
PLAN = GoalInput(
    ">=", Decimal(300), date(2024, 12, 31), "《青石县2024年国民经济和社会发展计划》", unit="家"
)


@pytest.fixture
def series(make_series: Callable[..., Series]) -> Series:
    return make_series()


def test_a_goal_of_a_plan_holds_from_now_on(series: Series, officer: Person) -> None:
    version = set_goal(series, PLAN, actor=officer, as_of=NOON)
    assert (version.goal.series, version.goal.task) == (series, None)
    assert (version.value, version.deadline, version.until) == (300, date(2024, 12, 31), None)
    assert (version.reference, version.recorded_by) == (PLAN.reference, officer)


def test_a_goal_that_is_changed_keeps_what_it_asked_for(series: Series, officer: Person) -> None:
    first = set_goal(series, PLAN, actor=officer, as_of=NOON)
    changed = replace(PLAN, value=Decimal(280), reference="年中调整")
    second = set_goal(series, changed, actor=officer, as_of=NOON, goal=first.goal)
    first.refresh_from_db()
    assert (first.value, first.until, second.value) == (300, second.since, 280)
    assert first.goal == second.goal


def test_a_goal_that_ended_can_be_set_again(series: Series, officer: Person) -> None:
    first = set_goal(series, PLAN, actor=officer, as_of=NOON)
    end_goal(first.goal, actor=officer, as_of=NOON)
    assert not GoalVersion.objects.at(None)
    with pytest.raises(IndicatorError, match="已经结束"):
        end_goal(first.goal, actor=officer, as_of=NOON)
    set_goal(series, PLAN, actor=officer, as_of=NOON, goal=first.goal)
    assert GoalVersion.objects.at(None).get().goal == first.goal


def test_an_unchanged_goal_is_refused(series: Series, officer: Person) -> None:
    first = set_goal(series, PLAN, actor=officer, as_of=NOON)
    with pytest.raises(IndicatorError, match="没有变化"):
        set_goal(series, PLAN, actor=officer, as_of=NOON, goal=first.goal)


def test_a_goal_of_a_task_is_changed_with_its_task(
    series: Series, officer: Person, make_task: Callable[..., Task]
) -> None:
    task = make_task()
    link_target(task, LinkInput(1, series.pk), actor=officer, as_of=NOON)
    goal = SeriesGoal.objects.get()
    for act in (
        lambda: set_goal(series, PLAN, actor=officer, as_of=NOON, goal=goal),
        lambda: end_goal(goal, actor=officer, as_of=NOON),
    ):
        with pytest.raises(IndicatorError, match="来自任务"):
            act()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"op": "=="}, "op"),
        ({"method": "guess"}, "method"),
        ({"value": Decimal("NaN")}, "value"),
        ({"value": Decimal("1e22")}, "value"),
        ({"op": "range"}, "value_max"),
        ({"op": "range", "value_max": Decimal(299)}, "value_max"),
        ({"value_max": Decimal(400)}, "value_max"),
        ({"reference": " "}, "reference"),
        ({"starts": date(2025, 1, 1)}, "starts"),
        ({"starts": date(24, 1, 1)}, "starts"),
        ({"deadline": date(24, 12, 31)}, "deadline"),
        ({"unit": "亿元"}, "unit"),
        ({"baseline": Decimal(300)}, "baseline"),
    ],
)
def test_a_goal_that_does_not_fit_is_refused_at_its_field(
    series: Series, officer: Person, more: dict[str, object], field: str
) -> None:
    with pytest.raises(IndicatorError) as refused:
        set_goal(series, replace(PLAN, **more), actor=officer, as_of=NOON)
    assert refused.value.field == field
    assert not SeriesGoal.objects.exists()


def test_percentage_points_need_the_figure_they_are_added_to(
    make_series: Callable[..., Series], officer: Person
) -> None:
    rate = make_series("城镇化率", unit="%", accumulation="level")
    points = replace(PLAN, value=Decimal("1.2"), unit="个百分点")
    with pytest.raises(IndicatorError, match="请填写基数"):
        set_goal(rate, points, actor=officer, as_of=NOON)
    set_goal(rate, replace(points, baseline=Decimal("1.2")), actor=officer, as_of=NOON)


def test_a_goal_may_be_in_another_scale_of_the_figures(
    make_series: Callable[..., Series], officer: Person
) -> None:
    series = make_series("进出口总额", unit="亿元")
    plan = replace(PLAN, value=Decimal(30_000), unit="万元", baseline=Decimal(3))
    with pytest.raises(IndicatorError, match="基数与目标值相同"):
        set_goal(series, plan, actor=officer, as_of=NOON)
    version = set_goal(series, replace(plan, baseline=Decimal(2)), actor=officer, as_of=NOON)
    assert (version.value, version.unit) == (30_000, "万元")  # as it was entered


@pytest.mark.parametrize("who", ["clerk", "liaison"])
def test_only_officers_set_goals(
    series: Series, officer: Person, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    goal = set_goal(series, PLAN, actor=officer, as_of=NOON).goal
    for act in (
        lambda: set_goal(series, PLAN, actor=person, as_of=NOON),
        lambda: end_goal(goal, actor=person, as_of=NOON),
    ):
        with pytest.raises(IndicatorError, match="无权"):
            act()
