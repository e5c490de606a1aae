"""The end of a year from the shares of earlier years."""

from datetime import date
from decimal import Decimal
from math import exp, log, sqrt
from random import Random

import pytest

from indicators.projections.years import Given, chance_years, cumulated, given, steady
from taizhang.indicators.domain.projections import (
    Approach,
    LeftOut,
    Projection,
    Reason,
    curves_of,
    project,
    replay_projections,
)

YEAR_END = date(2024, 12, 31)
JUNE = date(2024, 6, 30)


def _project(history: list[Given], **changed: object) -> Projection:
    wanted = {"end": YEAR_END, "as_of": JUNE, "accumulation": "cumulative"} | changed
    return project(history, **wanted)  # type: ignore[arg-type]


def _three(shares: tuple[int, int, int] = (40, 50, 50)) -> list[Given]:
    """Three years that ended at 100 and had these by June; in 2024 60 by June."""
    past = [
        row
        for year, share in zip((2021, 2022, 2023), shares, strict=True)
        for row in (
            given(f"{year}-04-30", share - 20),
            given(f"{year}-06-30", share),
            given(f"{year}-08-31", share + 10),
            given(f"{year}-10-31", share + 20),
            given(f"{year}-12-31", 100),
        )
    ]
    return [*past, given("2024-06-30", 60)]


def test_the_value_over_the_geometric_mean_share_is_the_end() -> None:
    # shares 0.40, 0.50, 0.50: geometric mean 0.1 ** (1/3) = 0.46416; 60 / 0.46416 = 129.2661
    found = _project(_three())
    assert found.value == Decimal("129.2661")
    assert found.share == Decimal("0.4642")
    assert (found.approach, found.rests_on) == (Approach.SHARE, 3)
    assert found.years == (2023, 2022, 2021)


def test_the_interval_is_that_of_a_new_year() -> None:
    # spread of ln 0.4, ln 0.5, ln 0.5: |ln 0.8| / √3 = 0.128832; t(2; 0.9) = 1.885618;
    # reach = 1.885618 × 0.128832 × √(4/3) = 0.280510
    found = _project(_three())
    reach = 1.885618 * abs(log(0.8)) / sqrt(3) * sqrt(4 / 3)
    assert float(found.high or 0) == pytest.approx(129.2661 * exp(reach), abs=1e-3)
    assert float(found.low or 0) == pytest.approx(129.2661 * exp(-reach), abs=1e-3)


def test_the_low_end_is_not_below_what_is_there_where_no_year_ever_fell() -> None:
    found = _project(_three(shares=(70, 95, 99)))
    assert found.low == Decimal("60.0000")


def test_a_series_that_fell_before_its_end_may_fall_again() -> None:
    history = [*_three(shares=(70, 95, 99)), given("2020-06-30", 101), given("2020-12-31", 100)]
    found = _project(history, frequency="half_year")
    assert found.low is not None
    assert found.low < 60


def test_years_with_one_season_give_the_exact_end() -> None:
    history = steady(range(2019, 2025), (100, 110, 90, 120, 130, 200))
    for month in range(2, 13):  # the first figure is of the end of January
        found = _project(history, as_of=date(2024, month, 28))
        assert float(found.value or 0) == pytest.approx(200, abs=0.01)


def test_a_deadline_in_mid_year_takes_the_share_of_that_day() -> None:
    history = steady(range(2019, 2025), (100, 110, 90, 120, 130, 200))
    found = _project(history, end=date(2024, 9, 30), as_of=date(2024, 5, 31))
    assert float(found.value or 0) == pytest.approx(200 * 0.66, abs=0.01)  # 66 of 100 by September


def test_a_day_between_figures_is_read_on_the_line_between_them() -> None:
    # by 15 June: 31 + 10 × 15/30 = 36 of 100
    past = steady((2021, 2022, 2023), (100, 100, 100))
    found = _project([*past, given("2024-06-15", 72)])
    assert float(found.value or 0) == pytest.approx(200, abs=0.01)


def test_the_end_of_february_stays_the_end_of_february() -> None:
    past = steady((2021, 2022, 2023), (100, 100, 100))
    found = _project([*past, given("2024-02-29", 16)], as_of=date(2024, 2, 29))
    assert float(found.value or 0) == pytest.approx(200, abs=0.01)


def test_figures_after_the_day_are_not_seen() -> None:
    history = steady(range(2019, 2025), (100, 110, 90, 120, 130, 200))
    later = [given("2024-07-31", 999_999)]
    before = [row for row in history if row.day <= JUNE]
    assert _project(before) == _project([*before, *later])


def test_two_complete_years_are_too_few() -> None:
    history = [*steady((2022, 2023), (100, 100)), given("2024-06-30", 60)]
    found = _project(history)
    assert (found.value, found.reason, found.rests_on) == (None, Reason.SHORT_YEARS, 2)


@pytest.mark.parametrize(
    ("months", "why"),
    [
        pytest.param([8] * 11, LeftOut.INCOMPLETE, id="december is missing"),
        pytest.param([-8] * 12, LeftOut.NOT_POSITIVE, id="a loss"),
        pytest.param([8] * 6 + [-8] * 6, LeftOut.NOT_POSITIVE, id="ended at zero"),
        pytest.param([-8] * 6 + [18] * 6, LeftOut.NOT_POSITIVE, id="changed its sign"),
    ],
)
def test_an_unsound_year_is_left_out_and_named(months: list[float], why: LeftOut) -> None:
    history = [*steady((2020, 2021, 2022), (100, 100, 100)), *cumulated(2023, months)]
    found = _project([*history, given("2024-06-30", 60)])
    assert found.left_out == {2023: why}
    assert found.years == (2022, 2021, 2020)


def test_a_year_with_a_hole_around_the_day_is_incomplete() -> None:
    hole = [given("2023-01-31", 5), given("2023-12-31", 100)]
    found = _project([*steady((2020, 2021, 2022), (100,) * 3), *hole, given("2024-06-30", 60)])
    assert found.left_out == {2023: LeftOut.INCOMPLETE}


def test_of_many_years_the_latest_ten_are_used() -> None:
    history = steady(range(2005, 2025), [100] * 20)
    assert _project(history).years == tuple(range(2023, 2013, -1))


@pytest.mark.parametrize("now", [0, -5])
def test_a_value_that_is_not_positive_has_no_share(now: int) -> None:
    found = _project([*steady((2021, 2022, 2023), (100,) * 3), given("2024-06-30", now)])
    assert (found.value, found.reason) == (None, Reason.NOT_POSITIVE)


def test_without_a_figure_of_the_year_there_is_nothing_to_go_on() -> None:
    found = _project(steady((2021, 2022, 2023), (100,) * 3))
    assert found.reason is Reason.NO_FIGURE


def test_years_that_differ_beyond_reason_give_no_number() -> None:
    tiny = [
        row
        for year, part in ((2021, "0.000001"), (2022, "1e20"), (2023, "1e-20"))
        for row in (given(f"{year}-06-30", part), given(f"{year}-12-31", "1e20"))
    ]
    found = _project([*tiny, given("2024-06-30", "1e20")], frequency="half_year")
    assert (found.value, found.reason) == (None, Reason.UNSTABLE)


def test_figures_of_periods_are_added_up_from_the_start_of_the_goal() -> None:
    months = [Given(row.day, Decimal(10)) for row in steady(range(2020, 2025), [100] * 5)]
    seen = [row for row in months if row.day <= JUNE]
    found = _project(seen, accumulation="per_period", starts=date(2024, 4, 1))
    assert (found.observed, found.value) == (Decimal("30.0000"), Decimal("90.0000"))


def test_of_several_figures_of_a_period_the_last_is_added_up() -> None:
    months = [Given(row.day, Decimal(10)) for row in steady(range(2020, 2025), [100] * 5)]
    seen = [row for row in months if row.day <= JUNE]
    early = [given("2024-05-18", 7), given("2022-09-05", 3)]  # a unit's own, within the month
    both = [_project([*seen, *more], accumulation="per_period") for more in ([], early)]
    assert both[0].observed == Decimal("60.0000")
    assert both[1] == both[0]


def test_a_missing_period_makes_the_sum_unsayable() -> None:
    months = [Given(row.day, Decimal(10)) for row in steady(range(2020, 2025), [100] * 5)]
    holed = [row for row in months if row.day <= JUNE and row.day != date(2024, 3, 31)]
    assert _project(holed, accumulation="per_period").reason is Reason.GAP


def test_a_missing_period_leaves_its_year_out() -> None:
    months = [Given(row.day, Decimal(10)) for row in steady(range(2020, 2025), [100] * 5)]
    holed = [row for row in months if row.day != date(2022, 3, 31)]
    found = _project(holed, accumulation="per_period")
    assert found.left_out == {2022: LeftOut.INCOMPLETE}
    assert found.years == (2023, 2021, 2020)


def test_weeks_that_do_not_end_with_the_year_make_whole_years() -> None:
    first, last = date(2021, 1, 3).toordinal(), date(2024, 6, 30).toordinal()  # Sundays
    weeks = [date.fromordinal(at) for at in range(first, last + 1, 7)]
    history = [Given(day, Decimal(day.timetuple().tm_yday)) for day in weeks]
    found = _project(history, frequency="week")
    assert found.years == (2023, 2022, 2021)
    assert float(found.value or 0) == pytest.approx(365, abs=6)


@pytest.mark.parametrize(
    ("end", "starts", "reason"),
    [
        (None, None, Reason.NO_DEADLINE),
        (JUNE, None, Reason.ENDED),
        (date(2025, 6, 30), None, Reason.OTHER_YEAR),
        (YEAR_END, date(2022, 1, 1), Reason.OTHER_YEAR),
    ],
)
def test_no_day_to_project_to(end: date | None, starts: date | None, reason: Reason) -> None:
    found = _project(_three(), end=end, starts=starts)
    assert (found.value, found.reason) == (None, reason)


def test_four_of_five_ends_lie_in_the_interval_on_seasonal_chance() -> None:
    random, hits, cases = Random(20240630), 0, 0
    for _ in range(60):
        years = list(chance_years(random, 2017, 8, noise=0.25))
        curves = curves_of([row for year in years for row in year], accumulation="cumulative")
        found = list(replay_projections(curves, ends=[date(year, 12, 31) for year in (2022, 2024)]))
        hits, cases = hits + sum(case.hit for case in found), cases + len(found)
    assert cases == 60 * 2 * 11
    assert 0.74 < hits / cases < 0.86
