"""Joining lines (断行合并): whether a line continues the paragraph before it.

Text saved from the web has one paragraph a line, broken only where a page ended; text copied from
a printed page is wrapped at a fixed width. The width is measured, then each has its own rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..patterns import late
from .numbering import read_printed_label

_OPEN_END = late(r"[^。！？；：!?;:…”」』》)）\]】〕|]")
_CUT_END = late(r"[、,，(（“《]")
_LONG = 24
_HEADING = 45
_UNCLOSED = late(r"[(（〔\[【][^()（）〔〕\[\]【】。]{0,200}$")
_BUTTON = late(r"【[\u4e00-\u9fff]{1,4}$")
"""The rest of a line of buttons of a web page: 【字体：大 中 小】 【关闭."""
_PUNCTUATED = late("[。；，,;]")
_STOPPED = late("[。；;]")
_SENTENCE_LIKE = late("[。；，、！？,;!?]")
_TITLE_END = late(
    r"(?:通知|意见|方案|办法|措施|举措|计划|规划|细则|要点|规定|决定|条例|纲要|政策|清单|名单|报告)$"
)
_OPENING = late(r"为|根据|按照|各|近年|以习近平|坚持|现")
_KEY = late(r"[(（〔\[【]?[\u4e00-\u9fff]{2,8}[:：]")
_NOTE = late(r"[(（〔\[【“‘《]|注[:：]|附件|附\s*件|第[一二三四五六七八九十\d]+[章节条部]|—|-")
_DATE_LINE = late(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?$")
_CELL = late(r"\d{1,3}")
BULLETS = frozenset("◆●■▲★•◇○□▪▶►➢✓")
"""Marks that open a point without a number."""

_MEMORY = 200
_WIDEST = 60
_FEWEST = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are set: the width they are wrapped at, if any, and first-line indents."""

    width: int | None
    indented: bool


def measure_layout(lengths: Sequence[int], indents: Sequence[bool]) -> Layout:
    """The layout by the lengths of the lines: wrapped when many of them are equally long."""
    if len(lengths) < _FEWEST:
        return Layout(None, False)
    ordered = sorted(lengths)
    width = ordered[len(ordered) * 9 // 10]
    full = sum(width * 0.9 <= length <= width * 1.1 for length in lengths)
    wrapped = width <= _WIDEST and ordered[-1] <= width * 1.25 and full * 3 > len(lengths)
    return Layout(width if wrapped else None, sum(indents) * 5 > len(indents))


class Paragraph:
    """The open paragraph: what must be remembered of it to judge the next line."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tail = ""
        self.line = ""
        self.cell = False
        self.length = 0

    def start(self, line: str) -> None:
        """Open a paragraph with a line."""
        self.cell = _CELL.fullmatch(self.line) is not None and "\t" not in line
        self.tail = self.line = line
        self.length = len(line)

    def extend(self, line: str) -> None:
        """Add a line to it."""
        self.tail = self.tail[-_MEMORY:] + line
        self.line = line
        self.length += len(line)

    def continues(self, after: str, indent: bool) -> bool:
        """Whether ``after`` is the rest of this paragraph."""
        if not self.tail or "\t" in self.tail or "\t" in after or after[0] in BULLETS:
            return False
        if read_printed_label(after) is not None:
            return self.tail[-1] in "(（“《"
        if _UNCLOSED.search(self.tail[-_MEMORY:]):
            return not _BUTTON.search(self.tail[-_MEMORY:]) or "】" in after[:_LONG]
        if self.layout.width is not None:
            return self._wrapped(after, indent, self.layout.width)
        return _OPEN_END.match(self.tail[-1]) is not None and self._cut(after)

    def _wrapped(self, after: str, indent: bool, width: int) -> bool:
        """In wrapped text a full line goes on in the next one."""
        if len(self.line) < width * 0.85 or _KEY.match(after) or _DATE_LINE.match(after):
            return False
        if self.layout.indented:
            return not indent
        return _OPEN_END.match(self.tail[-1]) is not None

    def _cut(self, after: str) -> bool:
        """Whether a page broke the paragraph off here."""
        if _CUT_END.match(self.tail[-1]):
            return True
        if self.cell:
            return False
        if self.length <= _HEADING and not _STOPPED.search(self.tail):
            return False
        if not _PUNCTUATED.search(self.tail) and (
            len(self.tail) < _LONG or _TITLE_END.search(self.tail) or _OPENING.match(after)
        ):
            return False
        if len(after) < _LONG and not _SENTENCE_LIKE.search(after):
            return False
        return not (_KEY.match(after) or _NOTE.match(after) or _DATE_LINE.match(after))
