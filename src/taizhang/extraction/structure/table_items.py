"""Rows of task tables as items (表格事项), and where they stand among those of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..tables.rows import Row
from .items import Draft
from .outline import Node


def row_drafts(root: Node, rows: Sequence[Row]) -> list[Draft]:
    """The rows of task tables as items, numbered below the heading they stand under."""
    nodes = sorted(_descendants(root), key=lambda node: node.start)
    starts = [node.start for node in nodes]
    drafts: list[Draft] = []
    for row in rows:
        i = bisect_left(starts, row.start) - 1
        node = nodes[i] if i >= 0 else root
        path = (*node.path, *((row.number,) if row.number else ()))
        draft = Draft(path, row.title, row.start, row.end, node, handed=row.handed)
        drafts.append(replace(draft, goals=row.goals))
    return drafts


def _descendants(root: Node) -> list[Node]:
    found: list[Node] = []
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(node.children)
    return found


def merge_drafts(text: Sequence[Draft], rows: Sequence[Draft], fold: str) -> list[Draft]:
    """All drafts in order; one that runs into a table ends before its first row.

    A heading with no sentence of its own before the rows is none.
    """
    starts = [row.start for row in rows]
    heads = {id(row.node) for row in rows}
    merged: list[Draft] = list(rows)
    for draft in text:
        i = bisect_left(starts, draft.start)
        cut = starts[i] if i < len(starts) and starts[i] < draft.end else draft.end
        heading = id(draft.node) in heads and draft.node.label is not None
        if heading and "。" not in fold[draft.title[1] + 1 : cut].rstrip("。\n"):
            continue
        if cut == draft.end or cut > draft.title[1] + 1:
            merged.append(draft if cut == draft.end else replace(draft, end=cut))
    return sorted(merged, key=lambda draft: draft.start)
