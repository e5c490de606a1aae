"""Responsibility clauses (责任条款): where they stand and what their parts are.

In brackets, （市科技局、市工信局按职责分工负责）, or keyed, 责任单位：… with or without brackets.
Brackets are matched once with a stack: linear, whatever the nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .stream import Block, Stream
from .vocabulary import alternation

_OPEN = "([〔【"
_CLOSE = ")]〕】"
_ROLE_KEYS = alternation("units", "lead_keys", "responsible_keys", "support_keys")
_VERBS = alternation("units", "lead_verbs", "responsible_verbs", "support_verbs")
_TIME_KEYS = alternation("units", "time_keys")
KEY = re.compile(
    rf"(?:(?P<role>{_ROLE_KEYS})|(?P<time>{_TIME_KEYS})|(?P<other>[\u4e00-\u9fff]{{2,8}})):"
)
_KEYED = re.compile(rf"(?:{_ROLE_KEYS}|{_TIME_KEYS})(?:\([^()]{{1,12}}\))?:")
_KEYED_HEAD = re.compile(rf"[-•●■◆*]?(?:{_ROLE_KEYS}|{_TIME_KEYS}):")
_ENDS_IN_VERB = re.compile(rf"(?:{_VERBS})[。;,]?$")
_FIRST_STOP = re.compile("[。;]")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in the clean stream; ``inner`` is its content without the brackets."""

    start: int
    end: int
    inner: tuple[int, int]
    keyed: bool
    timed: bool = False
    """Whether it only says until when (完成时限：…), not who."""


def _brackets(fold: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs [open, close]; an opener without its closer ends with the block."""
    depth = 0
    opened = start
    for match in re.compile(r"[(\[〔【)\]〕】]").finditer(fold, start, end):
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
    if len(content) > _LONGEST:
        return False
    first = _FIRST_STOP.split(content, maxsplit=1)[0]
    body = re.split(r",(?=[^,]*为牵头)", first, maxsplit=1)[0]
    return _ENDS_IN_VERB.search(body) is not None and _names_somebody(body)


_SOMEBODY = re.compile(
    r"(?:局|委|办|厅|部|署|院|行|会|社|司|处|队|所|中心|集团|公司|政府|单位|部门|区|县|市|联|机构|关|省)"
    rf"(?:\([^()]*\))?(?:等|,|、|和|按|分别|根据|依据|共同|牵头|{_VERBS})"
)


def _names_somebody(body: str) -> bool:
    if body.startswith(("以下", "简称", "含", "即", "指", "不", "如")):
        return False
    return _SOMEBODY.search(body) is not None


_ROLE = re.compile(rf"(?:{_ROLE_KEYS}):")
_TIME = re.compile(rf"(?:{_TIME_KEYS}):")


def _only_time(content: str) -> bool:
    return _TIME.match(content) is not None and _ROLE.search(content) is None


def _keyed_run(fold: str, block: Block, position: int) -> int:
    """End of an unbracketed keyed clause that begins at ``position``: the end of its block."""
    stop = fold.find("。", position, block.end)
    return block.end if stop < 0 else stop + 1


_INLINE_KEY = re.compile(rf"(?<=[。;])(?:{_ROLE_KEYS}|{_TIME_KEYS}):")


def _inline_keys(fold: str, block: Block) -> Iterator[Clause]:
    """Keyed clauses without brackets at the head of a block or behind a sentence."""
    position = block.start
    found = _KEYED_HEAD.match(fold, position, block.end)
    while True:
        if found is None:
            found = _INLINE_KEY.search(fold, position, block.end)
        if found is None:
            return
        end = _keyed_run(fold, block, found.end())
        timed = _only_time(fold[found.start() : end])
        yield Clause(found.start(), end, (found.start(), end), keyed=True, timed=timed)
        position, found = end, None


def find_clauses(stream: Stream, blocks: tuple[Block, ...]) -> list[Clause]:
    """All responsibility clauses of the blocks, in order."""
    fold = stream.fold
    found: list[Clause] = []
    for block in blocks:
        keyed = list(_inline_keys(fold, block))
        found.extend(keyed)
        for opened, closed in _brackets(fold, block.start, block.end):
            if any(c.start <= opened < c.end for c in keyed):
                continue
            content = fold[opened + 1 : closed]
            if _is_clause(content):
                end = min(closed + 1, block.end)
                inner = (opened + 1, closed)
                found.append(Clause(opened, end, inner, keyed=False, timed=_only_time(content)))
    return sorted(found, key=lambda c: c.start)
