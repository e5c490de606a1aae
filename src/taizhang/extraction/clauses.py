"""Responsibility clauses (责任条款): where they stand.

In brackets, （市科技局、市工信局按职责分工负责） or, at the end of a paragraph, the names alone
（市科技局、市工信局）; keyed, 责任单位：… with or without brackets; a sentence 由甲牵头，乙配合。
Brackets are matched once with a stack: linear, whatever the nesting.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .stream import Block, Stream
from .types import Role
from .vocabulary import alternation

_OPEN = "([〔【"
_BRACKET = re.compile(r"[(\[〔【)\]〕】]")
_ROLE_KEYS = alternation("units", "lead_keys", "responsible_keys", "support_keys")
_SILENT_KEYS = alternation("units", "time_keys", "person_keys")
_VERBS = alternation("units", "lead_verbs", "responsible_verbs", "support_verbs")
_KEY = rf"(?:{_ROLE_KEYS}|{_SILENT_KEYS}):"
_KEYED = re.compile(rf"(?:{_ROLE_KEYS}|{_SILENT_KEYS})(?:\([^()]{{1,12}}\))?:")
_KEYED_HEAD = re.compile(rf"[-•●■◆*]?{_KEY}")
_INLINE_KEY = re.compile(rf"(?<=[。;]){_KEY}")
_ROLE = re.compile(rf"(?:{_ROLE_KEYS}):")
_SILENT = re.compile(rf"(?:{_SILENT_KEYS}):")
_ENDS_IN_VERB = re.compile(rf"(?:{_VERBS})[。;,]?$")
_FIRST_STOP = re.compile("[。;]")
_CONVENTION = re.compile(r",(?=[^,]*为牵头)")
_PROSE = re.compile(
    r"(?:(?<=[。;])|^)由(?P<who>[^。;:由]{2,80}?(?:牵头(?:负责|落实|组织实施)?|负责)"
    r"(?:,[^。;,]{2,60}?(?:配合|参与|协助)(?:落实)?)?)(?=[。;,]|$)"
)
_OFFICE = (
    "局|委|办|厅|部|署|院|行|会|社|司|处|队|所|中心|集团|公司|政府|单位|部门|区|县|市|联|机构|关|省"
)
_SOMEBODY = re.compile(
    rf"(?:{_OFFICE})(?:\([^()]*\))?(?:等|,|、|和|按|分别|根据|依据|共同|牵头|{_VERBS})"
)
_BARE_NAME = re.compile(
    r"(?:各|市|省|县|区|国家|中国|人民银行|人行|团)?[\u4e00-\u9fffA-Za-z〔〕()]{1,18}"
    r"(?:局|委|办|厅|部|署|中心|集团|公司|政府|管委会|示范区|开发区|高新区|集聚区|研究室|合作社|供销社|分行|支行|海关|管理机构|办事处|院|联|总队|支队)"
    r"(?:[(〔][^()〔〕]{1,16}[)〕])?(?:等(?:有关)?(?:部门|单位)?)?"
)
_TRAILING_TIME = re.compile(
    rf"[,;、](?:{_SILENT_KEYS}):[^:]*$|,(?:\d|[一二三四]季度|上半年|年底|全年|长期|持续)[^,:]*$"
)
_NESTED = re.compile(r"[(〔][^()〔〕]*[)〕]")
_EXPLAINS = re.compile("以下|简称|含|即|指|不|如")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in the clean stream; ``inner`` is its content without the brackets.

    ``silent`` clauses name no unit (完成时限：…, 责任人：…); ``role`` is given by a table's column.
    """

    start: int
    end: int
    inner: tuple[int, int]
    keyed: bool
    silent: bool = False
    role: Role | None = None


def is_keyed(text: str) -> bool:
    """Whether a text begins with a key such as 责任单位："""
    return _KEYED.match(text) is not None


def _brackets(fold: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs [open, close]; an opener without its closer ends with the block."""
    depth = 0
    opened = start
    for match in _BRACKET.finditer(fold, start, end):
        if match[0] in _OPEN:
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield opened, match.start()
    if depth and _KEYED.match(fold, opened + 1):
        yield opened, end


def _is_clause(content: str) -> bool:
    if _KEYED.match(content):
        return True
    if len(content) > _LONGEST or _EXPLAINS.match(content):
        return False
    first = _FIRST_STOP.split(content, maxsplit=1)[0]
    body = _TRAILING_TIME.sub("", _CONVENTION.split(first, maxsplit=1)[0])
    return _ENDS_IN_VERB.search(body) is not None and _SOMEBODY.search(body) is not None


def _is_list_of_names(content: str) -> bool:
    """Only names of offices between commas, as at the end of a measure."""
    if not 3 <= len(content) <= _LONGEST:
        return False
    body = _CONVENTION.split(_FIRST_STOP.split(content, maxsplit=1)[0], maxsplit=1)[0]
    names = re.split("[、,]", _NESTED.sub("", _TRAILING_TIME.sub("", body)))
    return all(_BARE_NAME.fullmatch(name) for name in names)


def _only_silent(content: str) -> bool:
    return _SILENT.match(content) is not None and _ROLE.search(content) is None


def _inline_keys(fold: str, block: Block) -> Iterator[Clause]:
    """Keyed clauses without brackets at the head of a block or behind a sentence."""
    position = block.start
    found = _KEYED_HEAD.match(fold, position, block.end)
    while True:
        if found is None:
            found = _INLINE_KEY.search(fold, position, block.end)
        if found is None:
            return
        stop = fold.find("。", found.end(), block.end)
        end = block.end if stop < 0 else stop + 1
        silent = _only_silent(fold[found.start() : end])
        yield Clause(found.start(), end, (found.start(), end), keyed=True, silent=silent)
        position, found = end, None


def _bracketed(fold: str, block: Block) -> Iterator[Clause]:
    """Clauses in brackets; a bare list of names only where the paragraph ends."""
    for opened, closed in _brackets(fold, block.start, block.end):
        content = fold[opened + 1 : closed]
        rest = fold[closed + 1 : min(block.end, closed + 3)]
        closing = rest in {"", "。"} and opened > block.start
        if _is_clause(content) or (closing and _is_list_of_names(content)):
            end = min(closed + 1, block.end)
            silent = _only_silent(content)
            yield Clause(opened, end, (opened + 1, closed), keyed=False, silent=silent)


def _prose(fold: str, block: Block) -> Iterator[Clause]:
    """Sentences 由甲牵头，乙配合 that give the work to somebody."""
    for found in _PROSE.finditer(fold, block.start, block.end):
        if _SOMEBODY.search(found["who"]):
            yield Clause(found.start(), found.end(), found.span("who"), keyed=False)


def find_clauses(stream: Stream, blocks: tuple[Block, ...]) -> list[Clause]:
    """All responsibility clauses of the blocks, in order, none inside another."""
    fold = stream.fold
    found: list[Clause] = []
    for block in blocks:
        keyed = list(_inline_keys(fold, block))
        starts = [clause.start for clause in keyed]
        held = list(keyed)
        for clause in _bracketed(fold, block):
            i = bisect_right(starts, clause.start) - 1
            if i < 0 or clause.start >= keyed[i].end:
                held.append(clause)
        found.extend(sorted(held or _prose(fold, block), key=lambda c: c.start))
    return found
