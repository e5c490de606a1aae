"""Secrecy markings (密级标志) as the official layout prints them, GB/T 9704-2012 § 7.2.2.

The mark stands alone on a line or in a table cell of the head, or after the copy number (份号),
as in 机密★1年.
The same words inside running text (商业秘密, 保守国家秘密) are not a mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..patterns import late
from ..types import Span

_HEAD_LINES = 15
_MARK = late(
    r"^[ \t\u3000]*(?:\d{4,8}[ \t\u3000]*)?(?:密级[:： \t\u3000]*)?"
    r"(?P<mark>(?P<level>[绝机秘][ \t\u3000]*密)"
    r"(?:[ \t\u3000]*[★☆*✩][ \t\u3000]*(?P<period>(?:\d+|[一二三四五六七八九十]+)[ \t\u3000]*"
    r"(?:年|个?月|日|天)|长期)?)?)"
    r"[ \t\u3000]*(?:(?:特急|加急|特提|平急|急件)[ \t\u3000]*)?$"
)
_BLANK = late(r"\s+")
_LINE = late(r"[^\n]+")
_CELL = late(r"[^\t\v\n]+")
_LONGEST, _LONGEST_ROW = 80, 2000


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A printed marking: ``level`` 绝密, 机密 or 秘密, the period as printed, where it stands."""

    level: str
    period: str | None
    span: Span


def secrecy_mark(text: str) -> SecrecyMark | None:
    """The secrecy marking in the head of a document, or None.

    >>> secrecy_mark("000001\\n机密★1年\\n云岭市人民政府文件").level
    '机密'
    >>> secrecy_mark("一、依法保护商业秘密。") is None
    True
    """
    position = seen = 0
    while seen < _HEAD_LINES and position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if not text[position:end].isspace() and position < end:
            seen += 1
            mark = _mark_in(text, position, end)
            if mark is not None:
                return mark
        position = end + 1
    return None


def _mark_in(text: str, start: int, end: int) -> SecrecyMark | None:
    """The marking that a line, or a cell of a table's row, consists of."""
    for piece in (_LINE, _CELL):
        for cell in piece.finditer(text, start, min(end, start + _LONGEST_ROW)):
            found = _MARK.match(cell[0]) if len(cell[0]) <= _LONGEST else None
            if found:
                period = found["period"]
                return SecrecyMark(
                    _BLANK.sub("", found["level"]),
                    _BLANK.sub("", period) if period else None,
                    (cell.start() + found.start("mark"), cell.start() + found.end("mark")),
                )
    return None
