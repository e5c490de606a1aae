"""All responsibility clauses of a text (查找责任条款), also those whose key has no mark behind it.

牵头单位 市教育局 配合单位 市财政局 in one line, or the key on one line and the names on the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..lines.numbering import read_label
from ..lines.stream import Block, Stream
from ..patterns import late
from .finding import (
    Clause,
    bracketed,
    heading_of_names,
    inline_keys,
    is_names,
)
from .keys import BUILT_KEY, part_of
from .pieces import UNIT_END, blanks_in
from .said import prose, sentences

_KEY = late(BUILT_KEY)
_KEY_LINE = late(rf"[【\[(]?({BUILT_KEY})[】\])]?:?")
_LEVELLED = late("(?:[省市县区州](?![长委政])|[省市县区州]委[^员]|[省市县区州]政府[^、,]|各)")
_LONGEST_LINE = 300
_SHORTEST_TASK = 8
_REACH = 24


def _unmarked(stream: Stream, block: Block) -> list[Clause]:
    """The clauses of a line of keys and names with blanks between them, and nothing else."""
    fold, offsets = stream.fold, stream.offsets
    if block.end - block.start > _LONGEST_LINE or not _KEY.match(fold, block.start, block.end):
        return []
    keys = [
        key
        for key in _KEY.finditer(fold, block.start, block.end)
        if key.end() < block.end and offsets[key.end()] - offsets[key.end() - 1] > 1
    ]
    if not keys or keys[0].start() > block.start:
        return []
    ends = [*(key.start() for key in keys[1:]), block.end]
    parts = [(key.end(), end) for key, end in zip(keys, ends, strict=True)]
    if not all(is_names(fold[a:b]) for a, b in parts):
        return []
    return [
        Clause(key.start(), end, (start, end), keyed=True, role=part_of(key[0]))
        for key, (start, end) in zip(keys, parts, strict=True)
    ]


def _under_key(fold: str, above: Block, block: Block) -> list[Clause]:
    """The clause of names on a line of their own, below a line that is their key."""
    if above.end - above.start > _LONGEST_LINE or block.end - block.start > _LONGEST_LINE:
        return []
    key = _KEY_LINE.fullmatch(fold, above.start, above.end)
    if key is None or _KEY_LINE.fullmatch(fold, block.start, block.end):
        return []
    if not is_names(fold[block.start : block.end]):
        return []
    names = (block.start, block.end)
    return [Clause(above.start, block.end, names, keyed=True, role=part_of(key[1]))]


def _goes_on(fold: str, last: Clause, above: Block, block: Block) -> bool:
    """Whether a line of nothing but names continues a keyed clause that ends the line above."""
    if not last.keyed or last.silent or last.end != above.end:
        return False
    if block.end - block.start > _LONGEST_LINE or last.end == last.inner[0]:
        return False
    line = fold[block.start : block.end]
    return fold[above.end - 1] not in "。;:" and is_names(line) and not _KEY.match(line)


def _marked(fold: str, block: Block) -> Iterator[Clause]:
    """The clauses of a block in brackets, behind keys, or said in a sentence."""
    in_brackets, keyed = list(bracketed(fold, block)), list(inline_keys(fold, block))
    outer = _outside(in_brackets, _outside(keyed, in_brackets))
    held = [*outer, *_outside(keyed, outer)]
    named = None if held else heading_of_names(fold, block)
    held = held or ([named] if named else [*prose(fold, block)] or [*sentences(fold, block)])
    yield from sorted(held, key=lambda clause: clause.start)


def _unsaid(stream: Stream, above: Block, block: Block) -> list[Clause]:
    """Offices of the place alone behind a numbered task: after its stop, a blank, or its line."""
    fold = stream.fold
    floor = max(block.start, block.end - _LONGEST_LINE)
    if not UNIT_END.search(fold[max(floor, block.end - _REACH) : block.end].rstrip("。")):
        return []
    if _numbered(fold, block):
        stop = fold.rfind("。", floor, block.end - 1)
        start = max([stop + 1, *blanks_in(stream, floor, block.end)])
        task = start - block.start
    else:
        start = block.start
        task = above.end - above.start if _numbered(fold, above) else 0
    text = fold[start : block.end].rstrip("。")
    if task < _SHORTEST_TASK or len(text) > _LONGEST_LINE or not is_names(text):
        return []
    if not all(_LEVELLED.match(name) for name in re.split("[、,]", text)):
        return []
    return [Clause(start, block.end, (start, start + len(text)), keyed=True, role="responsible")]


def _numbered(fold: str, block: Block) -> bool:
    return read_label(fold[block.start : min(block.end, block.start + _REACH)]) is not None


def find_clauses(stream: Stream, blocks: Sequence[Block]) -> list[Clause]:
    """All responsibility clauses of the blocks, in order, none inside another."""
    found: list[Clause] = []
    for above, block in pairwise([Block(0, 0), *blocks]):
        if found and _goes_on(stream.fold, found[-1], above, block):
            last = found.pop()
            found.append(replace(last, end=block.end, inner=(last.inner[0], block.end)))
            continue
        below = _under_key(stream.fold, above, block)
        if below and found and found[-1].start == above.start:
            found.pop()
        held = below or _unmarked(stream, block) or list(_marked(stream.fold, block))
        found.extend(held or _unsaid(stream, above, block))
    return found


def _outside(clauses: Sequence[Clause], others: Sequence[Clause]) -> list[Clause]:
    """The clauses that do not begin inside one of the others; both in order."""
    starts = [clause.start for clause in others]
    kept: list[Clause] = []
    for clause in clauses:
        i = bisect_right(starts, clause.start) - 1
        if i < 0 or clause.start >= others[i].end or clause.start == others[i].start:
            kept.append(clause)
    return kept
