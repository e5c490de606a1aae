"""A target as one line of text and back: 培育高新技术企业 ≥140 家（2024-06-30）.

One line a target. Between indicator and number stands a sign (≥ ≤ > < 约, none: exactly);
a range is 3—5; round numbers are written with 万 and 亿, amounts of money always. Formatting
then parsing gives the same target, for every target whose indicator is one line and whose unit
is one word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from django.utils.translation import gettext as _

from taizhang.extraction import MONEY

from ..enums import Operator

SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.EQUAL: "",
    Operator.ABOUT: "约",
    Operator.RANGE: "",
    Operator.ABOVE: ">",
    Operator.BELOW: "<",
}
_OPERATORS = {
    ">=": Operator.AT_LEAST,
    "≥": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
    "≤": Operator.AT_MOST,
    "=": Operator.EQUAL,
    "≈": Operator.ABOUT,
    "~": Operator.ABOUT,
    "约": Operator.ABOUT,
    ">": Operator.ABOVE,
    "<": Operator.BELOW,
}
_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_EXACT = Context(prec=100)
_POWERS = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}

# One character for one, so that places in the folded text are places in the text itself.
_FOLD = str.maketrans(
    "０１２３４５６７８９．，％（）＜＞＝～≧⩾≦⩽－−–\u00a0\u3000", "0123456789.,%()<>=~≥≥≤≤--—  "
)
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_TAIL = (
    rf"(?P<value>{_NUMBER})(?:\s*[—~至到-]\s*(?P<value_max>{_NUMBER}))?"
    r"\s*(?P<scale>万亿|亿|万)?\s*(?P<unit>[^\s\d()≥≤=≈<>~][^\s()≥≤=≈<>~]*)?"
    r"\s*(?:\((?P<deadline>[^()]*)\))?$"
)
_SIGN = r"(?:(?P<op>>=|<=|≥|≤|≈|~|(?<![<>])=|[<>](?!=))\s*|(?<!\S)(?P<about>约)\s?(?=[-\d]))"
_FORMS = (
    re.compile(r"(?P<indicator>.*)" + _SIGN + _TAIL),
    re.compile(r"(?:(?P<indicator>.*)\s)?" + _TAIL),
    re.compile(r"(?P<indicator>.*[^\d\s.,-])" + _TAIL),
)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DANGLING = re.compile(r"[—~至到<>=≥≤≈-]\s*$")


class TargetTextError(ValueError):
    """A line that is not a target; `code` for machines, the sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class TargetParts:
    """What a target line says; values in the base unit (8.82万 人次 is 88200)."""

    indicator: str
    op: str
    value: Decimal
    value_max: Decimal | None = None
    unit: str = ""
    deadline: date | None = None


def format_targets(targets: Sequence[TargetParts]) -> str:
    """All targets of a task, one a line."""
    return "\n".join(format_target(target) for target in targets)


def format_target(target: TargetParts) -> str:
    """The line of one target."""
    sign = SIGNS[Operator(target.op)]
    line = _line(target, sign)
    # Without a sign the end of an indicator ("新增约", "2024 -") may read as part of the number.
    return line if sign or _is_read_as(line, target) else _line(target, "=")


def _line(target: TargetParts, sign: str) -> str:
    quantity = format_quantity(target.value, target.value_max, target.unit)
    deadline = f"（{target.deadline.isoformat()}）" if target.deadline else ""
    return f"{' '.join(target.indicator.split())} {sign}{quantity}{deadline}".strip()


def _is_read_as(line: str, target: TargetParts) -> bool:
    try:
        return parse_target(line) == target
    except TargetTextError:
        return False


def format_quantity(value: Decimal, value_max: Decimal | None = None, unit: str = "") -> str:
    """A number or a range with its unit and all its digits; round numbers with 万 and 亿, amounts
    of money from 10,000 on always.

    >>> format_quantity(Decimal(88200), unit="人次"), format_quantity(Decimal(3), Decimal(5), "名")
    ('8.82万人次', '3—5 名')
    >>> format_quantity(Decimal(88205), unit="人次"), format_quantity(Decimal(12345600), unit="元")
    ('88205 人次', '1,234.56万元')
    """
    values = [value] if value_max is None else [value, value_max]
    scale, power = scale_of(values, unit)
    number = "—".join(_scaled(each, power) for each in values)
    return before_unit(number, scale + unit)


def before_unit(number: str, unit: str) -> str:
    """A written number with its unit; nothing stands between it and a scale or a sign.

    >>> before_unit("8", "家"), before_unit("8.2", "亿元"), before_unit("8", "%")
    ('8 家', '8.2亿元', '8%')
    """
    return f"{number} {unit}" if unit and unit != "%" and unit[0] not in _POWERS else number + unit


def scale_of(values: Sequence[Decimal], unit: str) -> tuple[str, Decimal]:
    """The word of scale that numbers are written with, and what it stands for; ("", 1) for none.

    >>> scale_of([Decimal(20_500_000_000)], "元"), scale_of([Decimal(12345)], "人")
    (('亿', Decimal('100000000')), ('', Decimal('1')))
    """
    if unit[:1] in _POWERS or unit == "%":
        return "", Decimal(1)
    fits = _is_at_least if unit in MONEY else _is_round
    for name, power in _SCALES:
        if all(fits(value, power) for value in values):
            return name, power
    return "", Decimal(1)


def _scaled(value: Decimal, power: Decimal) -> str:
    """All digits of a number in units of a power of ten, thousands apart."""
    if power == 1:
        return format_number(value)
    text = f"{_EXACT.divide(value, power):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_number(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_target(line: str) -> TargetParts:
    """Read one target line. Raises TargetTextError: `form`, `date`, `too_long`, `too_precise`."""
    text = " ".join(line.split())
    folded = text.translate(_FOLD)
    for form in _FORMS:
        if (match := form.match(folded)) and not _is_dangling(match):
            return _parts_of(match, text)
    raise TargetTextError(
        "form",
        _("“%(line)s”不像一个目标，应写成“指标 ≥140 家（2024-06-30）”，每行一个。")
        % {"line": text[:60]},
    )


def _is_dangling(match: re.Match[str]) -> bool:
    signed = match.groupdict().get("op") or match.groupdict().get("about")
    return not signed and bool(_DANGLING.search(match["indicator"] or ""))


def _parts_of(match: re.Match[str], text: str) -> TargetParts:
    power = _POWERS.get(match["scale"] or "", Decimal(1))
    groups = match.groupdict()
    sign = groups.get("op") or groups.get("about") or "="
    indicator = (
        text[match.start("indicator") : match.end("indicator")] if match["indicator"] else ""
    )
    unit = text[match.start("unit") : match.end("unit")] if match["unit"] else ""
    value_max = _value(match["value_max"], power) if match["value_max"] else None
    if len(indicator) > 256 or len(unit) > 32:
        raise TargetTextError("too_long", _("指标最多 256 字，计量单位最多 32 字。"))
    return TargetParts(
        indicator=indicator.strip(),
        op=str(Operator.RANGE if value_max is not None else _OPERATORS[sign]),
        value=_value(match["value"], power),
        value_max=value_max,
        unit=unit.translate(str.maketrans("％", "%")),
        deadline=_deadline(match["deadline"]),
    )


def _value(digits: str, power: Decimal) -> Decimal:
    value = Decimal(digits.replace(",", "")) * power
    exponent = value.normalize().as_tuple().exponent
    if value.adjusted() >= 22 or (isinstance(exponent, int) and exponent < -6):
        raise TargetTextError(
            "too_precise", _("数值“%(digits)s”过大，或小数超过 6 位。") % {"digits": digits[:40]}
        )
    return value


def _deadline(text: str | None) -> date | None:
    if not text or not text.strip():
        return None
    if match := _DATE.fullmatch(text.strip()):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise TargetTextError(
        "date", _("“%(text)s”不是日期，目标的时限应写成（2024-06-30）。") % {"text": text[:20]}
    )


def _is_at_least(value: Decimal, power: Decimal) -> bool:
    return abs(value) >= power


def _is_round(value: Decimal, power: Decimal) -> bool:
    scaled = value / power
    return abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01"))
