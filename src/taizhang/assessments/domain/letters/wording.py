"""Cells and names as a letter prints them (通知书用语)."""

import re
from decimal import Decimal, InvalidOperation

from taizhang.schemes import Column, Kind

NONE = "—"
_FLAGS = {"true": "是", "1": "是", "是": "是", "false": "否", "0": "否", "否": "否"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_MOST_NAME = 60  # characters; systems stop at 255 bytes


def printed(text: str, column: Column) -> str:
    """A cell of an input or a result for people: separators, units, Chinese words.

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
        return _number(text, column)
    return text


def _number(text: str, column: Column) -> str:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return text
    if column.kind is Kind.MONEY:
        shown = f"{number:,.2f}"
    else:
        shown = f"{number:f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown + (column.unit if column.unit == "%" else column.unit and f" {column.unit}")


def file_name(place: int, of: int, name: str, suffix: str) -> str:
    """A name that every system can store: 序号-名称.docx, the number as wide as the last one.

    >>> file_name(7, 120, "云岭市A/B公司", ".docx")
    '007-云岭市A_B公司.docx'
    """
    safe = _UNSAFE.sub("_", name).strip(" .")[:_MOST_NAME].rstrip(" .")
    return f"{place:0{len(str(of))}d}-{safe or '对象'}{suffix}"
