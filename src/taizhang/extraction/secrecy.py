"""Secrecy markings (密级标志) as the official layout prints them, GB/T 9704-2012 § 7.2.2.

The mark stands alone on a line of the head, or after the copy number (份号), as in 机密★1年.
The same words inside running text (商业秘密, 保守国家秘密) are not a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .types import Span

_HEAD_LINES = 15
_MARK = re.compile(
    r"^[ \t\u3000]*(?:\d{4,8}[ \t\u3000]*)?(?:密级[:： \t\u3000]*)?"
    r"(?P<mark>(?P<level>[绝机秘][ \t\u3000]*密)"
    r"(?:[ \t\u3000]*[★☆*✩][ \t\u3000]*(?P<period>(?:\d+|[一二三四五六七八九十]+)[ \t\u3000]*"
    r"(?:年|个?月|日|天)|长期)?)?)"
    r"[ \t\u3000]*(?:(?:特急|加急|特提|平急|急件)[ \t\u3000]*)?$"
)
_BLANK = re.compile(r"\s+")


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
        line = text[position:end]
        if line.strip():
            seen += 1
            found = _MARK.match(line) if len(line) <= 80 else None
            if found:
                start = position + found.start("mark")
                period = found["period"]
                return SecrecyMark(
                    _BLANK.sub("", found["level"]),
                    _BLANK.sub("", period) if period else None,
                    (start, position + found.end("mark")),
                )
        position = end + 1
    return None
