"""The table of current paces follows figures, goals and days."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.pace.given import JUNE_END, change_goal, give_figures, give_goal, give_rule, local
from taizhang.indicators.domain.observing.recording import record_observations
from taizhang.indicators.domain.refreshing import refresh_pace
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalPace

pytestmark = pytest.mark.django_db
NOON = local("2026-06-30T12:00")


def test_all_columns_are_written(make_series):
    series = make_series()
    give_figures(series, {JUNE_END: 30})
    goal = give_goal(series, 73)
    assert refresh_pace(None, as_of=NOON) == 1
    pace = GoalPace.objects.get()
    assert (pace.goal, pace.day, pace.pace, pace.method) == (goal, JUNE_END, "behind", "line")
    assert (pace.value, pace.observed_on, pace.reason) == (30, JUNE_END, "")
    shares = (pace.share_pct, pace.due_pct)
    assert shares == (Decimal("41.0959"), Decimal("49.5890"))
    assert (pace.needed, pace.gap) == (Decimal("36.2"), Decimal("6.2"))
    assert (pace.run_rate, pace.refreshed_at) == (Decimal("7.010870"), NOON)


def test_a_goal_without_figures_is_unknown_and_says_why(make_series):
    give_goal(make_series())
    refresh_pace(None, as_of=NOON)
    pace = GoalPace.objects.get()
    assert (pace.pace, pace.reason, pace.value) == ("unknown", "no_observation", None)


def test_only_the_series_that_changed_are_written(make_series):
    first, second = make_series(), make_series()
    goals = [give_goal(series).pk for series in (first, second)]
    refresh_pace([first.pk], as_of=NOON)
    assert list(GoalPace.objects.values_list("goal", flat=True)) == goals[:1]


def test_written_again_the_rows_are_the_same_but_for_moment_and_number(make_series):
    give_figures(series := make_series(), {JUNE_END: 30})
    give_goal(series)
    seen = []
    for hour in (12, 13):
        refresh_pace(None, as_of=NOON.replace(hour=hour))
        seen.append(GoalPace.objects.values().get() | {"refreshed_at": None, "writing": None})
    assert seen[0] == seen[1]


def test_a_day_begins_at_midnight_of_the_offices_time_zone(make_series):
    give_goal(make_series())
    refresh_pace(None, as_of=local("2026-12-31T23:59:59"))
    assert GoalPace.objects.get().day == date(2026, 12, 31)
    refresh_pace(None, as_of=local("2027-01-01"))  # in UTC still the year before
    assert GoalPace.objects.get().day == date(2027, 1, 1)


def test_a_goal_that_ended_loses_its_pace(make_series):
    goal = give_goal(make_series())
    refresh_pace(None, as_of=NOON)
    goal.versions.update(until=NOON)
    assert refresh_pace([goal.series_id], as_of=NOON) == 0
    assert not GoalPace.objects.exists()


def test_a_figure_that_no_column_holds_is_left_out_and_the_class_stays(make_series):
    give_figures(series := make_series(), {JUNE_END: "9" * 22})
    give_goal(series, Decimal("0.000001"), op=">")
    refresh_pace(None, as_of=NOON)
    pace = GoalPace.objects.get()
    assert (pace.pace, pace.share_pct, pace.value) == ("done", None, Decimal("9" * 22))


def test_the_rule_in_force_judges(make_series, officer):
    give_figures(series := make_series(), {JUNE_END: 40})
    give_goal(series)
    give_rule("line", by=officer, tolerance_pct=20)
    refresh_pace(None, as_of=NOON)
    assert GoalPace.objects.get().pace == "on_pace"


def test_figures_that_come_in_change_the_pace_on_commit(
    make_series, officer, django_capture_on_commit_callbacks
):
    series = make_series()
    give_goal(series)
    with django_capture_on_commit_callbacks(execute=True):
        record_observations(
            [FigureInput(series.pk, JUNE_END, Decimal(60))],
            source=Source.OFFICE,
            way=Way.PAGE,
            actor=officer,
            as_of=NOON,
        )
    assert GoalPace.objects.get().pace == "ahead"


@pytest.mark.parametrize("size", [1, 3])
def test_a_refresh_takes_as_many_statements_for_one_series_as_for_three(
    make_series, django_assert_num_queries, size
):
    series = [make_series() for _ in range(size)]
    for one in series:
        give_goal(one)
    with django_assert_num_queries(6):  # the number, the rule, the rows, those gone; begin and end
        refresh_pace([one.pk for one in series], as_of=NOON)


def test_a_changed_goal_is_judged_by_what_it_asks_now(make_series):
    give_figures(series := make_series(), {JUNE_END: 60})
    goal = give_goal(series)
    change_goal(goal, at=NOON, value=Decimal(300))
    refresh_pace([series.pk], as_of=NOON)
    assert GoalPace.objects.get().pace == "behind"
