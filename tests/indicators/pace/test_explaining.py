"""The pace of a stored goal with all it rests on, then and now."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.pace.given import (
    JUNE_END,
    change_goal,
    give_figures,
    give_goal,
    give_plan,
    give_rule,
    local,
)
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.pace.explaining import explain_pace
from taizhang.indicators.domain.queries.owed import OwedScope, count_owed
from taizhang.indicators.enums import Frequency, Source

pytestmark = pytest.mark.django_db
LAST_YEAR = {date(2025, 6, 30): 20, date(2025, 12, 31): 100}


def test_all_three_methods_stand_side_by_side_and_the_rules_first_judges(make_series, officer):
    series = make_series()
    give_figures(series, {**LAST_YEAR, JUNE_END: 30})
    goal = give_goal(series, 100)
    give_plan(goal, {JUNE_END: 40}, by=officer)
    found = explain_pace(goal.pk, as_of=JUNE_END)
    said = {method: (pace.pace, pace.due) for method, pace in found.found.items()}
    assert said == {
        "line": ("behind", Fraction(181, 365)),
        "season": ("ahead", Fraction(1, 5)),
        "plan": ("behind", Fraction(2, 5)),
    }
    assert (found.method, found.judged.pace) == ("line", "behind")


def test_every_intermediate_value_has_its_name(make_series):
    series = make_series()
    give_figures(series, {JUNE_END: 30})
    values = explain_pace(give_goal(series, 73).pk, as_of=JUNE_END).values
    assert values == {
        "baseline": 0,
        "target": 73,
        "distance": 73,
        "starts": date(2026, 1, 1),
        "deadline": date(2026, 12, 31),
        "value": 30,
        "observed_on": JUNE_END,
        "fresh_since": date(2026, 5, 31),
        "share": Fraction(30, 73),
        "due_on": JUNE_END,
        "elapsed_days": 181,
        "days": 365,
        "due": Fraction(181, 365),
        "lead": Fraction(30, 73) - Fraction(181, 365),
        "needed": Fraction(181, 5),
        "gap": Fraction(31, 5),
        "run_rate": Fraction(43 * 30, 184),
    }


@pytest.mark.parametrize(
    ("frequency", "seen", "value", "last"),
    [
        (Frequency.MONTH, date(2026, 10, 31), 304, date(2026, 12, 15)),
        (Frequency.HALF_YEAR, JUNE_END, 181, date(2027, 1, 15)),
    ],
)
def test_a_figure_is_held_against_its_own_day_until_the_next_is_overdue(
    make_series, frequency, seen, value, last
):
    series = make_series(frequency=frequency)
    give_figures(series, {seen: value})
    goal = give_goal(series, 365)
    found = explain_pace(goal.pk, as_of=min(last, date(2026, 12, 31)))
    assert (found.judged.pace, found.judged.gap) == ("on_pace", 0)
    assert found.values["due_on"] == seen
    late = explain_pace(goal.pk, as_of=last + timedelta(days=1)).judged
    assert (late.pace, late.reason) == ("unknown", "stale")


def test_of_the_rules_methods_the_first_that_can_say_judges(make_series, officer):
    give_rule("plan", "season", "line", by=officer)
    series = make_series()
    give_figures(series, {**LAST_YEAR, JUNE_END: 30})
    goal = give_goal(series, 100)
    assert explain_pace(goal.pk, as_of=JUNE_END).method == "season"
    give_plan(goal, {JUNE_END: 30}, by=officer)
    assert explain_pace(goal.pk, as_of=JUNE_END).method == "plan"
    assert explain_pace(give_goal(make_series(), 100).pk, as_of=JUNE_END).method == "line"


def test_a_goal_with_a_method_of_its_own_is_judged_by_no_other(make_series):
    series = make_series()
    give_figures(series, {JUNE_END: 60})
    found = explain_pace(give_goal(series, 100, method="season").pk, as_of=JUNE_END)
    assert (found.judged.pace, found.judged.reason) == ("unknown", "no_last_year")
    assert found.found["line"].pace == "ahead"


def test_a_target_changed_in_mid_year_leaves_old_and_new_pace_explainable(make_series):
    series = make_series()
    give_figures(series, {date(2026, 4, 30): 50}, at=local("2026-05-08T10:00"))
    goal = give_goal(series, 100)
    change_goal(goal, at=local("2026-05-20T09:00"), value=Decimal(300))
    day = date(2026, 5, 20)
    before = explain_pace(goal.pk, as_of=day, known_at=local("2026-05-20T08:59"))
    after = explain_pace(goal.pk, as_of=day)
    assert (before.judged.pace, before.values["target"]) == ("ahead", 100)
    assert (after.judged.pace, after.values["target"]) == ("behind", 300)
    assert before.judged.share == Fraction(1, 2)
    assert after.judged.share == Fraction(1, 6)


def test_a_figure_that_came_later_was_not_known_before(make_series):
    series = make_series()
    give_figures(series, {JUNE_END: 60}, at=local("2026-07-03"), source=Source.UNIT)
    give_figures(series, {JUNE_END: 20}, at=local("2026-07-10"))
    goal = give_goal(series, 100)
    known = {
        day: explain_pace(goal.pk, as_of=JUNE_END, known_at=local(day)).judged.pace
        for day in ("2026-07-02", "2026-07-04", "2026-07-11")
    }
    assert list(known.values()) == ["unknown", "ahead", "behind"]  # the office beats the unit


def test_a_plan_filed_later_did_not_judge_before(make_series, officer):
    series = make_series()
    give_figures(series, {JUNE_END: 30})
    goal = give_goal(series, 100, method="plan")
    give_plan(goal, {JUNE_END: 60}, by=officer, at=local("2026-03-01"))
    give_plan(goal, {JUNE_END: 30}, by=officer, at=local("2026-04-01"))
    needed = [
        explain_pace(goal.pk, as_of=JUNE_END, known_at=local(day)).judged.needed
        for day in ("2026-02-28", "2026-03-31", "2026-06-30")
    ]
    assert needed == [None, 60, 30]


def test_a_goal_that_was_not_there_yet_is_refused_with_a_sentence(make_series):
    goal = give_goal(make_series(), since=local("2026-05-01"))
    for known_at, number in ((local("2026-04-30"), goal.pk), (None, goal.pk + 1)):
        with pytest.raises(IndicatorError) as refused:
            explain_pace(number, as_of=JUNE_END, known_at=known_at)
        assert refused.value.code == "no_goal"


def test_a_profit_that_was_a_loss_in_the_base_year(make_series):
    series = make_series(unit="亿元")
    give_figures(series, {JUNE_END: -40})
    goal = give_goal(series, 50, baseline=-100, unit="亿元")
    found = explain_pace(goal.pk, as_of=JUNE_END)
    assert (found.values["distance"], found.judged.share) == (150, Fraction(2, 5))
    assert found.judged.pace == "behind"
    grown = explain_pace(give_goal(series, 5, baseline=-100, unit="%").pk, as_of=JUNE_END)
    assert (grown.judged.pace, grown.judged.reason) == ("unknown", "base_not_positive")
    assert grown.values == {}


def test_points_are_no_per_cent(make_series):
    rate = make_series(unit="%", accumulation="level")
    give_figures(rate, {JUNE_END: 61})
    points = explain_pace(give_goal(rate, 2, baseline=60, unit="个百分点").pk, as_of=JUNE_END)
    per_cent = explain_pace(give_goal(rate, 2, baseline=60, unit="%").pk, as_of=JUNE_END)
    assert (points.values["target"], points.judged.share) == (62, Fraction(1, 2))
    assert (per_cent.values["target"], per_cent.judged.pace) == (2, "done")


def test_the_year_changes_at_midnight_of_the_offices_time_zone(make_series):
    series = make_series()
    give_figures(
        series, {date(2025, 12, 31): 100}, at=local("2026-01-01T00:30")
    )  # still 2025 in UTC
    goal = give_goal(series, 100, deadline=date(2025, 12, 31))
    next_year = give_goal(series, 120)
    last = date(2025, 12, 31)
    then = explain_pace(goal.pk, as_of=last, known_at=local("2026-01-01T00:00"))
    assert then.judged.pace == "unknown"
    assert explain_pace(goal.pk, as_of=last).judged.pace == "done"
    first = explain_pace(next_year.pk, as_of=date(2026, 1, 1))
    assert (first.judged.pace, first.judged.reason) == ("unknown", "no_observation")


def test_explaining_takes_six_queries(make_series, officer, django_assert_num_queries):
    series = make_series()
    give_figures(series, {**LAST_YEAR, JUNE_END: 30})
    goal = give_goal(series)
    give_plan(goal, {JUNE_END: 30}, by=officer)
    with django_assert_num_queries(6):
        explain_pace(goal.pk, as_of=JUNE_END, known_at=local("2026-07-01"))


def test_a_rule_entered_later_does_not_change_what_was_judged_before(make_series, officer):
    series = make_series()
    give_figures(series, {JUNE_END: 40})
    goal = give_goal(series)
    give_rule("line", by=officer, at=local("2026-07-05"), tolerance_pct=20)
    before = explain_pace(goal.pk, as_of=JUNE_END, known_at=local("2026-07-04"))
    assert (before.judged.pace, before.rule.valid_from) == ("behind", date(2000, 1, 1))
    assert explain_pace(goal.pk, as_of=JUNE_END).judged.pace == "on_pace"


SPEAKS = (  # frequency, the last day on which the figure of 31 December 2025 is not stale
    ("ten_days", date(2026, 1, 25)),
    ("week", date(2026, 1, 19)),  # the Sunday after is 4 January
    ("month", date(2026, 2, 15)),
    ("quarter", date(2026, 4, 15)),
    ("half_year", date(2026, 7, 15)),
    ("year", date(2027, 1, 15)),
)


@pytest.mark.parametrize(("frequency", "last"), SPEAKS)
def test_a_figure_speaks_until_the_next_one_is_overdue(make_series, frequency, last):
    series = make_series(frequency=frequency, accumulation="level", unit="")
    give_figures(series, {date(2025, 12, 31): 90})
    goal = give_goal(series, 100, deadline=date(2027, 12, 31)).pk
    assert explain_pace(goal, as_of=last).judged.pace != "unknown"
    after = explain_pace(goal, as_of=last + timedelta(days=1)).judged
    assert (after.pace, after.reason) == ("unknown", "stale")


def test_days_of_grace_are_added_for_the_frequency_they_are_given_for(make_series, officer):
    graces = dict.fromkeys(Frequency.values, 0) | {"quarter": 10}
    give_rule("line", by=officer, grace_days=graces)
    for frequency, pace in (("quarter", "behind"), ("month", "unknown")):
        series = make_series(frequency=frequency)
        give_figures(series, {date(2026, 3, 31): 1})
        found = explain_pace(give_goal(series, 100).pk, as_of=date(2026, 7, 25))
        assert found.judged.pace == pace


def test_owed_and_stale_speak_of_the_same_day(make_series):
    series = make_series(frequency="quarter", release_days=25, expected_from=date(2026, 1, 1))
    give_figures(series, {date(2026, 3, 31): 1})
    goal = give_goal(series, 100).pk
    for day, missing, reason in ((25, 0, ""), (26, 1, "stale")):
        as_of = date(2026, 7, day)
        assert explain_pace(goal, as_of=as_of).judged.reason == reason
        [counts] = count_owed(OwedScope(since=date(2026, 6, 1)), as_of=as_of)
        assert counts.missing == missing
