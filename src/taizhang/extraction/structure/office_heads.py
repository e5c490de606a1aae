"""Headings that name who answers for the points below them (以单位为标题).

一、市教育局牵头工作（8项） says so itself; a name alone, （三）青石县政府, does where the headings
beside it are names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..clauses.finding import Clause, is_names
from ..clauses.keys import part_of
from ..lines.stream import Stream
from ..patterns import late
from ..types import Role
from ..vocabulary import alternation
from .outline import Node

_COUNT = r"(?:\([^()]{0,12}\d[^()]{0,4}\))?"
_CHARGED = late(
    r"(?:由)?(?P<names>[^,。;:()]{3,60}?)(?P<verb>牵头|主办|负责|承担|承办)(?:负责|落实|办理|推进)?"
    rf"的?(?:重点|主要)?(?:工作|任务|事项|项目|目标|指标|实事)(?:任务|事项)?{_COUNT}"
)
_NAMED = late(rf"(?P<names>[^,。;:()]{{3,60}}){_COUNT}")
_WORK = late(alternation("sections", "work_verbs"))


def _heads(root: Node) -> Iterator[Sequence[Node]]:
    """The headings with points below them, those of one parent together."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        heads = [child for child in node.children if child.children]
        waiting.extend(heads)
        if heads:
            yield heads


def _read(pattern: re.Pattern[str], stream: Stream, node: Node) -> re.Match[str] | None:
    """What a pattern makes of a heading that has no text of its own, if it names offices."""
    start, end = node.title
    if start == end or node.end > end + 1:
        return None
    found = pattern.fullmatch(stream.fold, start, end)
    if found is None or _WORK.match(found["names"]) or not is_names(found["names"]):
        return None
    return found


def _clause(found: re.Match[str], role: Role | None) -> Clause:
    return Clause(found.start(), found.end(), found.span("names"), keyed=True, role=role)


def office_heads(stream: Stream, root: Node) -> dict[int, tuple[Clause, ...]]:
    """The clauses that headings stand for, by the identity of their nodes."""
    found: dict[int, tuple[Clause, ...]] = {}
    for heads in _heads(root):
        charged = [(head, _read(_CHARGED, stream, head)) for head in heads]
        for head, match in charged:
            if match is not None:
                found[id(head)] = (_clause(match, part_of(match["verb"])),)
        named = [(head, _read(_NAMED, stream, head)) for head in heads]
        if len(heads) > 1 and all(match is not None for _, match in named):
            for head, match in named:
                if match is not None:
                    found[id(head)] = (_clause(match, "responsible"),)
    return found
