"""Where a sentence stands (位置): the frame of the document, its outline, its sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..lines import marks
from ..lines.numbering import read_label
from ..patterns import late
from ..structure.context import DocumentContext
from ..structure.covers import annex_list
from ..structure.outline import Node, heading_kind, title_text
from ..types import Span
from ..vocabulary import alternation
from .splitting import Sentence, split_sentences

_ASSESSMENT = late(r"考核|考评|责任制|管理")
_FACTS = late(alternation("sentences", "fact_sections"))
_WORDS = late(r"\w")
_STOPS = late("[。；，,;:!?！？]")
_CELL = 40
_HEADLINE = 45
_FEWEST_CELLS = 3
_NAME_ROW = late(r"(?:常务)?副?(?:组长|主任|召集人|秘书长|指挥长|总指挥|政委|主编)|(?:成|委)员")
_GREETINGS = ("各位", "尊敬的各位")
_SALUTATION = late(r"(?:尊敬的)?各位[^,;。:]{2,12}[,!:]")
_REFERENCE = late(r"-?附件(?:[\d-]*:|[\d-]{2,8}$)")


def nodes_of(root: Node) -> list[Node]:
    """All nodes of an outline in text order."""
    found: list[Node] = []
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(node.children)
    return sorted(found, key=lambda n: n.start)


class Places:
    """The places of one document's sentences."""

    def __init__(self, context: DocumentContext) -> None:
        self.context = context
        self.stream = context.stream
        self.nodes = nodes_of(context.root)
        self._kinds: dict[int, str] = {}
        self.node_starts = [node.start for node in self.nodes]
        self.clauses = [c for c in context.clauses if self._is_apart(c.start, c.keyed)]
        self.clause_starts = [c.start for c in self.clauses]
        self.prose = {c.start: c.end for c in context.clauses}
        self.rows = [row.start for row in context.rows]
        self.cells = {(c.start, c.end) for row in context.rows for c in row.clauses}
        self.headings = [self._heading(node) for node in self.nodes]
        self.body_end = max(
            [*(b.end for n in (context.root, *self.nodes) for b in n.blocks)]
            + [row.end for row in context.rows],
            default=len(self.stream.clean),
        )
        self.lists = self._lists()
        part = context.part
        self.titles = {i for pair in (part.title, part.cover.title) if pair for i in range(*pair)}
        self.annexes = annex_list(self.stream, part.first, part.cover.dated or part.first)
        self.signed = self._signed()

    def sentences(self) -> list[Sentence]:
        """The sentences of the document in order."""
        part = self.context.part
        cuts = sorted(
            [(c.start, c.end) for c in self.clauses] + [(a, b) for a, b in self.headings if a < b]
        )
        return split_sentences(self.stream, part.first, part.last, cuts)

    def _is_apart(self, start: int, keyed: bool) -> bool:
        """Whether a clause is a sentence of its own: in brackets, or behind a key."""
        return keyed or self.stream.fold[start] in "([〔【"

    def _heading(self, node: Node) -> Span:
        """A number with its heading words, the clause that may follow left out."""
        if node.title[0] >= node.title[1]:
            return node.start, node.start
        i = bisect_left(self.clause_starts, node.start)
        limit = self.clauses[i].start if i < len(self.clauses) else node.body
        return node.start, min(node.body, limit)

    def _lists(self) -> frozenset[int]:
        """Blocks of name lists and tables that lost their cells: runs of short bare lines."""
        found: set[int] = set()
        run: list[int] = []
        first = self.context.part.first
        while first < self.context.part.last and self._is_cell(self._text(first)):
            first += 1  # short lines at the very top are headings
        for index in range(max(first, self.context.part.body), self.context.part.last):
            if self._is_cell(self._text(index)):
                run.append(index)
                continue
            found.update(run if len(run) >= _FEWEST_CELLS else ())
            run = []
        found.update(run if len(run) >= _FEWEST_CELLS else ())
        return frozenset(found)

    def _text(self, index: int) -> str:
        """The beginning of a block, long enough to tell a cell."""
        block = self.stream.blocks[index]
        return self.stream.fold[block.start : min(block.end, block.start + _CELL + 1)]

    def _signed(self) -> frozenset[int]:
        """The date and the names above it: several offices may sign together."""
        cover = self.context.part.cover
        found = {index for index in (cover.signature, cover.dated) if index is not None}
        above = min(found, default=0) - 1
        while above in self.lists:
            found.add(above)
            above -= 1
        return frozenset(found)

    def _is_cell(self, text: str) -> bool:
        if _NAME_ROW.match(text):
            return True
        bare = len(text) <= _CELL and not _STOPS.search(text) and "\t" not in text
        return bare and read_label(text) is None and not marks.whole_title(text)

    def node(self, sentence: Sentence) -> Node | None:
        """The numbered heading or paragraph a sentence belongs to."""
        i = bisect_right(self.node_starts, sentence.start) - 1
        return self.nodes[i] if i >= 0 else None

    def frame(self, sentence: Sentence, text: str) -> str | None:
        """Classes of the frame: title, signature, reference, address."""
        if sentence.block in self.titles:
            return "title"
        if sentence.block in self.signed:
            return "signature"
        if sentence.block in self.annexes:
            return "signature" if marks.issue_note(text) else "reference"
        return self._mark(text) if marks.may_be_mark(text) else None

    def _mark(self, text: str) -> str | None:
        """Classes of the frame by the words of a sentence."""
        if marks.issue_note(text):
            return "signature"
        if self._refers(text):
            return "reference"
        if not (text[0].isalnum() or _WORDS.search(text)):
            return "noise"
        greets = text.startswith(_GREETINGS) and _SALUTATION.fullmatch(text)
        return "address" if greets or marks.addressee(text) else None

    def _refers(self, text: str) -> bool:
        """Document numbers, annex marks, the head and foot of a sheet."""
        if marks.document_number(text) or marks.annex_number(text) is not None:
            return True
        return _REFERENCE.match(text) is not None or marks.letterhead(text)

    def is_clause(self, sentence: Sentence) -> bool:
        """Whether a sentence is a responsibility clause."""
        i = bisect_right(self.clause_starts, sentence.start) - 1
        if i >= 0 and sentence.start < self.clauses[i].end:
            return True
        if (sentence.start, sentence.end) in self.cells:
            return True
        return sentence.end <= self.prose.get(sentence.start, -1) + 1

    def is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence is a number with its heading words."""
        i = bisect_right(self.node_starts, sentence.start) - 1
        return i >= 0 and self.headings[i][0] <= sentence.start < self.headings[i][1]

    def is_headline(self, sentence: Sentence, text: str) -> bool:
        """Whether a short line without a number heads what follows, a question included."""
        block = self.stream.blocks[sentence.block]
        if len(text) > _HEADLINE:
            return False
        whole = (sentence.start, sentence.end) == (block.start, block.end)
        return text[-1] in "?？" or (whole and _STOPS.search(text) is None)

    def in_row(self, sentence: Sentence) -> bool:
        """Whether a sentence belongs to a row of a task table."""
        i = bisect_right(self.rows, sentence.start) - 1
        return i >= 0 and sentence.start < self.context.rows[i].end

    def is_table(self, sentence: Sentence, text: str) -> bool:
        """Whether a sentence is a row of a table, or a line of a list of names."""
        return "\t" in text or sentence.block in self.lists

    def zone(self, sentence: Sentence) -> str:
        """The kind of text around a sentence.

        ``opening``, ``lead_in``, ``behind``, ``rules``, ``conditions``, ``supplementary``,
        ``goals``, ``preamble``, ``facts`` or ``work``.
        """
        if sentence.start >= self.body_end:
            return "behind"
        node = self.node(sentence)
        if node is None:
            return "opening"
        kind = self._kind(node)
        if kind in {"conditions", "supplementary"}:
            return kind
        if self.context.rules:
            return "rules"
        if kind == "goals" and _ASSESSMENT.search(title_text(self.stream, node)):
            return "work"
        if kind in {"past", "preamble"}:
            return "facts" if kind == "past" or self._tells_facts(node) else kind
        if kind == "work" and node.children:
            return "lead_in"
        return kind

    def _kind(self, node: Node) -> str:
        """What the headings above a sentence announce, read once for all sentences of a node."""
        kind = self._kinds.get(node.start)
        if kind is None:
            kind = self._kinds[node.start] = heading_kind(self.stream, node)
        return kind

    def _tells_facts(self, node: Node) -> bool:
        here: Node | None = node
        while here is not None and here.label:
            if _FACTS.search(title_text(self.stream, here)):
                return True
            here = here.parent
        return False
