"""Cited documents (引用文件): 《…》（云政办〔2026〕12号）, and one title cited with two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .findings import Finding
from .reading import Reading

_CITED = re.compile(
    r"《(?P<title>[^《》]{4,100})》"
    r"(?:\((?P<number>[\u4e00-\u9fff]{1,10}[〔\[(【]\d{4}[〕\])】]第?\d{1,4}号)[^()]{0,12}\))?"
)
_REPEALS = re.compile(r"废止|停止执行|不再执行|失效|修订|修改|替代|原《")
_MARKS = re.compile(r"[\s,，、“”\"()（）〈〉《》]")
_BRACKETS = str.maketrans("[](){}【】", "〔〕〔〕〔〕〔〕")
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited by title and, where printed, number; ``repeals``: its sentence ends it."""

    title: str
    number: str
    start: int
    end: int
    repeals: bool


def plain_title(title: str) -> str:
    """A title without marks and blanks, for comparison."""
    return _MARKS.sub("", title)


def plain_number(number: str) -> str:
    """A document number with tortoise brackets and without 第.

    >>> plain_number("云政办（2026）12号".replace("（", "(").replace("）", ")"))
    '云政办〔2026〕12号'
    """
    return number.translate(_BRACKETS).replace("第", "")


def find_citations(reading: Reading) -> Iterator[Citation]:
    """The documents a document cites, itself left out."""
    fold = reading.stream.fold
    own = plain_number(reading.document.document_number or "")
    title = plain_title(reading.document.title)
    for block in reading.blocks:
        for found in _CITED.finditer(fold, block.start, block.end):
            number = plain_number(found["number"] or "")
            name = plain_title(found["title"])
            if (number and number == own) or (title and (name in title or title in name)):
                continue
            first = fold.rfind("。", block.start, found.start()) + 1 or block.start
            last = fold.find("。", found.end(), block.end)
            sentence = fold[first : last if last >= 0 else block.end][:400]
            repeals = _REPEALS.search(sentence) is not None
            yield Citation(found["title"], number, found.start(), found.end(), repeals)


def check_citations(readings: Sequence[Reading]) -> Iterator[Finding]:
    """One title cited with two numbers: one of them is that of another document."""
    first: dict[str, tuple[Reading, Citation]] = {}
    said: set[tuple[str, str]] = set()
    for reading in readings:
        for cited in find_citations(reading):
            key = plain_title(cited.title)
            if not cited.number or cited.repeals or len(key) < _SHORTEST:
                continue
            _, before = first.setdefault(key, (reading, cited))
            if before.number != cited.number and (key, cited.number) not in said:
                said.add((key, cited.number))
                where = first[key][0].place(before.start)
                sentence = (
                    f"《{cited.title}》的文号在{where}写的是“{before.number}”，"
                    f"这里是“{cited.number}”，请核对是否引错。"
                )
                yield reading.finding("citation_two_numbers", cited.start, cited.end, sentence)
