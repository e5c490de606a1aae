"""Annexes (附件): those that are announced, those that are there, and what they are called.

GB/T 9704-2012 § 7.3.4 and § 7.3.7: number and title of an annex agree with the list under 附件：.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ..lines.stream import Stream
from ..numbers.numerals import chinese_integer
from .annex_references import check_references, read_number
from .findings import Finding, Severity
from .reading import Reading, make_finding

_LIST = re.compile(r"[-—·]*附件:")
_ENTRY = re.compile(r"[-—·]*(?:附件:)?(?:附件)?(?P<number>\d{1,2})[.、:](?=\D)(?P<title>.+)")
_PLAIN = re.compile(r"[-—·]*附件:(?!\d)(?P<title>.{4,80})")
_MARKER = re.compile(r"附[件表][-—]?(\d{1,2}|[一二三四五六七八九十]{1,2})?(?:-\d)?[:：.]?")
_FILES = re.compile(
    r"等(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})(?:个|件|项)(?:文件|办法|方案|制度|规定|措施)"
)
_PLAIN_TEXT = re.compile(r"[;；。《》“”\"'()（）\s]|附件")
_SIGNED = re.compile(
    r"年\d{1,2}月\d{1,2}日(?:\n\(.*\))?$|年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$"
)
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et)$", re.IGNORECASE)
_LEFT_OUT = re.compile(r"[(（](?:此件|略|不公开|另附|另发)[^()（）]{0,6}[)）]")
_CLOSING = 4
_ALIKE = 0.8
_TITLE_LINES = 3
_LONGEST = 40
_LINE = 120


@dataclass(slots=True)
class _Announced:
    """A list under 附件：: block and title of each number, 0 when there is but one."""

    first: int
    entries: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The block of the last entry."""
        return max(block for block, _ in self.entries.values())


class _Region:
    """The paragraphs under one cover: their texts, annex markers by number, short lines."""

    def __init__(self, stream: Stream, first: int, last: int) -> None:
        self.stream = stream
        self.first = first
        self.ends_file = last >= len(stream.blocks)
        self.texts = [stream.fold[b.start : b.end] for b in stream.blocks[first:last]]
        self.held: dict[int, list[int]] = {}
        self.lines: dict[str, int] = {}
        for index, text in enumerate(self.texts):
            found = _MARKER.fullmatch(text) if len(text) <= 8 else None
            if found:
                self.held.setdefault(read_number(found[1] or "0"), []).append(index)
            if len(text) <= _LINE:
                self.lines[_normal(text)] = index

    def markers(self, number: int, after: int) -> list[int]:
        """The first markers of a number behind a paragraph."""
        held = self.held.get(number, [])
        start = bisect_right(held, after)
        return held[start : start + _LONGEST]

    def over(
        self, index: int, code: str, message: str, severity: Severity | None = None
    ) -> Finding:
        """A finding over a whole paragraph."""
        block = self.stream.blocks[self.first + index]
        return make_finding(self.stream, code, block.start, block.end, message, severity)

    def at(self, index: int, found: re.Match[str], code: str, message: str) -> Finding:
        """A finding over a match inside a paragraph."""
        start = self.stream.blocks[self.first + index].start
        return make_finding(self.stream, code, start + found.start(), start + found.end(), message)


def check_annexes(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Annexes missing, called otherwise, or referred to but not in the list."""
    parts = [reading.context.part for reading in readings]
    region = _Region(readings[0].stream, parts[0].first, parts[-1].last)
    lists = list(_lists(region.texts))
    for announced in lists:
        yield from _missing(region, announced)
        yield from _skipped(region, announced)
    if lists and lists[0].entries.keys() != {0}:
        yield from _miscounted(region, lists[0])
    listed = [(one.first, one.last, tuple(one.entries)) for one in lists]
    yield from check_references(region.stream, region.first, region.texts, listed)


def _lists(texts: Sequence[str]) -> Iterator[_Announced]:
    """The lists under 附件：, each entry on a line of its own."""
    index = 0
    while index < len(texts):
        announced = _Announced(index)
        if _LIST.match(texts[index]):
            _read_list(texts, index, announced)
        if announced.entries:
            yield announced
            index = announced.last
        index += 1


def _read_list(texts: Sequence[str], index: int, announced: _Announced) -> None:
    plain = _PLAIN.fullmatch(texts[index])
    if plain:
        announced.entries[0] = index, plain["title"]
        return
    if _LIST.fullmatch(texts[index]):
        index += 1
    for at in range(index, min(len(texts), index + _LONGEST)):
        found = _ENTRY.fullmatch(texts[at])
        number = int(found["number"]) if found else 0
        last = max(announced.entries, default=0)
        if not found or not last < number <= last + 1 + bool(last):
            return
        announced.entries[number] = at, found["title"]


def _normal(title: str) -> str:
    return _PLAIN_TEXT.sub("", title)


def _following_title(texts: Sequence[str], index: int) -> Iterator[str]:
    """The lines behind a marker, joined one more at a time."""
    joined = ""
    for text in texts[index + 1 : index + 1 + _TITLE_LINES]:
        joined += text
        yield joined


def _closest(texts: Sequence[str], index: int, title: str) -> tuple[float, str]:
    """How alike the lines behind a marker and an announced title are, at best."""
    wanted = _normal(title)
    return max(
        (
            (SequenceMatcher(None, wanted, _normal(text[:_LINE])).ratio(), text)
            for text in _following_title(texts, index)
        ),
        default=(0.0, ""),
    )


def _found(region: _Region, after: int, number: int, title: str) -> tuple[float, str]:
    """The text of an annex by its marker: how alike its title is, 0 when there is no marker.

    A marker without a number is that of a numbered annex only when the title says so.
    """
    own = [_closest(region.texts, at, title) for at in region.markers(number, after)]
    if own:
        likeness, printed = max(own)
        return max(likeness, 0.01), printed
    others = [_closest(region.texts, at, title) for at in region.markers(0, after)]
    return max((found for found in others if found[0] >= _ALIKE), default=(0.0, ""))


def _missing(region: _Region, announced: _Announced) -> Iterator[Finding]:
    """Entries without a text, and those whose text is called otherwise."""
    absent: list[int] = []
    for number, (index, title) in announced.entries.items():
        if region.lines.get(_normal(title), -1) > announced.last:
            continue
        if _LEFT_OUT.search(title):
            continue
        likeness, printed = _found(region, announced.last, number, title)
        if likeness == 0:
            absent.append(number)
        elif _ALIKE <= likeness < 1:
            sentence = (
                f"{_words(number)}在附件说明中叫“{title}”，正文标题是“{printed}”，"
                "两处应当一致，请改正。"
            )
            yield region.over(index, "annex_title_differs", sentence)
    some = len(absent) < len(announced.entries)
    grave: Severity = "error" if some else "warning" if _ends(region, announced) else "info"
    for number in absent if some else absent[:1]:
        index, title = announced.entries[number]
        sentence = (
            f"{_words(number)}“{title}”已在附件说明中列出，文件里没有它的正文，"
            "请补上或从说明中删去。"
        )
        yield region.over(index, "annex_missing", sentence, grave)


def _skipped(region: _Region, announced: _Announced) -> Iterator[Finding]:
    """附件：1. … 3. …: a list that leaves out a number."""
    for number, (index, _) in announced.entries.items():
        if number > 1 and number - 1 not in announced.entries:
            sentence = (
                f"附件说明的序号跳到 {number}，缺 {number - 1}，请核对是否漏列，否则顺次改号。"
            )
            yield region.over(index, "numbering_gap", sentence)


def _ends(region: _Region, announced: _Announced) -> bool:
    """Whether the text ends with the signature behind a list of one annex that is no file."""
    after = region.texts[announced.last + 1 :]
    if len(announced.entries) > 1 or not 0 < len(after) <= _CLOSING or not region.ends_file:
        return False
    (_, title), *_ = announced.entries.values()
    return _SIGNED.search("\n".join(after)) is not None and not _FILE_NAME.search(title)


def _words(number: int) -> str:
    return f"附件 {number}" if number else "附件"


def _miscounted(region: _Region, announced: _Announced) -> Iterator[Finding]:
    """关于印发…等11个文件 above a list with another number of annexes."""
    size = len(announced.entries)
    for index in range(announced.first):
        found = _FILES.search(region.texts[index])
        if found is None:
            continue
        text = found["count"]
        count = int(text) if text.isdigit() else chinese_integer(text)
        if count != size:
            sentence = f"文中写明“{found[0]}”，附件说明列出 {size} 个，请核对。"
            yield region.at(index, found, "count_mismatch", sentence)
