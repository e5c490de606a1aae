"""How a number is printed in lists and annexes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from taizhang.reporting.domain.figures.rows import number_row
from taizhang.reporting.domain.queries.numbers import HeldNumber, Judged
from taizhang.reporting.domain.queries.units import UnitBook

DAY = date(2026, 10, 31)


def row(*, value, target, is_ceiling):
    missing = abs(Fraction(Decimal(value)) - target)
    judged = Judged("behind", "%", Decimal(value), DAY, Fraction(target), missing, Fraction(-6))
    if is_ceiling:
        judged = Judged(
            "behind", "%", Decimal(value), DAY, Fraction(target), missing, -missing, True
        )
    op = "<=" if is_ceiling else ">="
    number = HeldNumber("G1", "资产负债率", "", None, op, Decimal(target), None, "%", DAY, judged)
    return number_row(number, UnitBook("督查室", 1, "云岭市"))


def test_shares_differ_by_points():
    found = row(value="60", target=65, is_ceiling=False)
    assert (found["gap"], found["lead"]) == ("5 个百分点", "-6.0")


def test_a_broken_ceiling_is_behind_by_no_points_of_a_way():
    found = row(value="65.4", target=65, is_ceiling=True)
    assert (found["gap"], found["lead"]) == ("0.4 个百分点", "")
