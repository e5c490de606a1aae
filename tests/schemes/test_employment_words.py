"""Amounts of subsidies as people read them."""

import narwhals as nw
import polars as pl
import pytest

from taizhang.schemes.employment.conditions import yuan_text


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "0.00 元"),
        (5, "0.05 元"),
        (99_999, "999.99 元"),
        (100_000, "1,000.00 元"),
        (100_099, "1,000.99 元"),
        (99_999_999, "999,999.99 元"),
        (100_000_000, "1,000,000.00 元"),
        (9_007_199_254_740_993, "90,071,992,547,409.93 元"),
    ],
)
def test_an_amount_has_a_comma_before_every_three_digits(cents: int, said: str) -> None:
    frame = nw.from_native(pl.DataFrame({"cents": [cents]}))
    assert frame.select(said=yuan_text(nw.col("cents")))["said"][0] == said
