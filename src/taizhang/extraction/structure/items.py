"""Items (事项): which nodes of the outline a government office would put on its ledger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..clauses.finding import Clause
from ..lines.joining import BULLETS
from ..lines.numbering import RANKS
from ..lines.stream import Block, Stream
from ..patterns import late
from .office_heads import office_heads
from .outline import Node, heading_kind, title_text
from .paragraphs import (
    TOPIC,
    clause_paragraphs,
    headed_paragraphs,
    is_topic,
    paragraph_kind,
    without_past,
)
from .tasks import TaskJudge, is_card

_LEAD_IN = late(r"[“\"][^“”\"]{1,16}[”\"]:|[^。,;:“”\"]{2,14}:")
_HEADING = 32
_STOP = late(r"[。;,]|\d%|\d[万亿个]")
_REPORTS = late("(?:情况|排名)[\n。]")
LONG_POINT = 120
"""Characters of a point under 目标任务 that is a task of its own, not a goal spelt out."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An item before its fields are read: ranges of the clean stream.

    ``handed`` are the clauses of headings above it that hold for it too, ``goals`` cells of a
    table that may hold a number to be reached and nothing else.
    """

    path: tuple[str, ...]
    title: tuple[int, int]
    start: int
    end: int
    node: Node
    kind: str = "work"
    handed: tuple[Clause, ...] = ()
    goals: tuple[tuple[int, int], ...] = ()


class Chooser:
    """Chooses the items of one document."""

    def __init__(self, stream: Stream, root: Node, clauses: Sequence[Clause], genre: str) -> None:
        self.stream = stream
        self.root = root
        self.genre = genre
        self.all = clauses
        self.clauses = [clause for clause in clauses if not clause.silent]
        self.silent_starts = frozenset(clause.start for clause in clauses if clause.silent)
        self.rules = genre == "rules"
        self.judge = TaskJudge(stream, plan=genre == "plan")
        self.handed = office_heads(stream, root)
        self._starts = [clause.start for clause in self.clauses]

    def clauses_in(self, start: int, end: int) -> list[Clause]:
        """Clauses that begin between two points."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return list(self.clauses[low:high])

    def own_clauses(self, node: Node) -> list[Clause]:
        """Clauses in a node's own blocks."""
        return self.clauses_in(node.start, node.end) if node.blocks else []

    def choose(self) -> list[Draft]:
        """All items in text order."""
        drafts = self._unnumbered()
        waiting: list[Node] = list(reversed(self.root.children))
        while waiting:
            node = waiting.pop()
            above = self._handed_to(node) if self.handed else ()
            chosen = self._choose_node(node)
            if above:
                chosen = [replace(draft, handed=above) for draft in chosen]
            drafts.extend(chosen)
            if node.children and not (chosen and chosen[-1].end == node.last):
                waiting.extend(reversed(node.children))
        return drafts

    def _unnumbered(self) -> list[Draft]:
        """Paragraphs before the first number: with a clause, with a topic, else for numbers."""
        fold, blocks = self.stream.fold, without_past(self.stream.fold, self.root.blocks)
        ranges = list(clause_paragraphs(fold, blocks, self.all))
        drafts = [self._paragraph(self.root, a, b) for a, b in ranges]
        if not ranges and not self.root.children and not self.rules:
            for head, (a, b) in headed_paragraphs(fold, blocks):
                draft = replace(self._paragraph(self.root, a, b), title=(a, head.end))
                kind = paragraph_kind(fold, head)
                drafts.append(replace(draft, kind="goals" if kind == "goals" else "work"))
                ranges.append((a, b))
        topics = not self.rules and (self.genre == "report" or not self.root.children)
        for block in blocks:
            i = bisect_right(ranges, (block.start, block.end + len(fold))) - 1
            if (i >= 0 and block.start < ranges[i][1]) or "\t" in fold[block.start : block.end]:
                continue
            kind = "work" if topics and is_topic(fold, block) else paragraph_kind(fold, block)
            if kind != "past":
                draft = self._paragraph(self.root, block.start, block.end)
                drafts.append(replace(draft, kind=kind))
        return drafts

    def _choose_node(self, node: Node) -> list[Draft]:
        if node.children:
            return self._choose_parent(node)
        kind = heading_kind(self.stream, node)
        reports = kind == "past" and _REPORTS.search(self.stream.fold, *self._heading(node))
        if self.own_clauses(node) and not reports:
            return self._split_by_clauses(node)
        if kind in {"conditions", "supplementary", "past"} or (self.rules and kind != "goals"):
            return []
        if kind in {"goals", "preamble"}:
            return [self._draft(node, node.start, self._own_end(node), kind)]
        if self.genre == "report" and len(node.blocks) > 1:
            return self._topics(node)
        return [self._draft(node, node.start, self._own_end(node))] if self._is_work(node) else []

    def _heading(self, node: Node) -> tuple[int, int]:
        """The headings from the section above a node down to its own title."""
        above = node.parent
        return (above.start if above and above.label else node.start), node.title[1]

    def _choose_parent(self, node: Node) -> list[Draft]:
        """A parent is the item when its points share one clause or only carry goals."""
        kind = heading_kind(self.stream, node)
        if kind == "goals" and self._introduces(node) and not self.rules:
            return [self._draft(node, node.start, node.last, kind)]
        if self._shares_clause(node) or is_card(self.stream, node):
            return [self._draft(node, node.start, node.last)]
        if self._heads_with_clause(node):
            return self._under_clause(node)
        if self.own_clauses(node):
            return self._split_by_clauses(node)
        if node.end > node.body and kind in {"work", "goals"} and not self.rules:
            return [self._draft(node, node.start, node.end, "loose")]
        return []

    def _heads_with_clause(self, node: Node) -> bool:
        """Whether a heading has a clause (牵头部门：甲局) and no text of its own but that."""
        position = node.body
        for clause in self.own_clauses(node):
            if self.stream.fold[position : clause.start].strip("\n。"):
                return False
            position = max(position, clause.end)
        return position > node.body and not self.stream.fold[position : node.end].strip("\n。")

    def _under_clause(self, node: Node) -> list[Draft]:
        """The clause of a heading: of all its points, or handed down where they have their own."""
        below = any(self.own_clauses(leaf) for leaf in node.leaves())
        if not below and not any(child.children for child in node.children):
            return [self._draft(node, node.start, node.last)]
        keyed = tuple(clause for clause in self.own_clauses(node) if clause.keyed or not below)
        self.handed[id(node)] = keyed
        return []

    def _handed_to(self, node: Node) -> tuple[Clause, ...]:
        """The clauses of the headings above a node."""
        found: list[Clause] = []
        above = node.parent
        while above is not None:
            found[:0] = self.handed.get(id(above), ())
            above = above.parent
        return tuple(found)

    def _introduces(self, node: Node) -> bool:
        """Goals with text of their own, then points that only spell them out."""
        leaves = not any(child.children for child in node.children)
        first = node.children[0].label
        spelt = first is not None and first.value == 1 and leaves
        tasks = self.stream.fold.endswith("目标任务", *node.title) and any(
            child.end - child.start > LONG_POINT for child in node.children
        )
        return node.end > node.body and spelt and not tasks and not self._has_clause(node)

    def _has_clause(self, node: Node) -> bool:
        return bool(self.clauses_in(node.start, node.last))

    def _shares_clause(self, node: Node) -> bool:
        """Several points, the clause only behind the last of them."""
        if len(node.children) < 2 or any(child.children for child in node.children):
            return False
        if node.label is None or node.label.rank < RANKS["matter"] or self.own_clauses(node):
            return False
        *before, last = node.children
        return bool(self.own_clauses(last)) and not any(self.own_clauses(c) for c in before)

    def _own_end(self, node: Node) -> int:
        """End of a leaf's own text, a closing paragraph of the document left out."""
        blocks = node.blocks
        return blocks[-1].end if blocks else node.start

    def _topics(self, node: Node) -> list[Draft]:
        """In a work report each paragraph that opens with a short topic sentence."""
        fold = self.stream.fold
        starts = [b.start for b in node.blocks[1:] if TOPIC.match(fold, b.start, b.end)]
        if not starts:
            return [self._draft(node, node.start, node.end)] if self._is_work(node) else []
        ends = [*starts[1:], node.end]
        return [self._paragraph(node, a, b) for a, b in zip(starts, ends, strict=True)]

    def _is_work(self, node: Node) -> bool:
        return bool(self._handed_to(node)) or self.judge.is_task(node)

    def _groups(self, node: Node) -> list[tuple[list[Block], bool]]:
        """A node's blocks cut behind each block that ends in (or is) a clause."""
        groups: list[tuple[list[Block], bool]] = []
        current: list[Block] = []
        for block in node.blocks:
            held = self.clauses_in(block.start, block.end)
            only = block.start in self.silent_starts or (
                bool(held) and held[0].start == block.start
            )
            if only and not current and groups:
                groups[-1][0].append(block)
                continue
            current.append(block)
            if held and held[-1].end >= block.end - 1:
                groups.append((current, True))
                current = []
        if current:
            groups.append((current, False))
        return groups

    def _split_by_clauses(self, node: Node) -> list[Draft]:
        """One item, or one for each paragraph with a clause of its own."""
        groups = self._groups(node)
        ended = [blocks for blocks, has in groups if has]
        if len(ended) < 2:
            last = ended[-1][-1].end if ended and not groups[-1][1] else node.end
            closes = self._closes(groups) and not self._heads_text(node, groups)
            return [self._draft(node, node.start, last if closes else node.end)]
        drafts: list[Draft] = []
        for i, blocks in enumerate(ended):
            if i == 0:
                drafts.extend(self._first_group(node, blocks))
            else:
                drafts.append(self._paragraph(node, blocks[0].start, blocks[-1].end))
        return drafts

    def _closes(self, groups: Sequence[tuple[list[Block], bool]]) -> bool:
        return len(groups) > 1 and not groups[-1][1]

    def _heads_text(self, node: Node, groups: Sequence[tuple[list[Block], bool]]) -> bool:
        """A clause right behind the heading: the text is what stands below, as for its siblings."""
        if not (groups[0][1] and self._is_bare(groups[0][0])):
            return False
        siblings = node.parent.children if node.parent else [node]
        if siblings[-1] is not node or len(siblings) < 2:
            return True
        return len(self._groups(siblings[-2])) > 1

    def _is_bare(self, blocks: Sequence[Block]) -> bool:
        """Whether some blocks hold a heading and its clauses and nothing else."""
        fold, position, end = self.stream.fold, blocks[0].start, blocks[-1].end
        said = ""
        for clause in self.clauses_in(position, end):
            said += fold[position : clause.start]
            position = max(position, clause.end)
        said = (said + fold[position:end]).strip("\n。")
        return len(said) <= _HEADING and not _STOP.search(said)

    def _first_group(self, node: Node, blocks: Sequence[Block]) -> Iterable[Draft]:
        """The heading with its paragraph, or that paragraph alone when it opens with a name."""
        fold = self.stream.fold
        opened = _LEAD_IN.match(fold, blocks[-1].start) or fold[blocks[-1].start] in BULLETS
        if len(blocks) > 1 and opened:
            return [self._paragraph(node, blocks[-1].start, blocks[-1].end)]
        return [self._draft(node, node.start, blocks[-1].end)]

    def _paragraph(self, node: Node, start: int, end: int) -> Draft:
        fold = self.stream.fold
        lead = _LEAD_IN.match(fold, start, end)
        if lead:
            return Draft(node.path, (start, lead.end() - 1), start, end, node)
        stop = fold.find("。", start, min(end, start + 33))
        return Draft(node.path, (start, max(stop, start)), start, end, node)

    def _draft(self, node: Node, start: int, end: int, kind: str = "work") -> Draft:
        title = node.title
        text = title_text(self.stream, node)
        return Draft(node.path, (title[0], title[0] + len(text)), start, end, node, kind)
