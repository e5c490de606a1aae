"""Sample sizes, draws and bounds of re-checks, against counting every possible sample."""

import hashlib
from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.supervision.domain.rechecks.sampling import (
    digest_population,
    draw_sample,
    most_false,
    most_tolerated,
    sample_size,
    upper_share,
)

shares = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100), max_denominator=200)
small = st.integers(1, 11)


def missing_share(population: int, false: int, sample: int) -> Fraction:
    """Of all samples, the share that shows none of the first `false` tasks: counted."""
    samples = list(combinations(range(population), sample))
    return Fraction(sum(min(each, default=false) >= false for each in samples), len(samples))


@settings(max_examples=60)
@given(small, shares, shares)
def test_size_is_the_smallest_that_reaches_the_confidence(population, confidence, tolerated):
    size = sample_size(population, confidence=confidence, tolerated=tolerated)
    false = int(population * tolerated) + 1
    assert missing_share(population, false, size) <= 1 - confidence
    assert missing_share(population, false, size - 1) > 1 - confidence


@given(st.integers(0, 400), shares, shares, shares)
def test_more_confidence_never_needs_fewer(population, one, other, tolerated):
    low, high = sorted((one, other))
    sizes = [sample_size(population, confidence=each, tolerated=tolerated) for each in (low, high)]
    assert sizes == sorted(sizes)
    assert sizes[1] <= population


@given(st.integers(0, 400), shares, shares, shares)
def test_more_tolerance_never_needs_more(population, confidence, one, other):
    low, high = sorted((one, other))
    sizes = [sample_size(population, confidence=confidence, tolerated=t) for t in (high, low)]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (20, 16), (50, 31), (100, 39), (500, 54), (10_000, 59)]
)
def test_size_at_95_per_cent_and_5_per_cent(population, size):
    found = sample_size(population, confidence=Fraction(95, 100), tolerated=Fraction(5, 100))
    assert found == size


def test_no_tolerance_and_near_certainty_check_almost_all():
    assert sample_size(100, confidence=Fraction(99, 100), tolerated=Fraction(0)) == 99


@pytest.mark.parametrize(
    ("population", "confidence", "tolerated"),
    [(-1, "0.95", "0.05"), (9, "1", "0.05"), (9, "0", "0.05"), (9, "0.9", "1"), (9, "0.9", "-1")],
)
def test_shares_outside_their_range_are_refused(population, confidence, tolerated):
    with pytest.raises(ValueError, match="population"):
        sample_size(population, confidence=Fraction(confidence), tolerated=Fraction(tolerated))


@given(st.sets(st.integers(1, 10**9), max_size=40), st.text(max_size=20), st.integers(0, 50))
def test_draw_is_repeatable_and_blind_to_the_order_of_the_list(ids, seed, size):
    drawn = draw_sample(sorted(ids), seed=seed, size=size)
    assert drawn == draw_sample(sorted(ids, reverse=True), seed=seed, size=size)
    assert len(drawn) == len(set(drawn)) == min(size, len(ids))
    assert set(drawn) <= ids


def test_draw_can_be_done_again_with_sha256_alone():
    by_hand = sorted(range(1, 30), key=lambda n: hashlib.sha256(f"春分:{n}".encode()).hexdigest())
    assert draw_sample(range(1, 30), seed="春分", size=7) == by_hand[:7]


def test_every_task_is_drawn_about_as_often_as_any_other():
    counts = dict.fromkeys(range(20), 0)
    for round_number in range(2_000):
        for task_id in draw_sample(range(20), seed=str(round_number), size=5):
            counts[task_id] += 1
    assert all(400 < count < 600 for count in counts.values())  # 500 expected, deviation 19


def test_digest_names_the_list_and_not_its_order():
    assert digest_population([3, 1, 2]) == hashlib.sha256(b"1,2,3").hexdigest()


@settings(max_examples=60)
@given(small, st.data(), shares)
def test_most_false_is_where_so_few_findings_become_too_unlikely(population, data, confidence):
    sample = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, sample))

    def at_most(false: int) -> Fraction:
        samples = list(combinations(range(population), sample))
        shown = [sum(each < false for each in drawn) for drawn in samples]
        return Fraction(sum(number <= found for number in shown), len(samples))

    bound = most_false(population, sample, found, confidence)
    possible = population - (sample - found)
    assert found <= bound <= possible
    if bound < possible:
        assert at_most(bound + 1) <= 1 - confidence
    if bound > found:
        assert at_most(bound) > 1 - confidence


@given(st.integers(1, 500), shares, shares)
def test_clean_sample_of_that_size_proves_the_tolerance(population, confidence, tolerated):
    size = sample_size(population, confidence=confidence, tolerated=tolerated)
    assert most_false(population, size, 0, confidence) <= most_tolerated(population, tolerated)


@given(st.integers(1, 120), st.data(), shares)
def test_upper_share_is_the_bound_to_a_hundredth_of_a_per_cent(sample, data, confidence):
    found = data.draw(st.integers(0, sample))
    bound = upper_share(sample, found, confidence)

    def at_most(share: Fraction) -> Fraction:
        terms = (comb(sample, k) * share**k * (1 - share) ** (sample - k) for k in range(found + 1))
        return sum(terms, Fraction(0))

    if bound < 1:
        assert at_most(bound) <= 1 - confidence
    if found < sample:
        assert at_most(bound - Fraction(1, 10_000)) > 1 - confidence


def test_upper_share_of_nothing_found_in_59_is_just_below_five_per_cent():
    assert upper_share(59, 0, Fraction(95, 100)) == Fraction(496, 10_000)
