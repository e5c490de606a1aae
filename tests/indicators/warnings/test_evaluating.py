"""What rules find in series, and that the same is never said twice."""

from datetime import date

import pytest

from indicators.warnings.conftest import evaluate, kinds_of, noon, open_warnings
from taizhang.indicators.domain.goals import end_goal
from taizhang.indicators.models import EarlyWarning
from taizhang.indicators.warnings import tell_evidence, tell_formula

pytestmark = pytest.mark.django_db

LAST_YEAR = '{change: {against: last_year, in: percent, worse: "> 20"}}'
PREVIOUS = '{change: {against: previous, in: percent, worse: ">= 20"}}'
POINTS = '{change: {against: previous, in: points, worse: ">= 1"}}'


def said():
    [warning] = open_warnings()
    return tell_evidence(warning.found)


def counts(found):
    return found.raised, found.changed, found.recovered


def test_lag_of_ten_points_is_raised_with_its_evidence(make_series, observe, aim, only, science):
    only('{level: {lag: ">= 10"}}')
    series = make_series(office=science)
    observe(series, {"2024-06-30": 30})
    goal = aim(series, 100)
    assert counts(evaluate("2024-07-10")) == (1, 0, 0)
    [warning] = open_warnings()
    assert (warning.goal_id, warning.severity, warning.state) == (goal.pk, "yellow", "raised")
    # by its own day, 182 of 366 days: 49.727 %
    assert said() == "2024年6月为 30 家，完成 30%，应达 49.73%，滞后 19.73 个百分点。"
    assert warning.answer_by == date(2024, 7, 15)


def test_nothing_is_repeated_while_only_time_passes(make_series, observe, aim, only):
    only('{level: {lag: ">= 10"}}')
    series = make_series()
    observe(series, {"2024-06-30": 30})
    aim(series, 100)
    evaluate("2024-07-10")
    for day in ("2024-07-10", "2024-07-11", "2024-08-01", "2024-08-13"):
        assert counts(evaluate(day)) == (0, 0, 0), day
    assert kinds_of(open_warnings()[0]) == ["raised"]


def test_new_figure_is_said_once_and_recovery_is_noted_but_not_closed(
    make_series, observe, aim, only
):
    only('{level: {lag: ">= 10"}}')
    series = make_series()
    observe(series, {"2024-06-30": 30})
    aim(series, 100)
    evaluate("2024-07-10")
    observe(series, {"2024-07-31": 35})
    assert counts(evaluate("2024-08-10")) == (0, 1, 0)
    assert counts(evaluate("2024-08-11")) == (0, 0, 0)
    observe(series, {"2024-08-31": 70})
    assert counts(evaluate("2024-09-10")) == (0, 0, 1)
    assert counts(evaluate("2024-09-11")) == (0, 0, 0)
    [warning] = open_warnings()
    assert warning.has_recovered
    assert warning.state == "raised"
    assert kinds_of(warning) == ["raised", "changed", "recovered"]


def test_changed_target_is_another_matter(make_series, observe, aim, only, officer):
    only('{level: {lag: ">= 10"}}')
    series = make_series()
    observe(series, {"2024-06-30": 30})
    goal = aim(series, 100)
    evaluate("2024-07-10")
    goal.versions.update(value=120)
    assert counts(evaluate("2024-07-10")) == (0, 1, 0)


def test_warning_of_a_goal_that_has_ended_is_over(make_series, observe, aim, only, officer):
    only('{level: {lag: ">= 10"}}')
    series = make_series()
    observe(series, {"2024-06-30": 30})
    goal, _other = aim(series, 100), aim(series, 200)
    assert counts(evaluate("2024-07-10")) == (2, 0, 0)
    end_goal(goal, actor=officer, as_of=noon("2024-07-11"))
    assert counts(evaluate("2024-07-11")) == (0, 0, 1)
    assert {each.goal_id: each.has_recovered for each in open_warnings()}[goal.pk]
    assert counts(evaluate("2024-07-12")) == (0, 0, 0)


def test_fall_below_last_year_reads_as_it_was_reckoned(make_series, observe, only):
    only(LAST_YEAR)
    series = make_series(unit="万元", accumulation="cumulative")
    observe(series, {"2023-06-30": 80, "2024-06-30": 62})
    assert counts(evaluate("2024-07-10")) == (1, 0, 0)
    assert said() == "2024年6月为 62万元，比上年同期的 80万元下降 22.5%。"
    assert tell_formula(open_warnings()[0].found) == "变化 =（62 − 80）÷ 80 = −22.5%"


@pytest.mark.parametrize(
    ("direction", "value", "raised"),
    [("more", 63, 1), ("more", 64, 0), ("less", 97, 1), ("less", 96, 0), ("less", 10, 0)],
)
def test_worse_asks_for_the_direction_and_stops_at_the_bound(
    make_series, observe, only, direction, value, raised
):
    only(LAST_YEAR)
    series = make_series(direction=direction)
    observe(series, {"2023-06-30": 80, "2024-06-30": value})
    assert evaluate("2024-07-10").raised == raised


def test_what_is_to_be_kept_within_bounds_is_never_worse(make_series, observe, only):
    only(LAST_YEAR)
    series = make_series(direction="within")
    observe(series, {"2023-06-30": 80, "2024-06-30": 10})
    assert evaluate("2024-07-10").raised == 0


@pytest.mark.parametrize("base", [0, -80])
def test_base_that_is_not_above_zero_gives_no_percentage(make_series, observe, only, base):
    only(LAST_YEAR)
    series = make_series()
    observe(series, {"2023-06-30": base, "2024-06-30": -100})
    assert counts(evaluate("2024-07-10")) == (0, 0, 0)


def test_base_revised_to_zero_leaves_the_warning_as_it_stands(make_series, observe, only):
    only(LAST_YEAR)
    series = make_series()
    observe(series, {"2023-06-30": 80, "2024-06-30": 50})
    evaluate("2024-07-10")
    observe(series, {"2023-06-30": 0})
    assert counts(evaluate("2024-07-11")) == (0, 0, 0)
    assert not open_warnings()[0].has_recovered


def test_percentages_move_in_points_and_counts_in_percent(make_series, observe, only):
    rate = make_series("合格率", unit="%", accumulation="level")
    count = make_series("企业数", accumulation="level")
    for series in (rate, count):
        observe(series, {"2024-05-31": 5, "2024-06-30": "3.9"})
    only(PREVIOUS)
    evaluate("2024-07-10")
    assert [each.series_id for each in open_warnings()] == [count.pk]
    EarlyWarning.objects.update(closed_at="2024-07-10T00:00Z")
    only(POINTS, key="points")
    evaluate("2024-07-10")
    assert [(each.series_id, each.rule_key) for each in open_warnings()] == [(rate.pk, "points")]
    assert said() == "2024年6月为 3.9%，比上一期的 5%下降 1.1 个百分点。"


def test_cumulated_figures_are_compared_by_what_each_period_brought(make_series, observe, only):
    only(PREVIOUS)
    series = make_series(accumulation="cumulative")
    observe(series, {"2024-04-30": 40, "2024-05-31": 60, "2024-06-30": 75})  # 20, then 15
    evaluate("2024-07-10")
    assert said() == "2024年6月当期为 15 家，比上一期的 20 家下降 25%。"


def test_year_that_begins_anew_is_no_fall(make_series, observe, only):
    only(PREVIOUS)
    series = make_series(accumulation="cumulative")
    observe(series, {"2023-11-30": 220, "2023-12-31": 240, "2024-01-31": 19})  # 20, then 19
    assert evaluate("2024-02-10").raised == 0
    observe(series, {"2024-01-31": 15})
    assert evaluate("2024-02-11").raised == 1
    assert said() == "2024年1月当期为 15 家，比上一期的 20 家下降 25%。"


def test_figure_within_a_period_is_no_whole_period(make_series, observe, only):
    only(PREVIOUS)
    series = make_series(accumulation="per_period")
    observe(series, {"2024-05-31": 60, "2024-06-15": 20})
    assert evaluate("2024-07-10").raised == 0


def test_three_periods_in_a_row_need_four_figures_without_a_gap(make_series, observe, only):
    only("{streak: {of: worse, periods: 3}}")
    whole, broken, short = (make_series(accumulation="level") for _ in range(3))
    observe(whole, {"2024-03-31": 9, "2024-04-30": 8, "2024-05-31": 7, "2024-06-30": 6})
    observe(broken, {"2024-02-29": 9, "2024-04-30": 8, "2024-05-31": 7, "2024-06-30": 6})
    observe(short, {"2024-04-30": 8, "2024-05-31": 7, "2024-06-30": 6})
    evaluate("2024-07-10")
    assert [each.series_id for each in open_warnings()] == [whole.pk]
    assert said() == "连续 3 期下降：9→8→7→6 家。"


def test_behind_at_two_ends_of_periods_in_a_row(make_series, observe, aim, only):
    only("{streak: {of: behind, periods: 2}}")
    twice, once = make_series(), make_series()
    observe(twice, {"2024-05-31": 20, "2024-06-30": 25})
    observe(once, {"2024-05-31": 45, "2024-06-30": 30})
    for series in (twice, once):
        aim(series, 100)
    assert evaluate("2024-07-10").raised == 1
    [warning] = open_warnings()
    assert warning.series_id == twice.pk
    # 30 June: 182 of 366 days
    assert said() == "连续 2 期期末滞后，最近一期2024年6月为 25 家，滞后 24.73 个百分点。"
    observe(once, {"2024-07-31": 31})
    observe(twice, {"2024-07-31": 90})
    assert counts(evaluate("2024-08-10")) == (1, 0, 1)


def test_missing_figures_in_a_row_are_counted_up_to_the_last_due(make_series, observe, only):
    only("{streak: {of: missing, periods: 2}}")
    series = make_series(expected_from=date(2024, 1, 1))
    observe(series, {"2024-01-31": 1, "2024-02-29": 2, "2024-03-31": 3})
    assert evaluate("2024-05-20").raised == 0  # only April is due
    assert evaluate("2024-06-20").raised == 1
    assert said() == "连续 2 期到期没有报数：2024年4月、2024年5月。"
    assert counts(evaluate("2024-07-10")) == (0, 0, 0)
    assert counts(evaluate("2024-07-20")) == (0, 1, 0)  # June too
    observe(series, {"2024-06-30": 6})
    assert counts(evaluate("2024-07-21")) == (0, 0, 1)


def test_stale_goal_is_said_once_until_a_figure_comes(make_series, observe, aim, only):
    only("{level: {pace: unknown, reason: stale}}")
    series = make_series()
    observe(series, {"2024-03-31": 20})
    aim(series, 100)
    assert counts(evaluate("2024-05-15")) == (0, 0, 0)  # 45 days
    assert counts(evaluate("2024-05-16")) == (1, 0, 0)
    assert said() == "进度为未知：数据过期，最近的数是2024年3月的 20 家。"
    assert counts(evaluate("2024-06-16")) == (0, 0, 0)
    observe(series, {"2024-05-31": 22})
    assert counts(evaluate("2024-06-17")) == (0, 0, 1)


def test_county_below_the_mean_of_counties(make_series, observe, only, places):
    only('{gap_to_mean: {of: value, in: percent, worse: ">= 20"}}')
    counties = [make_series(code="Z1", accumulation="level", place=place) for place in places]
    city = make_series(code="Z1", accumulation="level")
    for series, value in zip([*counties, city], (100, 100, 40, 240), strict=True):
        observe(series, {"2024-06-30": value})
    assert evaluate("2024-07-10").raised == 1
    assert open_warnings()[0].series_id == counties[2].pk
    assert said() == "2024年6月数值 40 家，比 3 个县区的均值 80 家低 50%。"
    observe(counties[1], {"2024-06-30": 110})  # the mean moves: nothing new of the third
    assert counts(evaluate("2024-07-11")) == (0, 0, 0)


def test_two_counties_are_no_mean(make_series, observe, only, places):
    only('{gap_to_mean: {of: value, in: percent, worse: ">= 20"}}')
    for place, value in zip(places[:2], (100, 10), strict=True):
        observe(make_series(code="Z1", accumulation="level", place=place), {"2024-06-30": value})
    assert evaluate("2024-07-10").raised == 0


def test_shares_of_goals_are_compared_whatever_their_size(make_series, observe, aim, only, places):
    only('{gap_to_mean: {of: share, in: percent, below: ">= 20"}}')
    for place, value, target in zip(places, (50, 500, 20), (100, 1000, 100), strict=True):
        series = make_series(code="Z1", place=place)
        observe(series, {"2024-06-30": value})
        aim(series, target)
    evaluate("2024-07-10")
    assert said() == "2024年6月完成比例 20%，比 3 个县区的均值 40%低 50%。"


def test_rule_is_put_only_to_what_it_applies_to(make_series, observe, only, science, industry):
    only('{level: {value: "< 10"}}', applies="{offices: [市科技局], directions: [more]}")
    mine, other = make_series(office=science), make_series(office=industry)
    less = make_series(office=science, direction="less")
    for series in (mine, other, less):
        observe(series, {"2024-06-30": 5})
    evaluate("2024-07-10")
    assert [each.series_id for each in open_warnings()] == [mine.pk]
    assert said() == "2024年6月为 5 家，达到 < 10 的预警线。"


def test_rules_hold_on_their_days(make_series, observe, only):
    until = date(2024, 6, 30)
    only('{level: {value: "< 10"}}', valid_from=date(2024, 6, 1), valid_to=until)
    series = make_series()
    observe(series, {"2024-05-31": 5})
    assert evaluate("2024-05-31").raised == 0
    assert evaluate("2024-07-01").raised == 0
    assert evaluate("2024-06-30").raised == 1
    assert counts(evaluate("2024-07-01")) == (0, 0, 0)  # a rule that ended says no more


def test_shipped_rules_find_a_bad_year(make_series, observe, aim):
    series = make_series()
    observe(series, {"2023-05-31": 50, "2023-06-30": 60, "2024-05-31": 20, "2024-06-30": 25})
    aim(series, 100)
    evaluate("2024-07-10")
    assert {each.rule_key for each in open_warnings()} == {"lag-10", "behind-twice", "worse-20"}
    assert evaluate("2024-08-20").raised == 1  # stale
