"""Which figures are expected, and which of them are in time, late or missing."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.intake.conftest import local
from taizhang.indicators.domain.periods import period_ends
from taizhang.indicators.domain.queries.owed import (
    OwedCounts,
    OwedScope,
    count_owed,
    owed_figures,
    sum_counts,
)
from taizhang.indicators.enums import OwedState, Source

pytestmark = pytest.mark.django_db
ALL = tuple(OwedState)


def states(as_of, scope=None, states=ALL):
    found = owed_figures(scope or OwedScope(), as_of=date.fromisoformat(as_of), states=states)
    return [(each.ends.isoformat(), each.state) for each in found]


def test_month_is_waited_for_until_its_due_day_is_over_and_missing_then(make_series):
    make_series(expected_from=date(2026, 5, 1))
    assert states("2026-05-30") == []
    assert states("2026-05-31") == [("2026-05-31", "waiting")]
    assert states("2026-06-15") == [("2026-05-31", "waiting")]
    assert states("2026-06-16") == [("2026-05-31", "missing")]


def test_figure_is_late_by_the_day_it_was_first_recorded(make_series, record):
    in_time, late = make_series(), make_series()
    for series, at in ((in_time, "2026-02-15 23:30"), (late, "2026-02-16 00:30")):
        record(series, "2026-01-31", at=at)
        record(series, "2026-01-31", 2, at="2026-03-20 09:00")  # a revision changes nothing
    counts = count_owed(OwedScope(until=date(2026, 1, 31)), as_of=date(2026, 4, 1))
    assert [(c.missing, c.waiting, c.late, c.given) for c in counts] == [(0, 0, 1, 1)]


@pytest.mark.parametrize(("source", "state"), [(1, "given"), (2, "given"), (3, "missing")])
def test_report_of_a_unit_against_its_target_is_not_the_figure_of_the_office(
    make_series, record, source, state
):
    series = make_series(expected_from=date(2026, 3, 1))
    record(series, "2026-03-31", at="2026-04-01 09:00", source=Source(source))
    assert states("2026-04-20") == [("2026-03-31", state)]


def test_turn_of_the_year_is_that_of_the_office_and_not_of_greenwich(make_series, record):
    series = make_series(expected_from=date(2025, 12, 1), release_days=0)
    before, after = local("2025-12-31 23:30"), local("2026-01-01 00:30")
    assert states(timezone.localdate(before).isoformat()) == [("2025-12-31", "waiting")]
    assert states(timezone.localdate(after).isoformat()) == [("2025-12-31", "missing")]
    record(series, "2025-12-31", at="2026-01-01 00:30")  # 16:30 on 31 December in Greenwich
    assert states("2026-01-01") == [("2025-12-31", "late")]


def test_what_was_known_at_a_moment_is_judged_by_it(make_series, record):
    series = make_series(expected_from=date(2026, 1, 1))
    record(series, "2026-01-31", at="2026-02-10 09:00")
    then = OwedScope(known_at=local("2026-02-10 08:59"))
    assert states("2026-02-20", then) == [("2026-01-31", "missing")]
    assert states("2026-02-20") == [("2026-01-31", "given")]


def test_each_frequency_owes_its_own_periods(make_series):
    for frequency in ("ten_days", "week", "quarter", "half_year", "year"):
        make_series(frequency=frequency, expected_from=date(2025, 12, 25))
    found = owed_figures(OwedScope(), as_of=date(2026, 1, 11), states=ALL)
    ends = {each.frequency: [] for each in found}
    for each in found:
        ends[each.frequency].append(each.ends.isoformat())
    assert {name: sorted(days) for name, days in ends.items()} == {
        "ten_days": ["2025-12-31", "2026-01-10"],
        "week": ["2025-12-28", "2026-01-04", "2026-01-11"],
        "quarter": ["2025-12-31"],
        "half_year": ["2025-12-31"],
        "year": ["2025-12-31"],
    }


def test_series_that_nothing_is_expected_of_owes_nothing(make_series):
    make_series(expected_from=None)
    assert states("2026-06-30") == []


def test_own_office_of_a_series_goes_before_that_of_its_indicator(make_series, science, industry):
    make_series(expected_from=date(2026, 4, 1))
    make_series(expected_from=date(2026, 4, 1), series_office=industry)
    make_series(expected_from=date(2026, 4, 1), office=None)
    counts = count_owed(OwedScope(), as_of=date(2026, 5, 20))
    assert [(c.unit_id, c.missing) for c in counts] == [
        (science.pk, 1),
        (industry.pk, 1),
        (None, 1),
    ]
    assert sum_counts(counts) == OwedCounts(None, 3, 0, 0, 0)
    mine = OwedScope(units=[industry.pk])
    assert states("2026-05-20", mine) == [("2026-04-30", "missing")]


def test_longest_due_comes_first_and_lists_can_be_cut(make_series):
    make_series(expected_from=date(2026, 1, 1), release_days=60)
    make_series(expected_from=date(2026, 2, 1), release_days=5)
    day = date(2026, 4, 20)
    dues = [each.due for each in owed_figures(OwedScope(), as_of=day)]
    assert dues == sorted(dues)
    rest = owed_figures(OwedScope(), as_of=day, limit=2, offset=1)
    assert [each.due for each in rest] == dues[1:3]


def test_any_number_of_series_takes_one_query(make_series):
    for number in (1, 3):
        for _ in range(number):
            make_series()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            count_owed(OwedScope(), as_of=date(2026, 6, 30))
        assert len(asked) == 1


def test_states_are_those_that_counting_by_hand_gives(make_series, record):
    chance, as_of = random.Random(7), date(2026, 6, 10)
    given = {}
    for frequency in ("ten_days", "week", "month", "quarter"):
        series = make_series(
            frequency=frequency,
            expected_from=date(2025, 11, 15),
            release_days=chance.randint(0, 20),
        )
        for end in period_ends(frequency, date(2025, 9, 1), as_of):
            for _ in range(chance.choice((0, 1, 1, 2))):
                day = end + timedelta(days=chance.randint(0, 40))
                source = chance.choice(list(Source))
                at = f"{day} {chance.choice(('00:10', '12:00', '23:50'))}"
                record(series, end.isoformat(), at=at, source=source)
                if source != Source.UNIT:
                    given.setdefault((series.pk, end), []).append(day)
        record(series, "2026-01-07", at="2026-01-08 09:00")  # no period ends on that day
    found = owed_figures(OwedScope(), as_of=as_of, states=ALL)
    assert len(found) >= 50
    for known_at in (None, local("2026-02-01 12:00")):
        _check_counts(OwedScope(known_at=known_at), as_of)
    for each in found:
        first = min(given.get((each.series_id, each.ends), []), default=None)
        assert each.given_on == first
        if first is None:
            assert each.state == ("missing" if as_of > each.due else "waiting")
        else:
            assert each.state == ("late" if first > each.due else "given")


def _check_counts(scope, as_of):
    """Counting says what counting the figures one by one says."""
    [counts] = count_owed(scope, as_of=as_of)
    by_one = Counter(each.state for each in owed_figures(scope, as_of=as_of, states=ALL))
    assert (counts.missing, counts.waiting, counts.late, counts.given) == tuple(
        by_one[state] for state in ("missing", "waiting", "late", "given")
    )
    assert min(counts.missing, counts.waiting, counts.late) > 0 or scope.known_at
