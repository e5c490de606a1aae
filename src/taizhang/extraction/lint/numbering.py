"""Numbering (编号): gaps, repetitions, and levels that are jumped or turned upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lines.numbering import Label
from ..structure.outline import Node
from .findings import Finding, Severity
from .reading import Reading, path_words

_CUT = re.compile(r"(?:^|\n)[…\.·]{2,}(?:\n|$)")
_RUNNING = frozenset({"part", "chapter", "article"})  # counted on through the whole document


def check_numbering(reading: Reading) -> Iterator[Finding]:
    """Numbers that do not follow the one before at their level."""
    last: dict[str, Node] = {}
    siblings: dict[tuple[int, str], Node] = {}
    for node in reading.nodes:
        label = node.label
        if label is None:
            continue
        key = (id(node.parent), label.kind)
        before = siblings.get(key) or last.get(label.kind)
        inside = key in siblings or label.kind in _RUNNING
        found = _compare(reading, before, node, label, inside=inside)
        if found:
            yield found
        siblings[key] = last[label.kind] = node


def _compare(
    reading: Reading, before: Node | None, node: Node, label: Label, *, inside: bool
) -> Finding | None:
    """What is wrong with a number behind the one before of its kind."""
    value = before.label.value if before is not None and before.label is not None else 0
    step = label.value - value
    if step == 1 or label.value == 1 or _is_cut(reading, before, node):
        return None
    if step == 0 and inside:
        return _finding(reading, node, label, "numbering_duplicate", _repeated(node))
    if before is None and _is_excerpt(reading):
        return None
    previous = path_words(before.path) if before is not None and inside else ""
    first = before is None and node.parent is reading.context.root
    return _finding(
        reading, node, label, "numbering_gap", _jumped(node, previous), "info" if first else None
    )


def _is_excerpt(reading: Reading) -> bool:
    """Whether the text begins in the middle of a document: its first number is not a first one."""
    label = reading.nodes[0].label
    return reading.context.part.title is None and label is not None and label.value != 1


def _is_cut(reading: Reading, before: Node | None, node: Node) -> bool:
    """Whether an ellipsis on a line of its own says that something was left out."""
    start = before.start if before is not None else reading.context.bounds[0]
    return _CUT.search(reading.stream.fold, start, node.start) is not None


def _repeated(node: Node) -> str:
    return f"编号“{path_words(node.path)}”出现了两次，请核对并顺次改号，引用处一并修改。"


def _jumped(node: Node, previous: str) -> str:
    number = path_words(node.path)
    what = f"编号从“{previous}”跳到“{number}”" if previous else f"这一层的编号从“{number}”开始"
    return f"{what}，中间缺号或次序颠倒，请核对是否漏了内容，否则顺次改号。"


def _finding(
    reading: Reading,
    node: Node,
    label: Label,
    code: str,
    message: str,
    severity: Severity | None = None,
) -> Finding:
    return reading.finding(code, node.start, node.start + label.length, message, severity)
