"""Cells and names as a letter prints them (通知书用语)."""

import re
from decimal import Decimal, InvalidOperation

from taizhang.schemes import Column, Kind

NONE = "—"
_FLAGS = {"true": "是", "1": "是", "是": "是", "false": "否", "0": "否", "否": "否"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_LATIN, _DIGIT = 0x2E7F, 0.6
_MOST_NAME = 60  # characters; systems stop at 255 bytes


def printed(text: str, column: Column, *, unit: bool = True) -> str:
    """A cell of an input or a result for people: separators, its unit, Chinese words.

    A text that is none of its kind, which no checked table holds, stays as it is.
    """
    text = text.strip()
    if not text:
        return NONE
    if column.kind is Kind.FLAG:
        return _FLAGS.get(text.lower(), text)
    if column.kind is Kind.CHOICE:
        return column.choices.get(text, text)
    if column.kind.is_number:
        shown = _number(text, column)
        said = column.unit if unit else ""
        return shown + (said if said == "%" else said and f" {said}")
    return text


def _number(text: str, column: Column) -> str:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return text
    if column.kind is Kind.MONEY:
        return f"{number:,.2f}"
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def width_of(text: str) -> float:
    """How wide a text is, in Chinese characters; digits are a little more than half of one.

    >>> width_of("甲1")
    1.6
    """
    return sum(1.0 if ord(character) > _LATIN else _DIGIT for character in text)


def file_name(place: int, of: int, name: str, suffix: str) -> str:
    """A name that every system can store: 序号-名称.docx, the number as wide as the last one.

    >>> file_name(7, 120, "云岭市A/B公司", ".docx")
    '007-云岭市A_B公司.docx'
    """
    safe = _UNSAFE.sub("_", name).strip(" .")[:_MOST_NAME].rstrip(" .")
    return f"{place:0{len(str(of))}d}-{safe or '对象'}{suffix}"
