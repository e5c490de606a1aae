"""A unit files how it gets to a goal; every plan is kept."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.pace.given import JUNE_END, give_figures, give_goal, local
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.pace.explaining import explain_pace
from taizhang.indicators.domain.pace.planning import file_plan
from taizhang.indicators.models import GoalPace, GoalPlan

pytestmark = pytest.mark.django_db
NOON = local("2026-03-02T12:00")
YEAR_END = date(2026, 12, 31)
NODES = {JUNE_END: Decimal(40), YEAR_END: Decimal(100)}


@pytest.fixture
def goal(make_series, science):
    return give_goal(make_series(office=science), 100, method="plan")


def refusal(goal, nodes, actor):
    with pytest.raises(IndicatorError) as refused:
        file_plan(goal, nodes, actor=actor, as_of=NOON)
    assert not GoalPlan.objects.exists()
    return refused.value.code


def test_the_supplier_of_the_series_files_the_plan_that_then_judges(goal, liaison, science):
    filed = file_plan(goal, NODES, reference="局党组会", actor=liaison, as_of=NOON)
    assert (filed.falls_short, filed.plan.unit, filed.plan.reference) == (
        False,
        science,
        "局党组会",
    )
    assert explain_pace(goal.pk, as_of=JUNE_END).judged.due == Decimal("0.4")


def test_who_answers_for_the_task_files_too(make_series, make_task, liaison, other_liaison):
    task = make_task()
    goal = give_goal(make_series(), 100)
    type(goal).objects.filter(pk=goal.pk).update(task=task, target_key=1)
    goal.refresh_from_db()
    file_plan(goal, NODES, actor=liaison, as_of=NOON)
    assert GoalPlan.objects.get().filed_by == liaison


@pytest.mark.parametrize("person", ["clerk", "head", "mayor", "other_liaison"])
def test_nobody_else_files(request, goal, person):
    assert refusal(goal, NODES, request.getfixturevalue(person)) == "not_allowed"


def test_the_indicator_officer_files_for_a_unit(goal, officer):
    assert file_plan(goal, NODES, actor=officer, as_of=NOON).plan.unit is None


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ({}, "bad_nodes"),
        ({date(2026, 1, 1 + n % 28): Decimal(n) for n in range(28)} | {}, None),
        ({date(2025, 12, 31): Decimal(1)}, "bad_day"),
        ({date(2027, 1, 1): Decimal(1)}, "bad_day"),
        ({JUNE_END: Decimal("NaN")}, "bad_value"),
        ({JUNE_END: Decimal(10**22)}, "bad_value"),
    ],
)
def test_nodes_stand_between_start_and_deadline_and_are_numbers(goal, liaison, nodes, code):
    if code is None:
        assert file_plan(goal, nodes, actor=liaison, as_of=NOON).falls_short
    else:
        assert refusal(goal, nodes, liaison) == code


def test_a_plan_that_ends_below_the_target_is_taken_and_said(goal, liaison):
    assert file_plan(goal, {YEAR_END: Decimal(99)}, actor=liaison, as_of=NOON).falls_short
    assert not file_plan(goal, {JUNE_END: Decimal(100)}, actor=liaison, as_of=NOON).falls_short


def test_a_new_plan_holds_and_the_old_one_is_kept(goal, liaison):
    for value in (40, 60):
        file_plan(goal, {JUNE_END: Decimal(value)}, actor=liaison, as_of=NOON)
    assert GoalPlan.objects.count() == 2
    assert explain_pace(goal.pk, as_of=JUNE_END).judged.needed == 60
    with pytest.raises(IndicatorError) as refused:
        file_plan(goal, {JUNE_END: Decimal(60)}, actor=liaison, as_of=NOON)
    assert refused.value.code == "unchanged"


def test_a_goal_without_time_or_measure_has_no_plan(make_series, science, liaison):
    series = make_series(office=science)
    timeless = give_goal(series, 100, deadline=None)
    assert refusal(timeless, NODES, liaison) == "no_time"
    growth = give_goal(series, 5, unit="%", baseline=-1)
    assert refusal(growth, NODES, liaison) == "not_measurable"


def test_the_pace_follows_on_commit(goal, liaison, django_capture_on_commit_callbacks):
    give_figures(goal.series, {date(2026, 3, 1): 20})
    with django_capture_on_commit_callbacks(execute=True):
        file_plan(goal, NODES, actor=liaison, as_of=NOON)
    pace = GoalPace.objects.get()
    assert (pace.pace, pace.method) == ("ahead", "plan")
