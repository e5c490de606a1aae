"""Levels of numbering (层次): jumped in one place, or turned upside down.

GB/T 9704-2012 § 7.3.3: 一、 then （一） then 1. then （1）. Which levels a document uses is its own
choice; one section that does it otherwise than the others is a slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..structure.outline import Node
from .findings import Finding
from .reading import Reading, path_words

_ORDER = ("cn", "cn_paren", "num", "num_paren", "circled")
_CUSTOM = 2


def check_nesting(reading: Reading) -> Iterator[Finding]:
    """Sections that leave out a level the others have; lists numbered like what holds them."""
    yield from _jumped(reading)
    yield from _inverted(reading)


def _kind(node: Node | None) -> str:
    return node.label.kind if node is not None and node.label is not None else ""


def _jumped(reading: Reading) -> Iterator[Finding]:
    """一、 with 1. below it, where the other sections go through （一） to 1."""
    nodes = [node for node in reading.nodes if node.children and _kind(node) in _ORDER]
    usual = Counter((_kind(node), _kind(node.children[0])) for node in nodes)
    running = {_kind(node.children[0]) for node in nodes if not _is_first(node.children[0])}
    for node in nodes:
        kind, below = _kind(node), _kind(node.children[0])
        left_out = _between(kind, below)
        others = usual[kind, left_out[0]] if left_out else 0
        if others and below not in running:
            through = usual[left_out[-1], below]
            grave = (others >= usual[kind, below] and through) or (
                usual[kind, below] == 1 and others >= _CUSTOM and _goes_below(usual, left_out)
            )
            first = node.children[0]
            length = first.label.length if first.label else 0
            sentence = (
                f"“{path_words(node.path)}”下面直接用了“{path_words(first.path[-1:])}”，"
                "跳过了其他部分用的一级编号，请核对层次。"
            )
            yield reading.finding(
                "numbering_level",
                first.start,
                first.start + length,
                sentence,
                "warning" if grave else "info",
            )


def _goes_below(usual: Counter[tuple[str, str]], left_out: tuple[str, ...]) -> bool:
    """Whether the level left out is a full one elsewhere, with points of its own."""
    return any(count >= _CUSTOM and above == left_out[0] for (above, _), count in usual.items())


def _is_first(node: Node) -> bool:
    """Whether a number begins with 1; one that goes on is counted through the document."""
    return node.label is not None and node.label.value == 1


def _between(kind: str, below: str) -> tuple[str, ...]:
    """The kinds of number left out between two levels."""
    if below not in _ORDER:
        return ()
    return _ORDER[_ORDER.index(kind) + 1 : _ORDER.index(below)]


def _inverted(reading: Reading) -> Iterator[Finding]:
    """（3）…情况： followed by a list 1. 2. 3., though （3） itself stands below 5."""
    for before, node in zip(reading.nodes, reading.nodes[1:], strict=False):
        label = node.label
        if label is None or label.value != 1 or _kind(before) == label.kind:
            continue
        holds = any(_kind(above) == label.kind for above in _above(before))
        if holds and reading.stream.fold[before.end - 1] == ":":
            sentence = (
                f"“{path_words(before.path)}”下面的列举又用了它上一级的编号“{label.text}”，"
                "层次倒置，请改用下一级编号。"
            )
            yield reading.finding(
                "numbering_level", node.start, node.start + label.length, sentence
            )


def _above(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node
