"""What of an item's text is read for its fields (事项正文): headings and progress left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..lines.stream import Block
from .items import Draft
from .outline import section_kind

_LONGEST_KEY = 12


def child_titles(draft: Draft) -> list[tuple[int, int]]:
    """The headings of merged points: what they announce the text behind them says again."""
    if draft.kind != "goals" or draft.node.label is None:
        return []
    return [
        child.title
        for child in draft.node.children
        if child.title[1] < child.end and child.end <= draft.end
    ]


def text_ranges(draft: Draft, without: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The item's text without some ranges of it."""
    ranges: list[tuple[int, int]] = []
    position = draft.start
    for start, end in sorted(without):
        ranges.append((position, start))
        position = max(position, end)
    return [(a, b) for a, b in [*ranges, (position, draft.end)] if a < b]


def progress_ranges(fold: str, draft: Draft) -> list[tuple[int, int]]:
    """The paragraphs of an item that report what was done so far (进展情况：…)."""
    if draft.node.label is None:
        return []
    starts = [block.start for block in draft.node.blocks]
    blocks = draft.node.blocks
    first, last = bisect_right(starts, draft.start), bisect_left(starts, draft.end)
    return [(block.start, block.end) for block in blocks[first:last] if _reports(fold, block)]


def _reports(fold: str, block: Block) -> bool:
    mark = fold.find(":", block.start, min(block.end, block.start + _LONGEST_KEY))
    return mark > 0 and section_kind(fold[block.start : mark]) == "past"


def outside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a point lies in none of some ranges, which are in order."""
    i = bisect_right(ranges, at, key=lambda held: held[0]) - 1
    return i < 0 or at >= ranges[i][1]
