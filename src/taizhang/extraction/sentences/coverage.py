"""Coverage (覆盖): every sentence in exactly one class of a closed list; nothing is lost.

The classes, the rules that give them and their order: ``docs/algorithms/coverage.md``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..lines.stream import Stream
from ..structure.context import DocumentContext
from ..structure.documents import Split
from ..types import Coverage, Document, Duty, Item, Span
from . import sayings
from .evidence import EvidenceReader
from .places import Places
from .splitting import Sentence, split_sentences

CLASS_LABELS = {
    "task": "任务",
    "target": "量化目标",
    "deadline": "时限",
    "award": "奖补",
    "condition": "条件",
    "rule": "规则",
    "definition": "定义",
    "fact": "事实陈述",
    "duty": "条目外职责",
    "preamble": "导语",
    "goal": "目标要求",
    "heading": "标题",
    "clause": "责任条款",
    "title": "文件标题",
    "address": "主送机关",
    "signature": "落款",
    "reference": "文号与附件",
    "table": "表格",
    "contents": "目录",
    "outside": "文件之外",
    "noise": "页面杂质",
    "unread": "未读",
}
"""Each class with its name on screen."""

SENTENCE_CLASSES = tuple(CLASS_LABELS)
"""The closed, published list of sentence classes."""

_ZONE_CLASSES = {
    "rules": "rule",
    "conditions": "condition",
    "supplementary": "rule",
    "facts": "fact",
    "preamble": "preamble",
    "goals": "goal",
    "opening": "preamble",
    "lead_in": "preamble",
}
"""The class of a sentence whose words say nothing more special than the text around it."""


class Placed(NamedTuple):
    """A sentence with its class and the index of the item that holds it, None for no item."""

    span: Span
    name: str
    item: int | None = None


class Classifier:
    """Classifies the sentences of one document."""

    def __init__(
        self, context: DocumentContext, items: Sequence[Item], duties: Sequence[Duty]
    ) -> None:
        self.context = context
        self.stream = context.stream
        self.places = Places(context)
        self.evidence = EvidenceReader(context, self.places)
        self.item_starts = [item.span[0] for item in items]
        self.item_ends = [item.span[1] for item in items]
        self.targets = sorted(t.span[0] for item in items for t in item.targets)
        self.units = sorted(u.span[0] for item in items for u in item.units)
        self.duties = sorted(duty.span for duty in duties)

    def placed(self) -> Iterator[Placed]:
        """All sentences in order."""
        for sentence in self.places.sentences():
            span = self.stream.span(sentence.start, sentence.end)
            item = self._item(span)
            yield Placed(span, self._classify(sentence, span, item), item)

    def _item(self, span: Span) -> int | None:
        i = bisect_right(self.item_starts, span[0]) - 1
        return i if i >= 0 and span[0] < self.item_ends[i] else None

    def _classify(self, sentence: Sentence, span: Span, item: int | None) -> str:
        text = self.stream.fold[sentence.start : sentence.end]
        frame = self.places.frame(sentence, text)
        if frame:
            return frame
        if item is not None:
            return self._in_item(sentence, span, text)
        return self._outside(sentence, span, text)

    def _in_item(self, sentence: Sentence, span: Span, text: str) -> str:
        """The class of a sentence of an item: its target, clause, heading, words."""
        if self._holds(self.targets, span):
            return "target"
        if self.places.is_clause(sentence):
            named = self._holds(self.units, span) or self.evidence.names_units(sentence)
            return "deadline" if not named and self.evidence.limits(sentence) else "clause"
        if self.places.is_heading(sentence):
            return "heading"
        return self._item_words(sentence, text)

    def _item_words(self, sentence: Sentence, text: str) -> str:
        """What the words say: a time limit goes before work, other meanings before both."""
        if sayings.lists_offices(text):
            return "unread"
        if sayings.founds(text):
            return "preamble"
        saying = sayings.saying(text)
        if saying in {None, "fact"} and self.evidence.limits(sentence):
            return "deadline"
        zone = self.places.zone(sentence)
        if zone in {"goals", "preamble", "facts"}:
            return saying if saying and zone == "goals" else _ZONE_CLASSES[zone]
        if self.places.in_row(sentence):
            return saying or "task"
        return saying or self._working(text)

    def _working(self, text: str) -> str:
        if sayings.announces(text):
            return "preamble"
        if sayings.acts(text):
            return "task"
        return "rule" if sayings.permits(text) else "unread"

    def _outside(self, sentence: Sentence, span: Span, text: str) -> str:
        """The class of a sentence of no item: ``unread`` where it holds evidence of work."""
        if self._in_duty(span):
            return "duty"
        if self.places.is_clause(sentence):
            handed = self._holds(self.units, span)  # a heading's clause, held by the items below
            return "clause" if handed or not self.evidence.names_units(sentence) else "unread"
        if self.places.is_table(sentence, text):
            return "table"
        if self.places.is_heading(sentence) or self.places.is_headline(sentence, text):
            return "heading"
        zone = self.places.zone(sentence)
        if zone in {"opening", "lead_in"} and sayings.opens(text):
            return "preamble"
        return self._outside_words(sentence, zone, text)

    def _outside_words(self, sentence: Sentence, zone: str, text: str) -> str:
        """What the words say, unless they hold evidence of work or the section decides."""
        told = zone in {"preamble", "facts"}
        saying = None if told else sayings.saying(text)
        if self.evidence.read(sentence, zone, saying) or sayings.lists_offices(text):
            return "unread"
        if told:
            return _ZONE_CLASSES[zone]
        opens = sayings.founds if zone == "rules" else sayings.opens
        if saying is None and opens(text):
            return "preamble"
        return saying or self._by_zone(zone, text)

    def _holds(self, places: Sequence[int], span: Span) -> bool:
        """Whether one of some places, which are in order, lies in a span."""
        i = bisect_left(places, span[0])
        return i < len(places) and places[i] < span[1]

    def _in_duty(self, span: Span) -> bool:
        i = bisect_right(self.duties, (span[0], 1 << 60)) - 1
        return i >= 0 and span[0] < self.duties[i][1]

    def _by_zone(self, zone: str, text: str) -> str:
        """The class of the text around a sentence whose words say nothing special."""
        if zone in _ZONE_CLASSES and (zone != "opening" or self.context.root.children):
            return _ZONE_CLASSES[zone]
        if sayings.states(text) and not sayings.obliges(text):
            return "fact"
        if sayings.permits(text):
            return "rule"
        return "fact" if self.context.rules and not sayings.obliges(text) else "unread"


def _count(placed: Sequence[Placed]) -> Coverage:
    counts = Counter(sentence.name for sentence in placed)
    unread = tuple(sentence.span for sentence in placed if sentence.name == "unread")
    classes = {name: counts[name] for name in SENTENCE_CLASSES if name in counts}
    return Coverage(len(placed), classes, unread)


def place_sentences(
    context: DocumentContext, items: Sequence[Item], duties: Sequence[Duty]
) -> list[Placed]:
    """All sentences of a document with their classes and the items that hold them."""
    return list(Classifier(context, items, duties).placed())


def document_coverage(
    context: DocumentContext, items: Sequence[Item], duties: Sequence[Duty]
) -> Coverage:
    """The classes of all sentences of a document."""
    return _count(place_sentences(context, items, duties))


def place_outside(stream: Stream, split: Split) -> list[Placed]:
    """What belongs to no document: a gazette's cover, contents and tail, page noise."""
    inside = {i for part in split.parts for i in range(part.first, part.last)}
    contents = split.contents
    placed = [Placed(span, "noise") for span in stream.noise]
    for index in range(len(stream.blocks)):
        if index in inside:
            continue
        listed = contents is not None and contents.first <= index < contents.last
        placed.extend(
            Placed(stream.span(s.start, s.end), "contents" if listed else "outside")
            for s in split_sentences(stream, index, index + 1)
        )
    return placed


def outside_coverage(stream: Stream, split: Split) -> Coverage:
    """The classes of what belongs to no document."""
    return _count(place_outside(stream, split))


def add_up(outside: Coverage, documents: Sequence[Document]) -> Coverage:
    """The coverage of the whole file: its documents and what lies outside them."""
    parts = [outside, *(document.coverage for document in documents)]
    totals: Counter[str] = Counter()
    for part in parts:
        totals.update(part.classes)
    classes = {name: totals[name] for name in SENTENCE_CLASSES if totals[name]}
    unread = tuple(sorted(span for part in parts for span in part.unread))
    return Coverage(sum(part.sentences for part in parts), classes, unread)
