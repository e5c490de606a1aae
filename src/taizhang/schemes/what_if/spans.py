"""The values of a sweep: listed, or from one number to another in equal steps."""

from decimal import Decimal, InvalidOperation

from ..errors import BadSettingError

MOST_VALUES = 200
_FORM = "请写 起:止:步长（例如 100000:300000:50000）或者用逗号隔开的几个值。"


def span_of(text: str) -> tuple[str, ...]:
    """The values of `from:to:step` (both ends included) or of `v1,v2,…`.

    Raises:
        BadSettingError: not readable, a step that leads nowhere, more than 200 values.

    >>> span_of("1:2:0.5"), span_of("true, false")
    (('1', '1.5', '2.0'), ('true', 'false'))
    """
    plain = text.replace("，", ",").replace("：", ":")
    found = _range(plain) if ":" in plain else tuple(part.strip() for part in plain.split(","))
    if not all(found) or len(set(found)) != len(found):
        raise BadSettingError(f"“{text}”里有空的或重复的值；{_FORM}")
    return found


def _range(text: str) -> tuple[str, ...]:
    try:
        start, end, step = (Decimal(part.strip()) for part in text.split(":"))
    except (InvalidOperation, ValueError):
        raise BadSettingError(f"“{text}”不是一段数；{_FORM}") from None
    if not all(number.is_finite() for number in (start, end, step)) or not step:
        raise BadSettingError(f"“{text}”的步长不能是 0；{_FORM}")
    count = (end - start) // step + 1
    if (end - start) / step < 0:
        raise BadSettingError(f"“{text}”的步长走不到终点；{_FORM}")
    if count > MOST_VALUES:
        raise BadSettingError(f"“{text}”有 {count} 个值，一次最多 {MOST_VALUES} 个；请加大步长。")
    return tuple(format(start + step * at, "f") for at in range(int(count)))
