"""Dividing numbers exactly, and checking what was divided."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.domain.snapshot import Goal
from taizhang.supervision.domain.parts.shares import balance, divide, proposed_spread, step_of
from taizhang.supervision.enums import Spread

values = st.decimals(Decimal("-1e20"), Decimal("1e20"), places=6) | st.integers(
    -(10**20), 10**20
).map(Decimal)
weights = st.lists(
    st.decimals(0, Decimal("1e12"), places=4) | st.integers(0, 10**6).map(Decimal),
    min_size=1,
    max_size=30,
)


def goal(op=">=", value="140", unit="家", upper=None):
    return Goal(1, "指标", op, Decimal(value), upper and Decimal(upper), unit=unit)


def exactly(numbers):
    """The sum in millionths, without rounding."""
    return sum(int(number.scaleb(6)) for number in numbers)


@given(values, weights)
def test_parts_add_up_to_the_value_to_the_last_digit(value, given_weights):
    parts = divide(value, dict(enumerate(given_weights)))
    assert exactly(parts.values()) == exactly([value])


@given(values, weights)
def test_no_part_is_off_its_exact_share_by_a_step(value, given_weights):
    parts = divide(value, dict(enumerate(given_weights)))
    total = exactly(given_weights)
    whole, step = exactly([value]), exactly([step_of(value)])
    for at, weight in enumerate(given_weights):
        share, of = (exactly([weight]), total) if total else (1, len(given_weights))
        assert abs(exactly([parts[at]]) * of - whole * share) < step * of
        assert exactly([parts[at]]) % step == 0


@given(values, st.permutations(range(8)), st.lists(st.integers(0, 99), min_size=8, max_size=8))
def test_order_of_the_units_does_not_change_what_is_given_out(value, order, given_weights):
    named = {at: Decimal(weight) for at, weight in enumerate(given_weights)}
    turned = {at: named[at] for at in order}
    assert sorted(divide(value, named).values()) == sorted(divide(value, turned).values())


@given(values, st.permutations(range(6)))
def test_units_of_different_weight_get_the_same_in_any_order(value, order):
    named = {at: Decimal(at * at + 1) for at in range(6)}
    assert divide(value, named) == divide(value, {at: named[at] for at in order})


@pytest.mark.parametrize(
    ("value", "given_weights", "parts"),
    [
        ("140", "1 1 1", "47 47 46"),
        ("10", "3 0 1", "8 0 2"),
        ("88.5", "1 1", "44.3 44.2"),
        ("3", "0 0", "2 1"),
        ("-5", "1 1", "-3 -2"),
        ("2000000000", "1 1 1", "666670000 666670000 666660000"),
        ("0", "1 2", "0 0"),
    ],
)
def test_parts_are_whole_steps_with_the_largest_remainders_first(value, given_weights, parts):
    named = dict(enumerate(Decimal(weight) for weight in given_weights.split()))
    assert list(divide(Decimal(value), named).values()) == [Decimal(p) for p in parts.split()]


def test_nothing_is_divided_among_nobody():
    assert divide(Decimal(5), {}) == {}


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity"])
def test_weights_below_zero_or_without_a_number_are_refused(weight):
    with pytest.raises(ValueError, match="weights"):
        divide(Decimal(5), {1: Decimal(weight), 2: Decimal(1)})


@pytest.mark.parametrize(
    ("op", "unit", "spread"),
    [
        (">=", "家", Spread.SUM),
        ("=", "亿元", Spread.SUM),
        ("range", "名", Spread.SUM),
        (">=", "%", Spread.SAME),
        (">=", "‰", Spread.SAME),
        (">=", "位", Spread.SAME),
        (">=", "个百分点", Spread.SAME),
        (">=", "元/亩", Spread.SAME),
        ("<=", "微克/立方米", Spread.SAME),
        ("<=", "万吨", Spread.SAME),
    ],
)
def test_rates_ranks_and_ceilings_are_proposed_the_same_to_each(op, unit, spread):
    upper = "200" if op == "range" else None
    assert proposed_spread(goal(op, unit=unit, upper=upper)) == spread


@pytest.mark.parametrize(
    ("op", "spread", "shares", "missing", "over"),
    [
        (">=", Spread.SUM, "70 70", 0, 0),
        (">=", Spread.SUM, "70 80", 0, 10),
        (">=", Spread.SUM, "70 60", 10, 0),
        (">", Spread.SUM, "70 70", 0, 0),
        ("<=", Spread.SUM, "70 60", 0, 10),
        ("<=", Spread.SUM, "70 80", 10, 0),
        (">=", Spread.SAME, "140 150", 0, 0),
        (">=", Spread.SAME, "140 130", 10, 0),
        ("<=", Spread.SAME, "140 130", 0, 0),
        ("<=", Spread.SAME, "140 150", 10, 0),
        (">=", Spread.SUM, "", 140, 0),
    ],
)
def test_shares_against_the_target(op, spread, shares, missing, over):
    result = balance(goal(op), [Decimal(share) for share in shares.split()], spread)
    assert (result.missing, result.over, result.holds) == (missing, over, missing == 0)


def test_sums_of_long_numbers_are_exact():
    long = Decimal("999999999999999999999.999999")
    result = balance(goal(value="1"), [long] * 3, Spread.SUM)
    assert result.total == Decimal("2999999999999999999999.999997")
