"""How projections of all indicators turned out: what is judged, when again, who sees it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.projections.stored import BEFORE, give_goal, give_history
from indicators.projections.years import given, steady
from taizhang.accounts.models import Person
from taizhang.indicators.domain.judging import refresh_honesty
from taizhang.indicators.domain.queries.honesty import honesty_together
from taizhang.indicators.domain.queries.series import with_meaning
from taizhang.indicators.models import Series, SeriesHonesty
from taizhang.organisations.models import Unit

MakeSeries = Callable[..., Series]
NIGHT = datetime(2024, 7, 10, 17, 40, tzinfo=UTC)
YEARS = range(2018, 2024)
PAGE = "/indicators/turned-out/"


@pytest.fixture
def held(make_series: MakeSeries, science: Unit) -> Series:
    """Six years with one season, of which three can be judged, and a goal."""
    series = make_series(office=science)
    give_history(series, steady(YEARS, (100, 110, 90, 100, 120, 130)))
    give_goal(series)
    return series


def test_finished_years_are_judged_and_kept(held: Series) -> None:
    assert refresh_honesty(as_of=NIGHT) == 1
    kept = SeriesHonesty.objects.get(series=held)
    assert (kept.cases, kept.ends, kept.hits, kept.is_enough) == (33, 3, 33, True)
    assert (kept.error_pct, kept.bias_pct) == (0, 0)


def test_what_was_judged_is_judged_again_only_with_new_figures_or_a_new_year(held: Series) -> None:
    refresh_honesty(as_of=NIGHT)
    assert refresh_honesty(as_of=NIGHT) == 0
    give_history(held, [given("2023-12-31", 260)], at=datetime(2024, 7, 11, tzinfo=UTC))
    assert refresh_honesty(as_of=NIGHT) == 1
    assert SeriesHonesty.objects.get(series=held).hits == 22
    assert refresh_honesty(as_of=datetime(2025, 1, 2, tzinfo=UTC)) == 1


def test_series_without_goals_or_figures_are_not_judged(make_series: MakeSeries) -> None:
    give_history(make_series("没有目标"), steady(YEARS, [100] * 6))
    give_goal(make_series("没有数"))
    assert refresh_honesty(as_of=NIGHT) == 0


def test_together_counts_cases_and_takes_the_median_of_series(
    held: Series, make_series: MakeSeries
) -> None:
    for number, error in enumerate(("2", "4", "90")):
        few = number == 2
        SeriesHonesty.objects.create(
            series=make_series(f"指标{number}"),
            cases=20,
            ends=2,
            hits=10,
            error_pct=Decimal(error),
            bias_pct=Decimal(-1),
            is_enough=not few,
            day=date(2024, 7, 10),
            figures_until=BEFORE,
            refreshed_at=NIGHT,
        )
    refresh_honesty(as_of=NIGHT)
    found = honesty_together(with_meaning(Series.objects.all()))
    assert (found.series, found.cases, found.hits) == (3, 73, 53)
    assert (found.error_pct, found.bias_pct) == (2, -1)  # of 0, 2, 4; of 0, −1, −1


def test_series_and_all_together_say_when_intervals_were_too_narrow(
    held: Series, client: Client, officer: Person
) -> None:
    client.force_login(officer)
    refresh_honesty(as_of=NIGHT)
    assert "偏窄" not in client.get(PAGE).content.decode()
    late = datetime(2024, 7, 11, tzinfo=UTC)
    give_history(held, [given(f"{year}-12-31", 500) for year in (2021, 2023)], at=late)
    refresh_honesty(as_of=NIGHT)
    shown = client.get(PAGE).content.decode()
    assert "明显不到：预计的区间偏窄" in shown
    assert shown.count("▲") == 1


def test_nothing_judged_says_what_is_missing(client: Client, officer: Person) -> None:
    client.force_login(officer)
    assert "还没有可以回头看的预测" in client.get(PAGE).content.decode()


def test_people_of_units_see_their_own(
    held: Series, client: Client, liaison: Person, other_liaison: Person
) -> None:
    refresh_honesty(as_of=NIGHT)
    client.force_login(liaison)
    assert held.indicator.get_absolute_url() in client.get(PAGE).content.decode()
    client.force_login(other_liaison)
    assert held.indicator.get_absolute_url() not in client.get(PAGE).content.decode()


def test_one_row_and_three_take_as_many_queries(
    make_series: MakeSeries, client: Client, officer: Person
) -> None:
    client.force_login(officer)
    asked = []
    for count in (1, 2):
        for number in range(count):
            series = make_series(f"指标{count}{number}")
            give_history(series, steady(YEARS, [100] * 6))
            give_goal(series)
        with CaptureQueriesContext(connection) as written:
            refresh_honesty(as_of=NIGHT)
        writing = len(written)  # a request empties the log
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(PAGE).content.decode()
        asked.append((writing, len(queries)))
    assert shown.count("#honesty") == 3
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 12
