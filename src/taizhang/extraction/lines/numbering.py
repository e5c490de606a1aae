"""Numbering (编号): the label a block opens with, its kind, value and normal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..numbers.numerals import FOLD, chinese_integer
from ..patterns import late

_CN = "〇零一二三四五六七八九十百"
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)}
_PARENTHESISED = {chr(0x2474 + i): i + 1 for i in range(20)}
_STOPPED = {chr(0x2488 + i): i + 1 for i in range(20)}
_IDEOGRAPHS = {chr(0x3220 + i): i + 1 for i in range(10)}
_SIGNS = _CIRCLED | _PARENTHESISED | _STOPPED | _IDEOGRAPHS

# Depth of each kind in the usual order of official documents, GB/T 9704-2012 § 7.3.3.
RANKS = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "article": 3,
    "cn": 4,
    "matter": 5,
    "cn_paren": 6,
    "decimal": 7,
    "num": 7,
    "num_paren": 8,
    "num_half": 9,
    "circled": 10,
    "said": 11,
}
_WORDS = "任务|实事|行动|措施|工程|专项|举措|项目|重点"
_DIGITS = "0123456789"
_PATTERNS = (
    ("part", "第", rf"第([{_CN}\d]{{1,6}})(?:部分|编|篇)"),
    ("chapter", "第", rf"第([{_CN}\d]{{1,6}})章"),
    ("section", "第", rf"第([{_CN}\d]{{1,6}})节"),
    ("article", "第", rf"第([{_CN}\d]{{1,6}})条(?![件例])"),
    ("matter", "第", rf"第([{_CN}\d]{{1,4}})(?:件|项|大?类|步)[\u4e00-\u9fff]{{0,6}}?[:、]"),
    ("matter", _WORDS, rf"(?:{_WORDS})([{_CN}\d]{{1,4}})[:、.](?!\d)"),
    ("cn", "第" + _CN, rf"第?([{_CN}]{{1,4}})(?:、(?![{_CN}]{{1,3}}[、和及])|\.(?!\d))"),
    ("cn_paren", "(", rf"\(([{_CN}]{{1,4}})\)、?"),
    ("num_paren", "(", r"\((\d{1,3})\)、?"),
    ("num_half", _DIGITS, r"(\d{1,2})\)"),
    ("decimal", _DIGITS, r"(\d{1,2}(?:\.\d{1,2})+)[.、]?(?=[^\d.、%‰万亿个元米年倍人])"),
    ("num", _DIGITS, r"(\d{1,3})(?:、|\.(?=[^\d.]|$))"),
    ("circled", "".join(_CIRCLED), f"([{''.join(_CIRCLED)}])"),
    ("num_paren", "".join(_PARENTHESISED), f"([{''.join(_PARENTHESISED)}])"),
    ("num", "".join(_STOPPED), f"([{''.join(_STOPPED)}])"),
    ("cn_paren", "".join(_IDEOGRAPHS), f"([{''.join(_IDEOGRAPHS)}])"),
)
"""Kind, the characters it can open with, pattern; tried in this order."""


def _by_opener() -> Iterator[tuple[str, tuple[re.Pattern[str], tuple[tuple[str, str], ...]]]]:
    """For each character that opens a number: its patterns as one, and each with its kind."""
    for opener in sorted({ch for _, first, _ in _PATTERNS for ch in first} - {"|"}):
        kinds = tuple((kind, pattern) for kind, first, pattern in _PATTERNS if opener in first)
        yield opener, (late("|".join(pattern for _, pattern in kinds)), kinds)


_BY_OPENER = dict(_by_opener())
_PRINTED_OPENERS = frozenset(_BY_OPENER) | {
    chr(code) for code, folded in FOLD.items() if folded in _BY_OPENER
}
_WIDE = late(f"[{''.join(map(chr, FOLD))}]")
_REACH = 24
_BARE = late(r"(\d{1,2})(?=[\u4e00-\u9fff]{2,}$)")
_GLUED = late(r"(\d{1,3})\.(?=\d{2,}[^\d.%‰万亿元])")


_SAID = late(rf"([{_CN}]{{1,3}})是(?=[\u4e00-\u9fff“])")


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the head of a block: 三、 （一） 1. 第五条."""

    kind: str
    value: int
    text: str
    length: int

    @property
    def rank(self) -> int:
        """How deep this kind of number usually stands."""
        return RANKS[self.kind]


def _value(kind: str, digits: str) -> int | None:
    if digits in _SIGNS:
        return _SIGNS[digits]
    if kind == "decimal":
        return int(digits.rsplit(".", 1)[1])
    return int(digits) if digits.isdigit() else chinese_integer(digits)


def _normal(kind: str, digits: str, printed: str) -> str:
    if digits in _PARENTHESISED or digits in _STOPPED:
        digits = str(_SIGNS[digits])
    elif digits in _IDEOGRAPHS:
        digits = "一二三四五六七八九十"[_SIGNS[digits] - 1]
    if kind in {"cn_paren", "num_paren"}:
        return f"（{digits}）"
    if kind == "matter":
        return printed.rstrip(":、.")
    if kind in {"cn", "num", "decimal"}:
        return digits
    return printed


def read_label(fold: str) -> Label | None:
    """The label at the start of width-folded text, or None.

    >>> read_label("(三)加强领导").text
    '（三）'
    """
    readers = _BY_OPENER.get(fold[:1])
    found = readers[0].match(fold) if readers else None
    if readers is None or found is None or found.lastindex is None:
        return None
    kind = readers[1][found.lastindex - 1][0]
    label = _label(kind, found[found.lastindex], found[0])
    return label or _read_later(fold, readers[1][found.lastindex :])


def _read_later(fold: str, kinds: Sequence[tuple[str, str]]) -> Label | None:
    """The label by patterns behind one whose digits are no number; hardly ever needed."""
    for kind, pattern in kinds:
        found = re.match(pattern, fold)
        if found and (label := _label(kind, found[1], found[0])) is not None:
            return label
    return None


@lru_cache(maxsize=1024)  # few numbers are in use, and a text is asked for each several times
def _label(kind: str, digits: str, printed: str) -> Label | None:
    value = _value(kind, digits)
    return (
        None if value is None else Label(kind, value, _normal(kind, digits, printed), len(printed))
    )


def may_open(fold: str, at: int, kind: str) -> bool:
    """Whether the character at a place can open a number of a kind.

    >>> may_open("(三)", 0, "cn_paren"), may_open("(三)", 0, "num")
    (True, False)
    """
    reader = _BY_OPENER.get(fold[at : at + 1])
    return reader is not None and any(kind == held for held, _ in reader[1])


def read_printed_label(line: str) -> Label | None:
    """The label of a line whose width is not folded yet.

    >>> read_printed_label("（三）加强领导").text
    '（三）'
    """
    if line[:1] not in _PRINTED_OPENERS:
        return None
    head = line[:_REACH]
    return read_label(head.translate(FOLD) if _WIDE.search(head) else head)


def read_glued_label(fold: str) -> Label | None:
    """A number whose text begins with digits (11.121人才梯队项目): only its neighbours tell."""
    found = _GLUED.match(fold)
    return Label("num", int(found[1]), found[1], found.end()) if found else None


def read_said_label(fold: str) -> Label | None:
    """A heading that counts in words (一是粮食安全行动。): only its neighbours tell."""
    found = _SAID.match(fold)
    value = chinese_integer(found[1]) if found else None
    return Label("said", value, found[1], found.end()) if found and value else None


def read_bare_label(fold: str) -> Label | None:
    """A number before a short heading without a mark (4 关爱儿童): only its neighbours tell."""
    found = _BARE.match(fold)
    return Label("num", int(found[1]), found[1], found.end()) if found else None
