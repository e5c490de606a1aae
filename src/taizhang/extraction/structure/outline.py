"""The outline of a document (层次结构): numbered blocks as a tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..clauses.finding import is_keyed
from ..lines.numbering import Label, read_bare_label, read_glued_label, read_label, read_said_label
from ..lines.stream import Block, Stream
from ..patterns import late
from ..vocabulary import alternation, words

_TITLE_LIMIT = 45
_LABEL_REACH = 24
_YEAR = late(r"20\d\d年")
_FEWEST_BARE = 3
_SECTION_TITLE = 18
_SENTENCE_TITLE = 32
_STOP = late("[。;:；!?]")
_LEAD_IN = late(r"[“\"]?[^“”\"。,;:]{1,24}[”\"]?:")
_POINT = late(r"\((?:\d+|[一二三四五六七八九十]+)\)")
_PERIOD = late(r"\([^()]*\d[^()]*\)$")
_GOALS = late(rf"(?<!完成)(?<!落实)(?:{alternation('sections', 'goals')})(?!责任|管理|考核)")
_SHARED_OUT = late("分解|细化|下达|考核")
_PREAMBLE = late(rf"{alternation('sections', 'preamble')}|[\u4e00-\u9fff]{{2}}原则$")
_KNOWN_TITLE = late(
    rf"(?:{alternation('sections', 'preamble')}|[\u4e00-\u9fff]{{2,4}}目标)"
    r"(?=以|坚持|全面|深入|认真|按照|围绕|紧紧|高举|20\d\d年|到20\d\d年|力争)"
)
"""A section's heading that its text follows without a mark (一、指导思想以习近平…)."""
_CONDITIONS = late(alternation("sections", "conditions", "circumstances"))
_LOOKING_BACK = alternation("sections", "past")
_PAST = late(rf"(?!{alternation('sections', 'reporting_verbs')})[^,将]{{0,18}}(?:{_LOOKING_BACK})$")
_SUPPLEMENT = late(alternation("sections", "supplementary"))
_TELLING = late(
    alternation(
        "sections", "goals", "preamble", "conditions", "circumstances", "past", "supplementary"
    )
    + "|原则$"
)
"""A word that any of the kinds needs: most headings hold none, and are work."""


@dataclass(slots=True)
class Node:
    """A numbered heading or paragraph with the unnumbered blocks that follow it."""

    label: Label | None
    path: tuple[str, ...]
    blocks: list[Block]
    title: tuple[int, int] = (0, 0)
    body: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its number stands."""
        return self.blocks[0].start if self.blocks else 0

    @property
    def end(self) -> int:
        """Where its own blocks end, its children apart."""
        return self.blocks[-1].end if self.blocks else 0

    @property
    def last(self) -> int:
        """Where its last block or that of its last descendant ends."""
        node = self
        while node.children:
            node = node.children[-1]
        return node.end

    def leaves(self) -> list[Node]:
        """The descendants without children, itself when it has none; no recursion."""
        found: list[Node] = []
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.children:
                waiting.extend(reversed(node.children))
            else:
                found.append(node)
        return found


def read_labels(stream: Stream, blocks: Sequence[Block]) -> list[Label | None]:
    """The label of each block; a number glued to digits counts when its neighbours confirm it."""
    heads = [stream.fold[b.start : min(b.end, b.start + _LABEL_REACH)] for b in blocks]
    labels = [read_label(head) for head in heads]
    glued = [(i, g) for i, h in enumerate(heads) if not labels[i] and (g := read_glued_label(h))]
    if glued:
        _confirm(glued, heads, labels)
    for i, bare in _bare_labels(stream, blocks, heads):
        labels[i] = bare
    for i, said in _said_labels(blocks, heads, labels):
        labels[i] = said
    return labels


def _confirm(
    glued: Sequence[tuple[int, Label]], heads: Sequence[str], labels: list[Label | None]
) -> None:
    """Take the glued numbers that continue their neighbours, also those before years alone."""
    known = list(labels)
    for i, label in glued:
        if _YEAR.match(heads[i], label.length):
            known[i] = label
    numbered = [i for i, label in enumerate(known) if label and label.kind == "num"]
    for i, label in glued:
        if _confirmed(label, i, known, numbered):
            labels[i] = label


def _said_labels(
    blocks: Sequence[Block], heads: Sequence[str], labels: Sequence[Label | None]
) -> list[tuple[int, Label]]:
    """Headings that count in words (一是粮食安全行动。), text below each: two in order from 1."""
    found: list[tuple[int, Label]] = []
    for i, head in enumerate(heads[:-1]):
        said = read_said_label(head) if labels[i] is None and "是" in head[1:4] else None
        if said is None or said.value != len(found) + 1:
            continue
        line, below = blocks[i], blocks[i + 1]
        longer = below.end - below.start > _SECTION_TITLE
        if line.end - line.start <= _SECTION_TITLE and longer and not labels[i + 1]:
            found.append((i, said))
    return found if len(found) > 1 else []


def _bare_labels(
    stream: Stream, blocks: Sequence[Block], heads: Sequence[str]
) -> list[tuple[int, Label]]:
    """Headings whose number has only a blank behind it (4 关爱儿童): three in order, from 1 on."""
    found: list[tuple[int, Label]] = []
    for i, head in enumerate(heads):
        bare = read_bare_label(head)
        if bare is None or bare.value != len(found) + 1 or len(head) == _LABEL_REACH:
            continue
        block = blocks[i]
        behind = block.start + bare.length
        blanks = stream.offsets[behind] - stream.offsets[behind - 1] > 1
        if blanks and stream.offsets[block.end - 1] - stream.offsets[behind] < block.end - behind:
            found.append((i, bare))
    listed = any(after[0] - before[0] == 1 for before, after in pairwise(found))
    return [] if len(found) < _FEWEST_BARE or listed else found


def _confirmed(
    glued: Label, index: int, labels: Sequence[Label | None], numbered: Sequence[int]
) -> bool:
    at = bisect_left(numbered, index)
    before = labels[numbered[at - 1]] if at else None
    at = bisect_right(numbered, index)
    after = labels[numbered[at]] if at < len(numbered) else None
    return (before is not None and before.value == glued.value - 1) or (
        after is not None and after.value == glued.value + 1
    )


def find_title(fold: str, start: int, block_end: int) -> tuple[tuple[int, int], int]:
    """The heading words after a number and where the text behind them begins."""
    line = fold[start:block_end]
    known = _KNOWN_TITLE.match(line)
    if known is not None:
        return (start, start + known.end()), start + known.end()
    stop = _STOP.search(line)
    if stop is None:
        end = block_end if len(line) <= _TITLE_LIMIT else start
        return (start, end), end
    bracket = line.rfind("(", 0, stop.start())
    if bracket > 0 and ")" not in line[bracket : stop.start()]:
        return (start, start + bracket), start + bracket
    end = start + stop.start()
    fits = _is_heading(line, stop)
    return ((start, end), end + 1) if fits else ((start, start), start)


def _is_heading(line: str, stop: re.Match[str]) -> bool:
    """Whether the words before the first stop are a heading and not the content itself."""
    rest = line[stop.end() :]
    if stop[0] in ";!?":
        return False
    if stop[0] == ":":
        return _LEAD_IN.match(line) is not None
    if not rest:
        return stop[0] == "。" and len(line) <= 20
    clause = rest[0] in "([〔【" and not _POINT.match(rest)
    return stop.start() <= _SENTENCE_TITLE and not clause and not is_keyed(rest)


def _open(stream: Stream, label: Label, block: Block, stack: list[Node]) -> Node:
    """Put a numbered block under the right parent."""
    kinds = [node.label.kind if node.label else "" for node in stack]
    if label.kind in kinds:
        del stack[kinds.index(label.kind) :]
    else:
        while len(stack) > 1 and (top := stack[-1].label) is not None and top.rank >= label.rank:
            stack.pop()
    parent = stack[-1]
    node = Node(label, (*parent.path, label.text), [block], parent=parent)
    node.title, node.body = find_title(stream.fold, block.start + label.length, block.end)
    parent.children.append(node)
    stack.append(node)
    return node


def build_outline(stream: Stream, blocks: Sequence[Block]) -> Node:
    """The tree of a document; the root holds the blocks before the first number."""
    root = Node(None, (), [])
    stack = [root]
    for block, label in zip(blocks, read_labels(stream, blocks), strict=True):
        if label is None:
            stack[-1].blocks.append(block)
        else:
            _open(stream, label, block, stack)
    return root


def title_text(stream: Stream, node: Node) -> str:
    """The heading words of a node, a period in brackets at their end left out."""
    start, end = node.title
    found = _PERIOD.search(stream.fold, start, end)
    return stream.clean[start : found.start() if found and found.start() > start else end]


def section_kind(title: str) -> str:
    """What a heading announces: ``goals``, ``preamble``, ``past``, ``conditions`` … or ``work``."""
    if not _TELLING.search(title):
        return "work"
    if _SUPPLEMENT.search(title):
        return "supplementary"
    if _CONDITIONS.search(title):
        return "conditions"
    if _PAST.match(title):
        return "past"
    if _GOALS.search(title) and not _SHARED_OUT.search(title) and len(title) <= _SECTION_TITLE:
        return "goals"
    return "preamble" if _PREAMBLE.search(title) and len(title) <= _SECTION_TITLE else "work"


def heading_kind(stream: Stream, node: Node) -> str:
    """The kind of the nearest heading that says one, the node itself first."""
    here: Node | None = node
    while here is not None:
        kind = section_kind(title_text(stream, here)) if here.label else "work"
        if kind != "work":
            return kind
        here = here.parent
    return "work"


def sections() -> dict[str, tuple[str, ...]]:
    """The heading words by kind, for the documentation."""
    return {
        k: words("sections", k)
        for k in ("goals", "preamble", "past", "conditions", "supplementary")
    }
