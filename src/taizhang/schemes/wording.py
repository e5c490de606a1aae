"""Numbers as people read them, for explanations and reasons."""

from decimal import Decimal
from fractions import Fraction

from .exact import WRITTEN_POINT, half_up


def yuan(amount: Decimal | Fraction | int) -> str:
    """Money with separators and two places, half up.

    >>> yuan(Decimal("1234567.5"))
    '1,234,567.50 元'
    """
    return f"{half_up(amount, 2):,.2f} 元"


def plain(number: Decimal | Fraction | int) -> str:
    """A number without idle zeros and never with an exponent; a quotient has four places.

    >>> plain(Decimal("12.50")), plain(Decimal("1E+2")), plain(Decimal("-0.0"))
    ('12.5', '100', '0')
    >>> plain(Fraction(200, 3))
    '66.6667'
    """
    decimal = half_up(number, WRITTEN_POINT) if isinstance(number, Fraction) else Decimal(number)
    text = format(decimal, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def percent(number: Decimal | int) -> str:
    """A percentage.

    >>> percent(Decimal("60.0"))
    '60%'
    """
    return f"{plain(number)}%"


def round_yuan(amount: Decimal) -> str:
    """A bound of money as policies print it: in 亿 or 万 where it is round, else to the cent.

    >>> round_yuan(Decimal("2000000000")), round_yuan(Decimal("5000000"))
    ('20 亿元', '500 万元')
    """
    for size, word in ((10**8, "亿元"), (10**4, "万元")):
        if amount >= size and amount % (size // 100) == 0:
            return f"{plain(amount / size)} {word}"
    return yuan(amount)
