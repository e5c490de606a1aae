"""Arithmetic of printed figures: rounding is allowed for, errors are not."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.extraction.arithmetic import (
    Figure,
    fits_growth,
    fits_hundred,
    fits_share,
    fits_sum,
    read_figure,
    within_whole,
)

COUNTS = st.integers(1, 10**6)
PLACES = st.integers(0, 2)
ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


def printed(value: Fraction, places: int, rounding: str) -> Figure:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return read_figure(str(number.quantize(Decimal(1).scaleb(-places), rounding)), counted=False)


@given(part=COUNTS, rest=COUNTS, places=PLACES, rounding=ROUNDING)
def test_a_share_rounded_or_cut_fits(part: int, rest: int, places: int, rounding: str) -> None:
    whole = Fraction(part + rest)
    percent = printed(part * 100 / whole, places, rounding)
    assert fits_share(Figure(Fraction(part)), Figure(whole), percent)


@given(before=COUNTS, more=COUNTS, places=PLACES, rounding=ROUNDING)
def test_a_growth_rounded_or_cut_fits(before: int, more: int, places: int, rounding: str) -> None:
    percent = printed(Fraction(more * 100, before), places, rounding)
    assert fits_growth(Figure(Fraction(before + more)), Figure(Fraction(before)), percent)


@given(shares=st.lists(st.integers(1, 1000), min_size=2, max_size=8))
def test_shares_of_a_whole_make_a_hundred_after_rounding(shares: list[int]) -> None:
    total = sum(shares)
    assert fits_hundred([printed(Fraction(n * 100, total), 1, ROUND_HALF_UP) for n in shares])


@pytest.mark.parametrize(
    ("part", "whole", "percent", "fits"),
    [
        ("18", "30", "60", True),
        ("18", "30", "65", False),
        ("1", "3", "33.3", True),
        ("1", "3", "33.5", False),
        ("2", "3", "66.6", True),  # cut instead of rounded
        ("0", "0", "50", True),  # nothing can be said
    ],
)
def test_shares(part: str, whole: str, percent: str, fits: bool) -> None:
    stated = read_figure(percent, counted=False)
    assert fits_share(read_figure(part), read_figure(whole), stated) is fits


@pytest.mark.parametrize(
    ("now", "before", "percent", "fits"),
    [
        (("120", "亿"), ("100", "亿"), "20", True),
        (("120", "亿"), ("100", "亿"), "25", False),
        (("120.5", "亿"), ("100.2", "亿"), "20.3", True),
        (("90", ""), ("100", ""), "-10", True),
        (("90", ""), ("100", ""), "10", False),
    ],
)
def test_growth(now: tuple[str, str], before: tuple[str, str], percent: str, fits: bool) -> None:
    stated = read_figure(percent.lstrip("-"), counted=False)
    if percent.startswith("-"):
        stated = Figure(-stated.value, stated.step)
    assert fits_growth(read_figure(*now), read_figure(*before), stated) is fits


def test_counts_must_add_up_exactly_and_amounts_within_their_rounding() -> None:
    counts = [read_figure("30"), read_figure("40")]
    assert fits_sum(counts, read_figure("70"))
    assert not fits_sum(counts, read_figure("71"))
    amounts = [read_figure("1.2", "亿"), read_figure("2.3", "亿")]
    assert fits_sum(amounts, read_figure("3.6", "亿"))
    assert not fits_sum(amounts, read_figure("3.7", "亿"))


def test_parts_may_make_less_than_the_whole_but_not_more() -> None:
    parts = [read_figure("30"), read_figure("40")]
    assert within_whole(parts, read_figure("100"))
    assert not within_whole(parts, read_figure("60"))
