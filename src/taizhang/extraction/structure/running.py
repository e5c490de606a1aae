"""Points that run on in one paragraph (连排的条款), each with a clause of its own.

（1）甲。（市教育局负责）（2）乙。（市民政局负责） is two tasks: the paragraph is cut where a number
goes on behind a clause, and where the first of these numbers stands. A paragraph that opens with
（一）is also cut where （二）, （三）… go on behind a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..clauses.finding import is_clause_bracket
from ..lines.numbering import Label, may_open, read_label
from ..lines.stream import Block
from ..patterns import late

_NUMBER = r"(?=[(\d一二三四五六七八九十①-⒇㈠-㈩])"
_BEHIND = late(rf"[)〕】\]][。;]?{_NUMBER}")
_SENTENCE = late(rf"(?<=[。:;)]){_NUMBER}")
_STOPPED = late(rf"[。;]{_NUMBER}")
_OPENERS = {")": "(", "〕": "〔", "】": "【", "]": "["}
_REACH = 24
_LONGEST = 300


def _label(fold: str, at: int, end: int) -> Label | None:
    return read_label(fold[at : min(end, at + _REACH)])


def _before(fold: str, start: int, stop: int, second: Label) -> int | None:
    """Where the number 1 before a number 2 of its kind opens a sentence."""
    for found in _SENTENCE.finditer(fold, start + 1, stop):
        label = _label(fold, found.start(), stop)
        if label is not None and (label.kind, label.value) == (second.kind, 1):
            return found.start()
    return None


def _ends_clause(fold: str, start: int, closer: int) -> bool:
    """Whether the bracket that closes at a place is a responsibility clause."""
    opened = fold.rfind(_OPENERS[fold[closer]], max(start, closer - _LONGEST), closer)
    return opened >= 0 and is_clause_bracket(fold[opened + 1 : closer])


def _cuts(fold: str, block: Block, own: Label | None) -> Iterator[int]:
    reached = {own.kind: own.value} if own is not None else {}
    for found in _BEHIND.finditer(fold, block.start, block.end):
        label = _label(fold, found.end(), block.end)
        if label is None or not _ends_clause(fold, block.start, found.start()):
            continue
        if label.value == 2 and label.kind not in reached:
            first = _before(fold, block.start, found.start(), label)
            if first is not None:
                reached[label.kind] = 1
                yield first
        if 0 < reached.get(label.kind, 0) < label.value:
            reached[label.kind] = label.value
            yield found.end()


def _rising(fold: str, block: Block, own: Label) -> list[int]:
    """Where the numbers after that of a paragraph stand behind its sentences, in order."""
    cuts: list[int] = []
    last = own
    for found in _STOPPED.finditer(fold, block.start + own.length, block.end):
        if not may_open(fold, found.end(), own.kind):
            continue
        label = _label(fold, found.end(), block.end)
        if label is not None and (label.kind, label.value) == (own.kind, last.value + 1):
            cuts.append(found.end())
            last = label
    return cuts


def cut_running_points(fold: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, cut before each point that follows another in one paragraph."""
    pieces: list[Block] = []
    for block in blocks:
        own = _label(fold, block.start, block.end)
        rising = _rising(fold, block, own) if own is not None else []
        cuts = {*_cuts(fold, block, own), *rising}
        if not cuts:
            pieces.append(block)
            continue
        edges = [block.start, *sorted(cuts), block.end]
        pieces.extend(Block(a, b) for a, b in zip(edges, edges[1:], strict=False))
    return tuple(pieces)
