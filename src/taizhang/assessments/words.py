"""Cells of results as people read them (结果的写法)."""

from decimal import Decimal

from taizhang.schemes import Column, Kind
from taizhang.schemes.what_if import Part
from taizhang.schemes.wording import plain


def shown_cell(text: str, column: Column) -> str:
    """A written cell for a page: 是, the word of a code, 1,234.50, no idle zeros; — for none."""
    if not text:
        return "—"
    if column.kind is Kind.FLAG:
        return {"true": "是", "false": "否"}.get(text, text)
    if column.kind is Kind.MONEY:
        return f"{Decimal(text):,.2f}"
    if column.kind.is_number:
        return plain(Decimal(text))
    return column.choices.get(text, text)


def shown_level(text: str, column: Column) -> str:
    """A level with its unit: 5 星; — for none."""
    said = shown_cell(text, column)
    return f"{said} {column.unit}" if text and column.unit else said


def shown_setting(text: str, part: Part) -> str:
    """The value of a part: 是, 400,000 元; — where none is given."""
    if not text:
        return "—"
    if part.kind is Kind.FLAG:
        return {"true": "是", "false": "否"}[text]
    if not part.kind.is_number:
        return part.parameter.words.get(text, text)
    unit = {Kind.MONEY: "元", Kind.PERCENT: "%"}.get(part.kind, "")
    if not part.path.endswith(".bound"):
        unit = part.parameter.unit
    return f"{Decimal(plain(Decimal(text))):,f} {unit}".strip()
