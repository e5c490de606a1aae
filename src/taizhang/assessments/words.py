"""Cells of results as people read them (结果的写法)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from taizhang.schemes import Column, Kind, Parameter
from taizhang.schemes.definitions import Definition
from taizhang.schemes.what_if import Part, word_of
from taizhang.schemes.wording import plain

from .domain.running.subjects import shown_text


def shown_cell(text: str, column: Column) -> str:
    """A written cell for a page, as `shown_text`; — for none."""
    return shown_text(text, column) or "—"


def shown_level(text: str, column: Column) -> str:
    """A level with its unit: 5 星; — for none."""
    said = shown_cell(text, column)
    return f"{said} {column.unit}" if text and column.unit else said


def shown_setting(text: str, part: Part) -> str:
    """The value of a part: 是, 400,000 元; — where none is given."""
    if not text:
        return "—"
    if part.path.endswith(".bound"):
        unit = {Kind.MONEY: "元", Kind.PERCENT: "%"}.get(part.kind, "")
    else:
        unit = part.parameter.unit
    return _shown_value(text, part.kind, part.parameter, unit)


def lines_of_parameter(row: Mapping[str, Any], definition: Definition | None) -> list[str]:
    """A kept parameter as people read it: brackets and maps have a line a part; none: [].

    A parameter that this product does not know is shown as it was kept.
    """
    value, unit = row["value"], row["unit"]
    known = definition.parameters if definition else ()
    parameter = next((each for each in known if each.name == row["name"]), None)
    if parameter is None or definition is None:
        return [f"{text} {unit}".strip() for text in _plain_lines(value)]
    if isinstance(value, Mapping):
        return [
            f"{word_of(definition, parameter, key)}："
            f"{_shown_value(text, parameter.kind, parameter, unit)}"
            for key, text in value.items()
        ]
    if isinstance(value, list):
        return [_bracket(bound, text, parameter, unit) for bound, text in value]
    return [_shown_value(value, parameter.kind, parameter, unit)] if value else []


def _bracket(bound: str, text: str, parameter: Parameter, unit: str) -> str:
    of_bound = {Kind.MONEY: "元", Kind.PERCENT: "%"}.get(parameter.bound, "")
    said = _shown_value(bound, parameter.bound, parameter, of_bound)
    return f"≥ {said}：{_shown_value(text, parameter.kind, parameter, unit)}"


def _plain_lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}：{text}" for key, text in value.items()]
    if isinstance(value, list):
        return [f"≥ {bound}：{text}" for bound, text in value]
    return [value] if value else []


def _shown_value(text: str, kind: Kind, parameter: Parameter, unit: str) -> str:
    if kind is Kind.FLAG:
        return {"true": "是", "false": "否"}[text]
    if not kind.is_number:
        return parameter.words.get(text, text)
    return f"{Decimal(plain(Decimal(text))):,f} {unit}".strip()
