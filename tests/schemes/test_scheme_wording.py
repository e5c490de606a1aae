"""Numbers as people read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.schemes.wording import percent, plain, yuan


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0.00 元"),
        (Decimal("1000000"), "1,000,000.00 元"),
        (Fraction(1, 200), "0.01 元"),
        (Decimal("-1234.5"), "-1,234.50 元"),
        (Decimal("9999999999999.99"), "9,999,999,999,999.99 元"),
    ],
)
def test_money_is_written_with_separators_and_two_places(amount: Decimal, text: str) -> None:
    assert yuan(amount) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("-0.00", "0"), ("100", "100"), ("1E+2", "100"), ("1E-7", "0.0000001")],
)
def test_a_number_has_no_idle_zeros_and_no_exponent(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
    assert percent(Decimal(number)) == text + "%"
