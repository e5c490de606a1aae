"""Two sentences side by side, what differs between them told apart (逐字对照)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

Pieces = list[tuple[str, bool]]  # a piece of the text, and whether it differs
_TOKEN = re.compile(r"\d[\d.,]*|.", re.DOTALL)  # a number is never cut
_SHORTEST = 2  # fewer letters in common between two differences are chance
_LONGEST = 1500  # letters; a longer pair is not compared letter by letter


def contrast(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts cut where they differ; joined again, the pieces are the texts.

    >>> contrast("必须建成50所", "力争建成40所")[1]
    [('力争', True), ('建成', False), ('40', True), ('所', False)]
    """
    if len(before) + len(after) > _LONGEST:
        same = before == after
        return [(before, not same)], [(after, not same)]
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    left: Pieces = []
    right: Pieces = []
    blocks = [block for block in matcher.get_matching_blocks() if _counts(block, old, new)]
    a = b = 0
    for at, at_new, size in [*blocks, (len(old), len(new), 0)]:
        _add(left, old[a:at], old[at : at + size])
        _add(right, new[b:at_new], old[at : at + size])
        a, b = at + size, at_new + size
    return left, right


def _counts(block: tuple[int, int, int], old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a run in common is long enough, or stands at an edge of both."""
    a, b, size = block
    edge = (a == 0 and b == 0) or (a + size == len(old) and b + size == len(new))
    return sum(map(len, old[a : a + size])) >= _SHORTEST or (size > 0 and edge)


def _add(pieces: Pieces, differing: Sequence[str], common: Sequence[str]) -> None:
    if differing:
        pieces.append(("".join(differing), True))
    if common:
        pieces.append(("".join(common), False))
