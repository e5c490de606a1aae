"""Where a level goes on."""

from datetime import date
from decimal import Decimal
from math import sqrt
from random import Random
from statistics import fmean, stdev

import pytest

from indicators.projections.years import Given
from taizhang.indicators.domain.projections import Approach, Projection, Reason, project
from taizhang.indicators.domain.projections.positions import month_end

JUNE, YEAR_END = date(2024, 6, 30), date(2024, 12, 31)


def _levels(values: list[float], last: tuple[int, int] = (2024, 6)) -> list[Given]:
    """Month ends up to `last`, the values in order."""
    final = last[0] * 12 + last[1] - 1
    months = range(final - len(values) + 1, final + 1)
    return [
        Given(month_end(at // 12, at % 12 + 1), Decimal(str(value)))
        for at, value in zip(months, values, strict=True)
    ]


def _project(history: list[Given], **changed: object) -> Projection:
    wanted = {"end": YEAR_END, "as_of": JUNE, "accumulation": "level"} | changed
    return project(history, **wanted)  # type: ignore[arg-type]


def test_the_last_value_goes_on_by_the_mean_change() -> None:
    values = [50 + step + (0.5 if step % 2 else 0) for step in range(13)]  # 12 changes, mean 1
    found = _project(_levels(values))
    assert (found.value, found.drift) == (Decimal("68.0000"), Decimal("1.0000"))
    assert (found.approach, found.rests_on) == (Approach.DRIFT, 12)


def test_the_interval_grows_with_the_root_of_the_way_and_its_own_doubt() -> None:
    values = [60.0, 61, 60.5, 62, 61, 63, 62.5, 64, 63, 65, 64.5, 66, 65.5]
    changes = [after - before for before, after in zip(values, values[1:], strict=False)]
    reach = 1.363430 * stdev(changes) * sqrt(6 * (1 + 6 / 12))  # t(11; 0.9)
    found = _project(_levels(values))
    assert float(found.value or 0) == pytest.approx(65.5 + 6 * fmean(changes), abs=1e-3)
    assert float(found.high or 0) == pytest.approx(65.5 + 6 * fmean(changes) + reach, abs=1e-3)
    assert float(found.low or 0) == pytest.approx(65.5 + 6 * fmean(changes) - reach, abs=1e-3)


def test_eleven_changes_are_too_few() -> None:
    found = _project(_levels([50.0 + step for step in range(12)]))
    assert (found.value, found.reason, found.rests_on) == (None, Reason.SHORT_CHANGES, 11)


def test_a_missing_month_gives_no_change() -> None:
    history = _levels([50.0 + step for step in range(14)])
    found = _project([row for row in history if row.day != date(2024, 1, 31)])
    assert (found.reason, found.rests_on) == (Reason.SHORT_CHANGES, 11)


def test_of_several_figures_of_a_month_the_last_is_its_level() -> None:
    history = _levels([50.0 + step for step in range(13)])
    more = [Given(date(2024, 3, 10), Decimal(900))]
    assert _project(history) == _project([*history, *more])


def test_a_level_may_end_in_another_year() -> None:
    found = _project(_levels([50.0 + step for step in range(13)]), end=date(2025, 3, 31))
    assert found.value == Decimal("71.0000")


def test_no_further_ahead_than_the_history_reaches_back() -> None:
    found = _project(_levels([50.0 + step for step in range(13)]), end=date(2025, 7, 31))
    assert found.reason is Reason.TOO_FAR


def test_a_share_that_never_was_below_zero_is_not_put_below_it() -> None:
    values = [5.0, 4, 5, 3, 4, 2, 3, 2, 3, 1, 2, 1, 1]
    found = _project(_levels(values))
    assert found.low == Decimal("0.0000")


def test_a_level_that_was_negative_may_be_so_again() -> None:
    values = [2.0, -1, 2, -2, 1, -2, 1, -3, 0, -3, -1, -4, -2]
    found = _project(_levels(values))
    assert found.low is not None
    assert found.low < found.value < 0  # type: ignore[operator]


def test_four_of_five_ends_lie_in_the_interval_on_random_walks() -> None:
    random, hits = Random(7), 0
    for _ in range(400):
        walk = [200.0]
        for _step in range(30):
            walk.append(walk[-1] + random.gauss(0.3, 1))
        seen, ends = walk[:25], walk[30]
        found = _project(_levels(seen, last=(2024, 6)), end=date(2024, 12, 31))
        assert found.low is not None
        assert found.high is not None
        hits += float(found.low) <= ends <= float(found.high)
    assert 0.75 < hits / 400 < 0.87  # measured to five of the six months ahead: a little wide
