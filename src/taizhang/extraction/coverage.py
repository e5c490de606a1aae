"""Coverage (覆盖): every sentence in exactly one class of a closed list; nothing is lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from . import marks
from .context import DocumentContext
from .covers import in_annex_list
from .documents import Split
from .numbering import read_label
from .outline import Node, heading_kind
from .sentences import Sentence, split_sentences
from .stream import Stream
from .types import Coverage, Document, Duty, Item, Span
from .vocabulary import alternation

SENTENCE_CLASSES = (
    "task",
    "target",
    "award",
    "condition",
    "rule",
    "definition",
    "fact",
    "duty",
    "preamble",
    "goal",
    "heading",
    "clause",
    "title",
    "address",
    "signature",
    "reference",
    "table",
    "contents",
    "outside",
    "noise",
    "unread",
)
"""The closed, published list of sentence classes."""

_AWARD = re.compile(alternation("targets", "subsidy_words"))
_WORK = re.compile(alternation("sections", "work_verbs"))
_DEFINITION = re.compile(r"是指|所称|以下简称|即:|简称为")
_PAST = re.compile(alternation("targets", "past_words"))
_PREAMBLE = re.compile(
    r"^(?:为|根据|按照|依据|遵照|结合)|现(?:将|就|印发|予)|经.{0,20}(?:同意|通过|审议)|请.{0,16}(?:执行|落实|实施)|特制定|制定本|提出(?:如下|以下)|^特此|(?:如下|以下.{0,16}):$"
)
_MUST = re.compile(r"要|应|须|不得|负责|禁止|必须|严禁")
_ADVERB = re.compile(r"^\(?(?:注|备注|说明)")


class Classifier:
    """Classifies the sentences of one document."""

    def __init__(
        self, context: DocumentContext, items: Sequence[Item], duties: Sequence[Duty]
    ) -> None:
        self.context = context
        self.stream = context.stream
        self.item_starts = [item.span[0] for item in items]
        self.item_ends = [item.span[1] for item in items]
        self.targets = sorted(t.span[0] for item in items for t in item.targets)
        self.duties = sorted(d.span for d in duties)
        self.clauses = [(c.start, c.end) for c in context.clauses]
        self.nodes = self._nodes()
        self.node_starts = [node.start for node in self.nodes]

    def _nodes(self) -> list[Node]:
        found: list[Node] = []
        waiting = list(self.context.root.children)
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(node.children)
        return sorted(found, key=lambda n: n.start)

    def _node(self, sentence: Sentence) -> Node | None:
        i = bisect_right(self.node_starts, sentence.start) - 1
        return self.nodes[i] if i >= 0 else None

    def _in_clause(self, sentence: Sentence) -> bool:
        i = bisect_right(self.clauses, (sentence.start, 1 << 60)) - 1
        if i >= 0 and sentence.end <= self.clauses[i][1] + 1:
            return True
        following = self.clauses[i + 1] if i + 1 < len(self.clauses) else None
        return (
            following is not None
            and following[0] - sentence.start <= 1 < sentence.end - following[0]
        )

    def _layout(self, sentence: Sentence, text: str) -> str | None:
        """Classes told by the layout alone."""
        part = self.context.part
        for pair in (part.title, part.cover.title):
            if pair and pair[0] <= sentence.block < pair[1]:
                return "title"
        if sentence.block in {part.cover.signature, part.cover.dated} or marks.issue_note(text):
            return "signature"
        if (
            marks.document_number(text)
            or marks.annex_number(text) is not None
            or text.startswith(("附件:", "-附件:"))
            or marks.letterhead(text)
        ):
            return "reference"
        dated = part.cover.dated
        if (
            dated is not None
            and sentence.block < dated
            and in_annex_list(self.stream, sentence.block)
        ):
            return "reference"
        if marks.addressee(text):
            return "address"
        return "table" if "\t" in text else None

    def classify(self, sentence: Sentence) -> str:
        """The class of one sentence."""
        text = self.stream.fold[sentence.start : sentence.end]
        layout = self._layout(sentence, text)
        if layout:
            return layout
        if self._in_clause(sentence):
            return "clause"
        node = self._node(sentence)
        if node is not None and sentence.start < node.body and sentence.end <= node.title[1] + 1:
            return "heading"
        span = self.stream.span(sentence.start, sentence.end)
        if self._inside_item(span):
            return self._item_class(span, text)
        i = bisect_right(self.duties, (span[0], 1 << 60)) - 1
        if i >= 0 and span[0] < self.duties[i][1]:
            return "duty"
        return self._other(node, text)

    def _inside_item(self, span: Span) -> bool:
        i = bisect_right(self.item_starts, span[0]) - 1
        return i >= 0 and span[0] < self.item_ends[i]

    def _item_class(self, span: Span, text: str) -> str:
        i = bisect_left(self.targets, span[0])
        if i < len(self.targets) and self.targets[i] < span[1]:
            return "target"
        return _meaning(text) or ("task" if _MUST.search(text) or len(text) > 8 else "unread")

    def _other(self, node: Node | None, text: str) -> str:
        if node is None and self.context.rules:
            return "rule"
        if node is None:
            return "preamble" if _PREAMBLE.search(text) else (_meaning(text) or "unread")
        kind = heading_kind(self.stream, node)
        if kind == "goals":
            return "goal"
        if kind in {"preamble", "conditions"}:
            return "condition" if kind == "conditions" else "preamble"
        if self.context.rules or kind == "supplementary":
            return "rule"
        if _PREAMBLE.search(text):
            return "preamble"
        return _meaning(text, task="rule") or ("heading" if read_label(text) else "unread")


def _meaning(text: str, task: str = "task") -> str | None:
    """A class by the words of a sentence."""
    if _DEFINITION.search(text):
        return "definition"
    if _AWARD.search(text):
        return "award"
    if _WORK.search(text):
        return "fact" if _PAST.match(text) else task
    if _PAST.search(text):
        return "fact"
    return "condition" if re.match(r"对|凡|符合", text) else None


def _count(named: Iterable[tuple[str, Span]]) -> Coverage:
    counts: Counter[str] = Counter()
    unread: list[Span] = []
    for name, span in named:
        counts[name] += 1
        if name == "unread":
            unread.append(span)
    classes = {name: counts[name] for name in SENTENCE_CLASSES if counts[name]}
    return Coverage(sum(counts.values()), classes, tuple(unread))


def document_coverage(
    context: DocumentContext, items: Sequence[Item], duties: Sequence[Duty]
) -> Coverage:
    """The classes of all sentences of a document."""
    classifier = Classifier(context, items, duties)
    stream = context.stream
    return _count(
        (classifier.classify(s), stream.span(s.start, s.end))
        for s in split_sentences(stream, context.part.first, context.part.last)
    )


def outside_coverage(stream: Stream, split: Split) -> Coverage:
    """What belongs to no document: a gazette's cover, contents and tail, page noise."""
    inside = {i for part in split.parts for i in range(part.first, part.last)}
    contents = split.contents
    named: list[tuple[str, Span]] = [("noise", span) for span in stream.noise]
    for index in range(len(stream.blocks)):
        if index in inside:
            continue
        listed = contents is not None and contents.first <= index < contents.last
        named.extend(
            ("contents" if listed else "outside", stream.span(s.start, s.end))
            for s in split_sentences(stream, index, index + 1)
        )
    return _count(named)


def add_up(outside: Coverage, documents: Sequence[Document]) -> Coverage:
    """The coverage of the whole file: its documents and what lies outside them."""
    parts = [outside, *(document.coverage for document in documents)]
    totals: Counter[str] = Counter()
    for part in parts:
        totals.update(part.classes)
    classes = {name: totals[name] for name in SENTENCE_CLASSES if totals[name]}
    unread = tuple(sorted(span for part in parts for span in part.unread))
    return Coverage(sum(part.sentences for part in parts), classes, unread)
