"""Responsibility clauses (责任条款): where they stand.

In brackets, （市科技局、市工信局按职责分工负责） or, at the end of a paragraph, the names alone
（市科技局、市工信局）; keyed, 责任单位：… with or without brackets; a sentence 由甲牵头，乙配合。
Brackets are matched once with a stack: linear, whatever the nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..lines.numbering import read_label
from ..lines.stream import Block
from ..patterns import late
from ..types import Role, Span
from ..vocabulary import alternation
from .keys import JOINED_KEYS, KEY_OPENER, KEY_SIGN, ROLE_KEY, SILENT_KEY

_OPEN = "([〔【"
_BRACKET = late(r"[(\[〔【)\]〕】]")
VERBS = rf"(?:{alternation('units', 'clause_verbs')}){{1,4}}"
_KEY = rf"(?:(?:{ROLE_KEY}|{SILENT_KEY}){JOINED_KEYS})"
_KEYED = late(rf"(?=[【\[({KEY_OPENER}])(?P<open>[【\[(])?{_KEY}(?(open)[】\])]:?|{KEY_SIGN})")
_LABEL = late(r"[-•●■◆*]|\([\d一二三四五六七八九十]{1,2}\)|\d{1,2}[.、]")
_BEFORE_KEY = late(rf"[。;](?=[【\[({KEY_OPENER}])")
_KEY_BODY = late("(?:单位|部门|主体):")
_KEY_AT_END = late(rf"(?<![各的本]){ROLE_KEY}:$")
_LONGEST_KEY = 14
_ROLE = late(rf"{ROLE_KEY}(?:{KEY_SIGN}|[】\])])")
_SILENT = late(rf"{SILENT_KEY}{KEY_SIGN}")
_FIRST_STOP = late("[。;]")
_COMMA = late(",")
_CONVENTION = late(r",(?=[^,]*为牵头)")
OFFICE = alternation("units", "unit_endings", "post_endings")
ASSIGNS = late(
    rf"(?:{OFFICE})(?:\([^()]*\))?(?:等[\u4e00-\u9fff]{{0,12}}?)?(?:[按依根][^、,;]{{0,14}}?)?"
    rf"(?:分别|分工|共同|各自|联合|具体|统一|一起|积极|认真)*(?:{VERBS})(?:到位)?[。;,]?$"
)
BARE_NAME = late(
    rf"[\u4e00-\u9fffA-Za-z〔〕()]{{1,24}}?(?:{OFFICE})"
    r"(?:[(〔][^()〔〕]{1,16}[)〕])?(?:等(?:有关|相关)?(?:部门|单位)?)?"
)
DEPARTMENT = late(
    rf"(?:{alternation('units', 'department_endings')}|部门|单位|政府|管委会|海关|"
    r"[分支]局|[分支]行|公司|集团)$|^各"
)
_TRAILING_TIME = late(
    rf"[,;、]{SILENT_KEY}:[^:]*$|,(?:\d|[一二三四]季度|上半年|年底|全年|长期|持续)[^,:]*$"
)
_LEVELLED = late("[市省县区州](?!政府|人民政府)")
NESTED = late(r"[(〔][^()〔〕]*[)〕]")
PLACES = late("各(?:[省市州县区旗盟镇乡]{1,2}、)+(?=[省市州县区旗盟镇乡])")
EXPLAINS = late("以(?!上)|简称|含|即|指|不|如|通过|对(?!外)|将|把|为|在|若|凡|从|用")
_TITLE_STOP = late("[。:]")
_CHARGES = late(
    "负责|牵头|承担|落实|组织|统筹|制定|做好|指导|协调|会同|主要职责|具体负责|按照|加强"
)
LONGEST_TITLE = 120
_LABEL_REACH = 24
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
    """Whether a bracket holds names and, behind some of them, a verb: 甲局负责,6月底前完成."""
    if _KEYED.match(content):
        return True
    if len(content) > _LONGEST or EXPLAINS.match(content):
        return False
    return any(ASSIGNS.search(content, 0, stop) for stop in _stops(content))


def _stops(content: str) -> Iterator[int]:
    """Where the parts of the first sentence of a bracket end, remarks on the lead left out."""
    first = _FIRST_STOP.search(content)
    last = first.start() if first else len(content)
    for found in _COMMA.finditer(content, 0, last):
        yield found.start()
        if _CONVENTION.match(content, found.start(), last):
            return
    yield last


def _names(content: str) -> list[str] | None:
    """The names of offices that a bracket consists of, or None."""
    if not 3 <= len(content) <= _LONGEST or EXPLAINS.match(content):
        return None
    body = _CONVENTION.split(_FIRST_STOP.split(content, maxsplit=1)[0], maxsplit=1)[0]
    body = PLACES.sub("各", NESTED.sub("", _TRAILING_TIME.sub("", body)))
    names = re.split("[、,/+]", body)
    whole = all(BARE_NAME.fullmatch(name) for name in names)
    return names if whole and any(DEPARTMENT.search(name) for name in names) else None


def is_names(text: str) -> bool:
    """Whether a text consists of the names of offices alone."""
    return _names(text) is not None


def is_clause_bracket(content: str) -> bool:
    """Whether what stands in a bracket says who does something, or names offices alone."""
    return _is_clause(content) or is_names(content)


def _only_silent(content: str) -> bool:
    return _SILENT.match(content) is not None and _ROLE.search(content) is None


def _key_without_stop(fold: str, start: int, end: int) -> Span | None:
    """A key that follows its task with a blank only (资助学生500名 责任单位：市教育局)."""
    for body in _KEY_BODY.finditer(fold, start, end):
        found = _KEY_AT_END.search(fold, max(start, body.end() - _LONGEST_KEY), body.end())
        if found is None:
            continue
        floor = max(start, found.start() - _LONGEST)
        if fold.count("(", floor, found.start()) <= fold.count(")", floor, found.start()):
            return found.span()
    return None


def _key_behind_stop(fold: str, start: int, end: int) -> Span | None:
    for stop in _BEFORE_KEY.finditer(fold, start, end):
        if found := _KEYED.match(fold, stop.end(), end):
            return found.span()
    return None


def _key_at_head(fold: str, start: int, end: int) -> Span | None:
    """A key that a block begins with, its number or bullet included."""
    label = _LABEL.match(fold, start, end)
    found = _KEYED.match(fold, label.end(), end) if label else None
    found = found or _KEYED.match(fold, start, end)
    return (start, found.end()) if found else None


def inline_keys(fold: str, block: Block) -> Iterator[Clause]:
    """Keyed clauses without brackets at the head of a block or behind a sentence."""
    position = block.start
    found = _key_at_head(fold, position, block.end)
    while True:
        if found is None:
            found = _key_behind_stop(fold, max(block.start, position - 1), block.end)
            found = _key_without_stop(fold, position, found[0] if found else block.end) or found
        if found is None:
            return
        start, key_end = found
        stop = fold.find("。", key_end, block.end)
        end = block.end if stop < 0 else stop + 1
        silent = _only_silent(fold[start:end])
        yield Clause(start, end, (start, end), keyed=True, silent=silent)
        position, found = end, None


def _is_named(content: str, rest: str) -> bool:
    """Whether a bracket of bare names stands where a clause does; several may end a part."""
    if rest[:1] not in {"", "。", ";"}:
        return False
    names = _names(content)
    return names is not None and (rest in {"", "。"} or len(names) > 1)


def _stands_alone(content: str) -> bool:
    """Whether names in a bracket that is a line of its own are no mere subtitle."""
    names = _names(content)
    return names is not None and (len(names) > 1 or _LEVELLED.match(content) is not None)


def _ends_heading(fold: str, block: Block, opened: int, content: str) -> bool:
    """Whether an office of the place stands in a bracket at the end of a numbered heading."""
    if opened - block.start > LONGEST_TITLE or fold.find("。", block.start, opened) >= 0:
        return False
    return _LEVELLED.match(content) is not None and _names(content) is not None


def bracketed(fold: str, block: Block) -> Iterator[Clause]:
    """Clauses in brackets; a bare list of names only where a paragraph or part of it ends."""
    for opened, closed in _brackets(fold, block.start, block.end):
        content = fold[opened + 1 : closed]
        rest = fold[closed + 1 : min(block.end, closed + 3)]
        if (
            _is_clause(content)
            or (_is_named(content, rest) and (opened > block.start or _stands_alone(content)))
            or (rest[:1] == "。" and _ends_heading(fold, block, opened, content))
        ):
            end = min(closed + 1, block.end)
            silent = _only_silent(content)
            yield Clause(opened, end, (opened + 1, closed), keyed=False, silent=silent)


def heading_of_names(fold: str, block: Block) -> Clause | None:
    """A numbered heading that only names offices (（一）市发改委、市财政局。负责…)."""
    label = read_label(fold[block.start : min(block.end, block.start + _LABEL_REACH)])
    if label is None:
        return None
    start = block.start + label.length
    found = _TITLE_STOP.search(fold, start, min(block.end, start + LONGEST_TITLE))
    if found is None or not _CHARGES.match(fold, found.end(), block.end):
        return None
    if _names(fold[start : found.start()]) is None:
        return None
    return Clause(start, found.start(), (start, found.start()), keyed=False)
