"""How earlier projections turned out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.projections.years import given, steady
from taizhang.indicators.domain.projections import (
    Case,
    are_narrow,
    curves_of,
    judge_cases,
    project,
    replay_projections,
)

YEAR_END = date(2023, 12, 31)
CASE = Case(YEAR_END, date(2023, 6, 30), *map(Decimal, ("110", "90", "120", "100")))


def test_each_month_end_of_a_finished_year_is_judged_by_how_it_ended() -> None:
    history = steady(range(2019, 2024), (100, 110, 90, 120, 130))
    curves = curves_of(history, accumulation="cumulative")
    cases = list(replay_projections(curves, ends=[YEAR_END]))
    assert [case.as_of.month for case in cases] == list(range(1, 12))
    june = cases[5]
    then = project(
        [row for row in history if row.day <= june.as_of],
        end=YEAR_END,
        as_of=june.as_of,
        accumulation="cumulative",
    )
    assert (june.value, june.low, june.high) == (then.value, then.low, then.high)
    assert june.actual == Decimal("130.0000")


def test_years_without_three_before_them_are_not_judged() -> None:
    curves = curves_of(steady(range(2019, 2024), [100] * 5), accumulation="cumulative")
    ends = [date(year, 12, 31) for year in range(2019, 2024)]
    assert {case.end.year for case in replay_projections(curves, ends=ends)} == {2022, 2023}


def test_an_end_without_a_figure_is_passed_over() -> None:
    history = [row for row in steady(range(2019, 2024), [100] * 5) if row.day != YEAR_END]
    curves = curves_of(history, accumulation="cumulative")
    assert list(replay_projections(curves, ends=[YEAR_END])) == []


def test_what_was_known_then_is_projected_and_what_is_known_now_judges() -> None:
    history = steady(range(2019, 2024), [100] * 5)
    first = [*(row for row in history if row.day != date(2023, 6, 30)), given("2023-06-30", 82)]
    now, then = (curves_of(rows, accumulation="cumulative") for rows in (history, first))
    cases = replay_projections(now, ends=[YEAR_END], known=lambda day: then)
    june = next(case for case in cases if case.as_of.month == 6)
    assert (june.value, june.actual) == (Decimal("200.0000"), Decimal("100.0000"))


def test_a_level_is_judged_by_the_figure_of_the_very_day() -> None:
    months = [
        given(f"{year}-{month:02}-28", 50 + month)
        for year in (2022, 2023)
        for month in range(1, 12)
    ]
    level = curves_of(months, accumulation="level")
    assert list(replay_projections(level, ends=[YEAR_END])) == []


def test_the_last_week_of_a_year_stands_for_its_end() -> None:
    sundays = [date.fromordinal(at) for at in range(date(2022, 1, 2).toordinal(), 738886, 7)]
    weeks = [given(day.isoformat(), day.toordinal() % 50) for day in sundays]
    level = curves_of(weeks, accumulation="level", frequency="week")
    cases = list(replay_projections(level, ends=[date(2022, 12, 31)]))  # a Saturday
    assert cases
    assert {case.actual for case in cases} == {date(2022, 12, 25).toordinal() % 50}


def test_hits_errors_and_bias_of_cases() -> None:
    wide = replace(
        CASE, as_of=date(2023, 7, 31), value=Decimal(80), low=Decimal(70), high=Decimal(99)
    )
    exact = replace(CASE, as_of=date(2023, 8, 31), value=Decimal(100))
    found = judge_cases([CASE, wide, exact])
    assert (found.cases, found.ends, found.hits) == (3, 1, 2)
    assert found.hit_pct == Decimal("66.6667")
    assert found.error_pct == Decimal("10.0000")  # of 10, 20, 0
    assert found.bias_pct == Decimal("0.0000")  # of +10, −20, 0


def test_a_negative_end_keeps_the_sign_of_the_error() -> None:
    loss = replace(CASE, value=Decimal(-80), actual=Decimal(-100))
    assert loss.error_pct == Decimal(20)  # said 20 % more than it became


def test_an_end_at_zero_has_no_error_in_percent_but_counts_as_hit_or_not() -> None:
    found = judge_cases([replace(CASE, low=Decimal(-5), actual=Decimal(0))])
    assert (found.error_pct, found.bias_pct, found.hits) == (None, None, 1)


def test_one_end_is_too_few_and_so_are_nine_cases() -> None:
    months = [replace(CASE, as_of=date(2023, month, 28)) for month in range(1, 12)]
    other = [replace(case, end=date(2022, 12, 31)) for case in months]
    assert not judge_cases(months).enough
    assert not judge_cases([*months[:8], other[0]]).enough
    assert judge_cases([*months, *other]).enough


def test_nothing_to_judge_says_nothing() -> None:
    found = judge_cases([])
    assert (found.cases, found.hit_pct, found.error_pct, found.enough) == (0, None, None, False)


def test_intervals_are_called_narrow_when_chance_does_not_explain_the_misses() -> None:
    assert [hits for hits in range(12) if are_narrow(hits, 11)] == [0, 1, 2, 3, 4, 5, 6]
    assert not are_narrow(0, 0)
    assert not are_narrow(0, 1)
    assert are_narrow(0, 3)
    assert (are_narrow(79_700, 100_000), are_narrow(79_900, 100_000)) == (True, False)
