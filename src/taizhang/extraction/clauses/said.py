"""Clauses that are sentences (成句的责任条款): 此项工作由甲会同乙负责。 甲和乙落实。"""

from __future__ import annotations

from collections.abc import Iterator

from ..guarded import Guarded
from ..lines.stream import Block
from ..patterns import late
from .finding import (
    ASSIGNS,
    BARE_NAME,
    DEPARTMENT,
    EXPLAINS,
    LONGEST_TITLE,
    NESTED,
    PLACES,
    VERBS,
    Clause,
)

_SUBJECT = r"(?:[^。;:,由]{0,16}(?:项目|工作|任务|事项|工程|问题|内容|措施|实事),?)?"
"""What a sentence calls the task that it gives to somebody (此项工作由甲负责)."""
_HELPS = "配合|参与|协助|协办|具体实施|组织实施|负责实施|抓好落实"
_BY = (
    rf"{_SUBJECT}由(?P<by>[^。;:由]{{2,80}}?(?:"
    r"(?:(?:牵头|主办|承办)(?:负责|落实|组织实施)?|负责(?:组织)?(?:实施|落实|推进|办理|完成)?)"
    rf"(?:,[^。;,]{{2,60}}?(?:{_HELPS})(?:落实)?)?(?=[。;,]|$)|"
    r"会同[^。;:由]{2,80}?(?:具体|组织|共同|联合)(?:负责|实施|落实|推进)(?=[^。;,]{2,24}[。;,])))"
)
_WITH = (
    r"(?P<who>[^。;:,由]{2,40}牵头(?:负责)?,[^。;:,]{2,80}?(?:配合|参与|协助)(?:落实)?)(?=[。;,]|$)"
)
_PROSE = Guarded("牵头|主办|承办|负责|会同", rf"(?:(?<=[。;\n])|\A)(?:{_BY}|{_WITH})")
_LAST_BY = late(",由(?P<by>[^。;:由]{2,200})。?$")
_LAST_OF_VERB = frozenset("责头实行进动导办担督调筹好合与加助同作持成")
_SAID_END = late(r"(?:负责|牵头|落实|配合|承办|主办|协办|参与)(?:落实|实施|办理|完成)?(?=[。\n]|$)")
_WITH_VERB = late(
    r"(?:等[\u4e00-\u9fff]{0,8}?)?(?:[按依根][^、,;]{0,14}?)?"
    rf"(?:分别|分工|共同|各自|联合|具体)*{VERBS}$"
)
_JOINTS = late("[、,]|会同")
_JOINING_WORDS = late("和|及|与")
_NO_NAME = late("[由的为在将要应是须可]|工作|任务")
_LONGEST_SENTENCE = 160


def prose(fold: str, block: Block) -> Iterator[Clause]:
    """Sentences 由甲牵头，乙配合 that give the work to somebody."""
    edge = block.start
    for found in _PROSE.finditer(fold, block.start, block.end):
        kind = "by" if found["by"] else "who"
        if ASSIGNS.search(found[kind]):
            yield Clause(found.start(), found.end(), found.span(kind), keyed=False)
            edge = found.end()
    last = _last_by(fold, block)
    if last is not None and last.start >= edge:
        yield last


def _last_by(fold: str, block: Block) -> Clause | None:
    """The names that end a paragraph behind its task: 关于供水的问题,由甲会同乙负责落实。"""
    floor = max(block.start, block.end - LONGEST_TITLE * 2)
    at = fold.rfind(",由", floor, block.end)
    found = _LAST_BY.match(fold, at, block.end) if at >= 0 else None
    if found is None or fold[found.end("by") - 1] not in _LAST_OF_VERB:
        return None
    if not _gives(found["by"]):
        return None
    return Clause(found.start() + 1, found.end(), found.span("by"), keyed=False)


def _are_names(text: str) -> bool:
    """Whether a piece is one name (经济和信息化局), or some joined by 和."""
    if _NO_NAME.search(text):
        return False
    whole = BARE_NAME.fullmatch(text) is not None
    return whole or all(map(BARE_NAME.fullmatch, _JOINING_WORDS.split(text)))


def _gives(sentence: str) -> bool:
    """Whether a sentence is only names and what they do: 甲局牵头,乙局、丙局配合."""
    bare = PLACES.sub("各", NESTED.sub("", sentence))
    waiting: list[str] = []
    for part in bare.split(","):
        verb = _WITH_VERB.search(part)
        waiting.extend(_JOINTS.split(part[: verb.start()] if verb else part))
        if not all(map(_are_names, waiting)):
            return False
    return verb is not None and any(DEPARTMENT.search(name) for name in waiting)


def sentences(fold: str, block: Block) -> Iterator[Clause]:
    """Sentences without brackets that only name who does it (市教育局和各区政府负责落实。)."""
    for found in _SAID_END.finditer(fold, block.start, block.end):
        floor = max(block.start, found.end() - _LONGEST_SENTENCE)
        start = fold.rfind("。", floor, found.start()) + 1
        if not start and floor > block.start:
            continue
        start = start or block.start
        if not EXPLAINS.match(fold, start) and _gives(fold[start : found.end()]):
            end = min(found.end() + 1, block.end)
            yield Clause(start, end, (start, found.end()), keyed=False)
