"""What the fields of a row may hold (字段取值): typed values become the form of the contract."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ..enums import Operator, UnitRole
from .errors import FieldValueError

Json = dict[str, Any]
_SCALES = {"万": 4, "亿": 8, "万亿": 12}
_SCALED = re.compile(r"(?P<digits>[-+]?[\d.]+)(?P<scale>万亿|[万亿])?")
_PRECISION = {
    Operator.AT_LEAST: "at_least",
    Operator.ABOVE: "at_least",
    Operator.AT_MOST: "at_most",
    Operator.BELOW: "at_most",
    Operator.ABOUT: "about",
    Operator.RANGE: "range",
    Operator.EQUAL: "exact",
}
_LONGEST_NUMBER = Decimal(10) ** 22


def clean_title(value: str) -> str:
    """One line of at most 512 characters."""
    return _line("title", _("任务名称"), value, 512)


def clean_text(value: str) -> str:
    """Any text; line ends as `\\n`."""
    return value.replace("\r\n", "\n").replace("\0", "").strip()


def clean_path(value: Iterable[str]) -> list[str]:
    """The numbers that lead to the row, from the outermost, without empty ones."""
    return [part for each in value if (part := _line("path", _("条目号"), each, 32))]


def clean_units(value: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Names with roles; a name stands once."""
    units: list[Json] = []
    for entry in value:
        name = _line("units", _("单位名称"), entry["name"], 128)
        if not name:
            continue
        if entry["role"] not in UnitRole.values:
            raise FieldValueError(
                "units",
                _("“%(name)s”的分工“%(role)s”不认识，请从列表中选。")
                % {"name": name, "role": entry["role"]},
            )
        if any(unit["name"] == name for unit in units):
            raise FieldValueError(
                "units", _("“%(name)s”列了两次，一个单位在一行里只能有一种分工。") % {"name": name}
            )
        units.append({"name": name, "role": entry["role"], "unit_id": entry.get("unit_id")})
    return units


def clean_targets(value: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Indicators with operator, value in base units, unit of measure, deadline and quote."""
    return [_clean_target(entry) for entry in value if not _is_blank(entry)]


def clean_deadlines(value: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Dates with the words that state them."""
    deadlines = []
    for entry in value:
        if not _is_blank(entry):
            day = clean_date("deadlines", _("时限"), entry["date"])
            if day is None:
                raise FieldValueError(
                    "deadlines",
                    _("时限“%(quote)s”没有日期，请填日期或删去。") % {"quote": entry["quote"]},
                )
            quote = _line("deadlines", _("时限原文"), entry.get("quote") or "", 256)
            deadlines.append({"quote": quote, "date": day, "basis": entry.get("basis") or "stated"})
    return deadlines


def clean_date(field: str, label: str, value: str | date | None) -> str | None:
    """An ISO date, or None for nothing."""
    if isinstance(value, date):
        return value.isoformat()
    text = unicodedata.normalize("NFKC", value or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise FieldValueError(
            field,
            _("%(label)s“%(text)s”不是日期，应写成 2024-06-30 这样。")
            % {"label": label, "text": text},
        ) from error


def clean_number(label: str, value: str | int | float | Decimal | None) -> int | float | None:
    """A number in base units, whole numbers as int; 万 and 亿 are multiplied out."""
    text = unicodedata.normalize("NFKC", str(value if value is not None else ""))
    text = re.sub(r"[,，\s]", "", text)
    if not text:
        return None
    match = _SCALED.fullmatch(text)
    try:
        number = Decimal(match["digits"]) if match else Decimal(text)
    except InvalidOperation as error:
        raise FieldValueError(
            "targets",
            _("%(label)s“%(value)s”不是数字，请只写数字，如 140、20.5、8.82万。")
            % {"label": label, "value": value},
        ) from error
    number = number.scaleb(_SCALES.get(match["scale"] or "", 0)) if match else number
    if not number.is_finite() or abs(number) >= _LONGEST_NUMBER:
        raise FieldValueError(
            "targets",
            _("%(label)s“%(value)s”太大，最多 22 位整数。") % {"label": label, "value": value},
        )
    return int(number) if number == number.to_integral_value() else float(number)


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "path": clean_path,
    "title": clean_title,
    "text": clean_text,
    "units": clean_units,
    "targets": clean_targets,
    "deadlines": clean_deadlines,
}


def _clean_target(entry: Mapping[str, Any]) -> Json:
    indicator = _line("targets", _("指标名称"), entry["indicator"], 256)
    if not indicator:
        raise FieldValueError(
            "targets",
            _("目标“%(value)s”没有指标名称，请写明数的是什么。") % {"value": entry["value"]},
        )
    if entry["op"] not in Operator.values:
        raise FieldValueError(
            "targets",
            _("“%(indicator)s”的算符“%(op)s”不认识，请从列表中选。")
            % {"indicator": indicator, "op": entry["op"]},
        )
    op = Operator(entry["op"])
    value, most = _bounds(indicator, op, entry)
    return {
        "indicator": indicator,
        "op": op.value,
        "value": value,
        "value_max": most,
        "unit": _line("targets", _("计量单位"), entry.get("unit") or "", 32),
        "deadline": clean_date(
            "targets", _("“%(indicator)s”的时限") % {"indicator": indicator}, entry.get("deadline")
        ),
        "quote": clean_text(entry.get("quote") or ""),
        "precision": _PRECISION[op],
    }


def _bounds(
    indicator: str, op: Operator, entry: Mapping[str, Any]
) -> tuple[int | float, int | float | None]:
    value = clean_number(_("“%(indicator)s”的目标值") % {"indicator": indicator}, entry["value"])
    most = clean_number(
        _("“%(indicator)s”的上限") % {"indicator": indicator}, entry.get("value_max")
    )
    if value is None:
        raise FieldValueError(
            "targets",
            _("“%(indicator)s”没有目标值，请填数字或删去这个目标。") % {"indicator": indicator},
        )
    if op != Operator.RANGE:
        return value, None
    if most is None or most <= value:
        raise FieldValueError(
            "targets",
            _("“%(indicator)s”是区间，上限要填，且要大于下限 %(value)s。")
            % {"indicator": indicator, "value": value},
        )
    return value, most


def _is_blank(entry: Mapping[str, Any]) -> bool:
    kept = ("indicator", "value", "quote", "date")
    return not any(str(entry.get(key) or "").strip() for key in kept)


def _line(field: str, label: str, value: str, longest: int) -> str:
    text = " ".join("".join(c for c in value if c == " " or c.isprintable() or c.isspace()).split())
    if len(text) > longest:
        raise FieldValueError(
            field,
            _("%(label)s有 %(length)s 个字，最多 %(longest)s 个，请缩短。")
            % {"label": label, "length": len(text), "longest": longest},
        )
    return text
