"""Numbers as pages of indicators write them."""

from decimal import ROUND_HALF_UP, Decimal

from taizhang.ledger.exchange.target_text import format_number


def amount(value: Decimal | None) -> str:
    """A figure or an estimate with as many decimals as its size bears, half up: from 1,000 on
    none, from 10 on one, below that two; none → —. What was given with fewer keeps them.

    >>> amount(Decimal("128.0432")), amount(Decimal("0.125")), amount(Decimal("88200.5"))
    ('128', '0.13', '88201')
    """
    if value is None:
        return "—"
    size = abs(value)
    places = "1" if size >= 1000 else "0.1" if size >= 10 else "0.01"
    return format_number(value.quantize(Decimal(places), ROUND_HALF_UP))
