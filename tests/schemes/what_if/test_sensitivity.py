"""How firm a ranking is."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.scheme_cases import all_cases, run_case
from schemes.what_if.toy import toy_run
from taizhang.schemes import scheme_named
from taizhang.schemes.running import Run
from taizhang.schemes.what_if import ComparisonError, criteria_of, sensitivity
from taizhang.schemes.what_if.sensitivity import swapped_pairs, weights_of
from taizhang.schemes.what_if.writing import sensitivity_table


def shift(found, code, change):
    return next(s for s in found.shifts if (s.criterion.code, s.change) == (code, change))


def test_columns_of_one_criterion_count_together_by_their_weights():
    sales, green = criteria_of(toy_run().scheme.definition)
    assert (sales.code, sales.label, sales.columns) == (
        "sales",
        "销售得分",
        {"points_sales": "", "points_sales_again": "again"},
    )
    assert (green.code, green.label) == ("green", "绿色得分")


def test_a_criterion_that_counts_for_more_reorders_the_ranking():
    # B 15.5 (sales 10.5, green 5), A 15 (15, 0), C 14 (12, 2)
    found = sensitivity(toy_run())
    up = shift(found, "sales", 10)  # B 16.55, A 16.5, C 15.2: the order holds
    assert (up.ranks, up.levels, up.swapped, up.pairs) == (0, {"star": 0}, 0, 3)
    down = shift(found, "green", -10)  # B 15, A 15: equal totals keep their order
    assert (down.ranks, down.swapped) == (0, 0)
    further = shift(sensitivity(toy_run(), percent=11), "green", -11)  # B 14.95 < A 15
    assert (further.ranks, further.largest, further.levels) == (2, 1, {"star": 2})
    assert (further.swapped, further.pairs, further.share) == (1, 3, Fraction(1, 3))


def test_only_the_first_of_the_ranking_are_paired():
    found = sensitivity(toy_run(), percent=100, first=2)
    down = shift(found, "green", -100)  # A 15, C 12, B 10.5
    assert (down.ranks, down.swapped, down.pairs) == (3, 1, 1)


def test_the_unranked_take_no_part():
    assert sensitivity(toy_run()).subjects == 3
    assert sensitivity(toy_run(least_sales="100")).subjects == 0


def test_a_scheme_without_a_ranking_by_points_is_refused():
    run = toy_run()
    other = Run(scheme_named("standard-land"), run.table, run.values, run.outcome)
    with pytest.raises(ComparisonError, match="standard-land"):
        sensitivity(other)


@pytest.mark.parametrize("percent", [0, 101, -5])
def test_a_shift_out_of_bounds_is_refused(percent):
    with pytest.raises(ComparisonError, match=str(percent)):
        sensitivity(toy_run(), percent=percent)


def test_the_table_says_the_share_in_percent():
    frame, _ = sensitivity_table(sensitivity(toy_run(), percent=11))
    last = frame.row(-1, named=True)
    assert (last["criterion"], last["change_pct"], last["changed_star"]) == ("green", -11000000, 2)
    assert (last["swapped_pairs"], last["pairs"], last["swapped_pct"]) == (1, 3, 33333333)


@given(st.permutations(list(range(7))), st.integers(0, 7))
def test_swapped_pairs_are_those_a_plain_count_finds(order, size):
    part = order[:size]
    plain = sum(a > b for a, b in combinations(part, 2))
    assert swapped_pairs(part) == (plain, size * (size - 1) // 2)


def _scored_cases():
    """Of every scheme that ranks by points, the largest case with the policy's own caps."""
    best = {}
    for case in all_cases():
        name, settings = case["scheme"], case.get("settings", {})
        plain = "output" in case and all(path.startswith("city_") for path in settings)
        if plain and criteria_of(scheme_named(name).definition):
            best[name] = max(best.get(name, case), case, key=lambda one: len(one["input"]))
    return [pytest.param(case, id=name) for name, case in best.items()]


@pytest.mark.parametrize("case", _scored_cases())
def test_weighted_points_make_up_the_total_but_for_what_is_capped(case):
    run = run_case(case)
    weights = {
        name: weight
        for criterion in criteria_of(run.scheme.definition)
        for name, weight in weights_of(run, criterion).items()
    }
    made = [
        sum(weight * (row[name] or 0) for name, weight in weights.items()) - row["total_score"]
        for row in run.outcome.frame.drop_nulls("total_score").iter_rows(named=True)
    ]
    rounding = len(weights)  # smallest units: each column was rounded when it was written
    assert all(over >= -rounding for over in made)
    assert not made or min(map(abs, made)) <= rounding
