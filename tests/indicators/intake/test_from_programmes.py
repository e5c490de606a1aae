"""A programme's own records become figures through the one door, without a person."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.intake.conftest import local
from taizhang.indicators.domain.errors import FiguresRefusedError
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.queries.counting import counting_values
from taizhang.indicators.domain.queries.owed import OwedScope, owed_figures
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import OwedState, Source, Way

pytestmark = pytest.mark.django_db
SIX = local("2026-06-01 06:00")


def give(series, value, day="2026-05-31", key="parking:2026-05", moment=SIX):
    row = FigureInput(series.pk, date.fromisoformat(day), Decimal(value))
    return record_observations(
        [row],
        source=Source.PROGRAMME,
        way=Way.PROGRAMME,
        actor=None,
        as_of=moment,
        key=key,
        body_hash=value.rjust(64, "0"),
    )


def test_record_of_a_programme_counts_and_settles_what_is_owed(make_series):
    series = make_series("新增公共停车泊位", unit="个", expected_from=date(2026, 5, 1))
    submission = give(series, "1200")
    assert (submission.submitted_by, submission.way) == (None, "programme")
    [seen] = counting_values([series.pk], until=date(2026, 6, 1))[series.pk]
    assert (seen.value, seen.source) == (1200, Source.PROGRAMME)
    [owed] = owed_figures(OwedScope(), as_of=date(2026, 6, 20), states=tuple(OwedState))
    assert owed.state in (OwedState.GIVEN, OwedState.LATE)


def test_job_that_runs_twice_gives_its_figure_once(make_series):
    series = make_series()
    assert give(series, "1200") == give(series, "1200")
    assert series.observations.count() == 1


def test_figure_of_the_office_goes_before_that_of_a_programme(make_series, record):
    series = make_series()
    record(series, "2026-05-31", 1190)
    give(series, "1200")
    [seen] = counting_values([series.pk], until=date(2026, 6, 1))[series.pk]
    assert seen.value == 1190


def test_programme_gives_no_figure_of_a_day_to_come(make_series):
    with pytest.raises(FiguresRefusedError):
        give(make_series(), "1200", day="2026-06-02")


def test_day_to_come_is_that_of_the_office_at_the_turn_of_the_year(make_series):
    series = make_series()
    with pytest.raises(FiguresRefusedError):
        give(series, "1", day="2026-01-01", moment=local("2025-12-31 23:30"))
    give(series, "1", day="2026-01-01", moment=local("2026-01-01 00:30"))
    assert series.observations.get().day == date(2026, 1, 1)
