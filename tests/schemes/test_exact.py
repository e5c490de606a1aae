"""Exact arithmetic: single numbers and columns of integers agree, halves go away from zero."""

import math
from decimal import Decimal
from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.schemes.exact import (
    half_up,
    integer,
    quotient,
    whole_steps,
)

_UNITS = st.integers(-(10**17), 10**17)
_DIVISORS = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        (Decimal("0.005"), 2, "0.01"),
        (Decimal("-0.005"), 2, "-0.01"),
        (Decimal("0.00499999999999999999"), 2, "0.00"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(1, 8), 2, "0.13"),
        (7, 2, "7.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(
    exact: Decimal | Fraction | int, places: int, rounded: str
) -> None:
    assert str(half_up(exact, places)) == rounded


@pytest.mark.parametrize(
    ("distance", "step", "steps"),
    [
        ("0.3", "0.1", 3),  # 2 in binary fractions
        ("0.29", "0.1", 2),
        ("-0.3", "0.1", -3),
        ("-0.09", "0.1", 0),
        ("0", "1", 0),
        ("4.9999", "5", 0),
    ],
)
def test_only_whole_steps_count_towards_zero(distance: str, step: str, steps: int) -> None:
    assert whole_steps(Decimal(distance), Decimal(step)) == steps


@given(_UNITS, _DIVISORS)
@settings(max_examples=100)
def test_columns_are_divided_as_single_numbers_are(units: int, by: int) -> None:
    frame = nw.from_native(pl.DataFrame({"units": [units]}, schema={"units": pl.Int64}))
    column = nw.col("units")
    found = frame.select(whole=quotient(column, by))
    assert found["whole"][0] == units // by == math.floor(Fraction(units, by))
    assert found.schema == {"whole": nw.Int64()}


def test_a_literal_of_an_expression_is_wide_enough_for_cents() -> None:
    frame = nw.from_native(pl.DataFrame({"one": [1]}))
    product = frame.select((nw.col("one") * integer(2_300_000_000_00)).alias("cents"))
    assert product["cents"][0] == 230_000_000_000
