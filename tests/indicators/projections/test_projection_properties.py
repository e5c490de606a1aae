"""What holds of every projection, whatever the figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from indicators.projections.years import Given, cumulated
from taizhang.indicators.domain.projections import Projection, project

JUNE, YEAR_END = date(2024, 6, 30), date(2024, 12, 31)
MONTHS = st.lists(st.floats(0.5, 500), min_size=12, max_size=12)
YEARS = st.lists(MONTHS, min_size=4, max_size=7)
WAYS = st.sampled_from(["cumulative", "per_period", "level"])


def _history(years: list[list[float]]) -> list[Given]:
    first = 2024 - len(years) + 1
    return [row for year, months in enumerate(years, first) for row in cumulated(year, months)]


def _project(history: list[Given], accumulation: str) -> Projection:
    return project(history, end=YEAR_END, as_of=JUNE, accumulation=accumulation)


@settings(max_examples=60)
@for_all(YEARS, WAYS)
def test_the_value_lies_within_its_interval(years: list[list[float]], way: str) -> None:
    found = _project(_history(years), way)
    assert found.low is not None
    assert found.low <= found.value <= found.high  # type: ignore[operator]


@settings(max_examples=60)
@for_all(YEARS, WAYS, st.integers(2, 1000))
def test_another_measure_gives_the_same_in_it(
    years: list[list[float]], way: str, times: int
) -> None:
    history = _history(years)
    larger = [replace(row, value=row.value * times) for row in history]
    one, other = _project(history, way), _project(larger, way)
    for part in ("value", "low", "high"):
        wanted = float(getattr(one, part)) * times
        assert float(getattr(other, part)) == pytest.approx(wanted, rel=1e-4, abs=0.001 * times)


@settings(max_examples=60)
@for_all(YEARS, WAYS, st.randoms(use_true_random=False))
def test_neither_order_nor_the_future_matters(
    years: list[list[float]], way: str, random: st.DataObject
) -> None:
    history = _history(years)
    known = [row for row in history if row.day <= JUNE]
    random.shuffle(known)  # type: ignore[attr-defined]
    assert _project(known, way) == _project(history, way)


@settings(max_examples=60)
@for_all(YEARS, st.integers(1, 11))
def test_what_never_fell_does_not_end_below_what_is_there(
    years: list[list[float]], month: int
) -> None:
    history = _history(years)
    as_of = date(2024, month + 1, 1)
    found = project(history, end=YEAR_END, as_of=as_of, accumulation="cumulative")
    assert found.low is not None
    assert found.low >= (found.observed or Decimal(0))
