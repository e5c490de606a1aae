"""Numbers as pages of indicators write them."""

from decimal import ROUND_HALF_UP, Decimal

from taizhang.extraction import MONEY
from taizhang.ledger.exchange.target_text import (
    before_unit,
    format_number,
    format_quantity,
    scale_of,
)


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


def figure_text(value: Decimal | None, unit: str) -> str:
    """A figure with all its digits where its unit is known from beside it: amounts of money from
    10,000 on in 万 or 亿, with the unit; none → —.

    >>> figure_text(Decimal(38200000000), "元"), figure_text(Decimal(88200), "人次")
    ('382亿元', '88200')
    """
    if value is None:
        return "—"
    is_large = scale_of([value], unit)[0] and unit in MONEY
    return format_quantity(value, unit=unit) if is_large else format_number(value)


def estimate_text(value: Decimal | None, unit: str) -> str:
    """An estimate in the same way, with as many decimals as its size bears.

    >>> estimate_text(Decimal("38246912345.6"), "元"), estimate_text(Decimal("5830.4"), "人")
    ('382.5亿元', '5830')
    """
    if value is None or unit not in MONEY:
        return amount(value)
    scale, power = scale_of([value], unit)
    return f"{amount(value / power)}{scale}{unit}" if scale else amount(value)


def estimate_with_unit(value: Decimal | None, unit: str) -> str:
    """An estimate with its unit: 132.4 家, 5.6%, 382亿元.

    >>> estimate_with_unit(Decimal("132.44"), "家"), estimate_with_unit(Decimal("3.82e10"), "元")
    ('132.4 家', '382亿元')
    """
    text = estimate_text(value, unit)
    return text if value is None or text.endswith(unit) else before_unit(text, unit)
