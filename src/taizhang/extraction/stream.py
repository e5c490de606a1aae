"""The clean stream (文本流): page noise out, lines cut by a page joined, every offset kept.

``clean`` holds the text without blanks, blocks (logical paragraphs) separated by ``\\n``; ``fold``
is the same with full-width forms folded, character for character; ``offsets`` leads each
character back to the source.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from .noise import is_page_noise, running_heads
from .numbering import read_label
from .numerals import FOLD
from .types import Span

_TOKEN = re.compile(r"[^\s\u200b\ufeff]+|\t")
_OPEN_END = re.compile(r"[^。！？；：!?;:…”」』》)）\]】〕|]$")
_CUT_END = re.compile(r"[、,，(（“《]$")
_LONG = 24
_MEMORY = 200
_UNCLOSED = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】。]{0,200}$")
_PUNCTUATED = re.compile("[。；，,;]")
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|措施|举措|计划|规划|细则|要点|规定|决定|条例|纲要|政策|清单|名单|报告)$"
)
_OPENING = re.compile(r"为|根据|按照|各|近年|以习近平|坚持|现")
_KEY = re.compile(r"[(（〔\[【]?[\u4e00-\u9fff]{2,8}[:：]")
_NOTE = re.compile(
    r"[(（〔\[【“‘《]|注[:：]|附件|附\s*件|第[一二三四五六七八九十\d]+[章节条部]|—|-"
)
_DATE_LINE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """A logical paragraph, [start, end) in the clean stream."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Source and clean text with the way back."""

    source: str
    clean: str
    fold: str
    offsets: array[int]
    blocks: tuple[Block, ...]
    noise: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Offsets in the source for [start, end) of the clean stream; never empty."""
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The source text behind [start, end) of the clean stream."""
        a, b = self.span(start, end)
        return self.source[a:b]


@dataclass(slots=True)
class _Line:
    """A source line without blanks: its pieces and where each starts."""

    text: str
    starts: list[tuple[int, int]]  # source offset, length
    end: int


def _gap(left: str, right: str) -> bool:
    """Whether a blank between two characters must stay (two Latin words, two numbers)."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _read_line(source: str, start: int, end: int) -> _Line:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    last = ""
    for token in _TOKEN.finditer(source, start, end):
        piece, at = token[0], token.start()
        if last and at > start and source[at - 1] == " " and _gap(last, piece[0]):
            parts.append(" ")
            starts.append((at - 1, 1))
        parts.append(piece)
        starts.append((at, len(piece)))
        last = piece[-1]
    return _Line("".join(parts), starts, end)


def _lines(source: str) -> list[_Line]:
    lines: list[_Line] = []
    position = 0
    while position < len(source):
        end = source.find("\n", position)
        end = len(source) if end < 0 else end
        line = _read_line(source, position, end)
        if line.text.strip("\t"):
            lines.append(line)
        position = end + 1
    return lines


def _continues(before: str, after: str) -> bool:
    """Whether ``after`` is the rest of the paragraph that a page broke off after ``before``."""
    if "\t" in before or "\t" in after or not _OPEN_END.search(before):
        return False
    if _UNCLOSED.search(before) and read_label(after.translate(FOLD)) is None:
        return True
    if _CUT_END.search(before):
        return not read_label(after.translate(FOLD)) or before[-1] in "(（“《"
    if not _PUNCTUATED.search(before) and (
        len(before) < _LONG or _TITLE_END.search(before) or _OPENING.match(after)
    ):
        return False
    if _KEY.match(after) or _NOTE.match(after) or _DATE_LINE.match(after):
        return False
    return read_label(after.translate(FOLD)) is None


class _Builder:
    """Collects lines into blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.offsets: array[int] = array("q")
        self.blocks: list[Block] = []
        self.length = 0
        self.tail = ""

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add(self, line: _Line) -> None:
        """Append a line, to the open paragraph when it continues it."""
        joined = bool(self.tail) and _continues(self.tail, line.text)
        if not joined and self.blocks:
            self.offsets.append(self.offsets[-1] + 1)
            self._append("\n")
        start = self.blocks[-1].start if joined else self.length
        for at, length in line.starts:
            self.offsets.extend(range(at, at + length))
        self._append(line.text)
        if joined:
            self.blocks.pop()
        self.blocks.append(Block(start, self.length))
        self.tail = line.text if not joined else (self.tail[-_MEMORY:] + line.text)


def build_stream(source: str) -> Stream:
    """Clean a decoded text, keeping the way back to each character."""
    lines = _lines(source)
    heads = running_heads([line.text for line in lines])
    builder = _Builder()
    noise: list[Span] = []
    for line in lines:
        if is_page_noise(line.text) or line.text in heads:
            noise.append((line.starts[0][0], line.starts[-1][0] + line.starts[-1][1]))
        else:
            builder.add(line)
    clean = "".join(builder.parts)
    return Stream(
        source,
        clean,
        clean.translate(FOLD),
        builder.offsets,
        tuple(builder.blocks),
        tuple(noise),
    )
