"""Measures made ready to compare (比对视图): clean text, sentences, figures, dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..clauses import Clause, find_clauses
from ..numbering import read_label
from ..quantities import Quantity, find_quantities
from ..stream import Stream, build_stream
from ..types import Span, Target
from .records import Excerpt, Figure, Measure, Paper

_STOPS = frozenset("。;!?\n")
_CLAUSE_STOPS = frozenset("。;!?\n,")
_BEFORE, _AFTER = 24, 14


@dataclass(frozen=True, slots=True)
class Place:
    """[start, end) in the clean text of a stream, and whether the stream is that of the paper."""

    stream: Stream
    start: int
    end: int
    placed: bool

    @property
    def fold(self) -> str:
        """Its text with full-width forms folded."""
        return self.stream.fold[self.start : self.end]

    def excerpt(self) -> Excerpt:
        """Its text as printed, and its span in the source."""
        quote = self.stream.quote(self.start, self.end)
        return Excerpt(quote, self.stream.span(self.start, self.end) if self.placed else None)


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, the words around it, the sentence it stands in, and whether it is a target."""

    figure: Figure
    words: str
    sentence: Place
    committed: bool
    condition: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline, the words around it and its sentence."""

    day: date
    words: str
    sentence: Place


@dataclass(frozen=True, slots=True)
class View:
    """A measure ready to compare; ``paper`` and ``index`` say which."""

    paper: int
    index: int
    measure: Measure
    title: str
    sentences: tuple[Place, ...]
    figures: tuple[Counted, ...]
    dates: tuple[Dated, ...]

    @property
    def body(self) -> str:
        """All its sentences, folded."""
        return "\n".join(sentence.fold for sentence in self.sentences)


def read_views(paper: Paper, number: int) -> list[View]:
    """The measures of a paper; linear in its text."""
    stream = build_stream(paper.text)
    clauses = sorted(find_clauses(stream, stream.blocks), key=lambda clause: clause.start)
    starts = [clause.start for clause in clauses]
    views = []
    for index, measure in enumerate(paper.measures):
        if measure.span is None:
            views.append(_view_by_hand(number, index, measure))
            continue
        first = bisect_left(stream.offsets, measure.span[0])
        last = bisect_left(stream.offsets, measure.span[1])
        inside = clauses[bisect_left(starts, first) : bisect_left(starts, last)]
        views.append(_view(number, index, measure, Place(stream, first, last, True), inside))
    return views


def _view_by_hand(number: int, index: int, measure: Measure) -> View:
    stream = build_stream(measure.text)
    clauses = list(find_clauses(stream, stream.blocks))
    return _view(number, index, measure, Place(stream, 0, len(stream.clean), False), clauses)


def _view(
    number: int, index: int, measure: Measure, place: Place, clauses: Sequence[Clause]
) -> View:
    label = read_label(place.fold[:24])
    start = place.start + (label.length if label else 0)
    ranges = list(_without(start, place.end, clauses))
    sentences = [
        Place(place.stream, s, e, place.placed)
        for a, b in ranges
        for s, e in _cut(place.stream.fold, a, b, _STOPS)
    ]
    return View(
        number,
        index,
        measure,
        measure.title,
        tuple(sentences),
        tuple(_figures(sentences, measure)),
        tuple(_dates(sentences, measure)),
    )


def _without(start: int, end: int, clauses: Sequence[Clause]) -> Iterator[Span]:
    """A range without the responsibility clauses inside it."""
    for clause in clauses:
        if clause.start > start:
            yield start, min(clause.start, end)
        start = max(start, clause.end)
    if start < end:
        yield start, end


def _cut(fold: str, start: int, end: int, stops: frozenset[str]) -> Iterator[Span]:
    """The pieces between stops; brackets and blanks at the edges left out."""
    first = start
    for at in range(start, end + 1):
        if at == end or fold[at] in stops:
            a, b = first, at
            while a < b and fold[a] in " \t()":
                a += 1
            if a < b and any("\u4e00" <= ch <= "\u9fff" for ch in fold[a:b]):
                yield a, b
            first = at + 1


def clauses_of(place: Place) -> list[Place]:
    """The parts of a sentence between its commas."""
    pieces = _cut(place.stream.fold, place.start, place.end, _CLAUSE_STOPS)
    return [Place(place.stream, a, b, place.placed) for a, b in pieces]


# Figures

_CONDITION = re.compile(r"(?:及)?(?:以上|以下)的|[^,。;]{0,6}的(?!目标)")


def _figures(sentences: Sequence[Place], measure: Measure) -> Iterator[Counted]:
    """The numbers of a measure; a number inside a target's quote takes the target's indicator."""
    for sentence in sentences:
        for quantity in find_quantities(sentence.stream.fold, sentence.start, sentence.end):
            if quantity.unit:
                yield _figure(sentence, quantity, measure.targets)


def _figure(sentence: Place, quantity: Quantity, targets: Sequence[Target]) -> Counted:
    place = Place(sentence.stream, quantity.start, quantity.end, sentence.placed)
    excerpt = place.excerpt()
    target = _target_of(quantity, excerpt.span, targets)
    indicator = target.indicator if target else ""
    figure = Figure(
        indicator,
        target.op if target else quantity.op,
        quantity.value,
        quantity.value_max,
        quantity.unit,
        excerpt.quote,
        excerpt.span,
    )
    fold = sentence.stream.fold
    before = fold[max(sentence.start, quantity.start - _BEFORE) : quantity.start]
    after = fold[quantity.end : min(sentence.end, quantity.end + _AFTER)]
    words = f"{indicator}\n{before.rsplit(',', 1)[-1]}\n{after.split(',', 1)[0]}"
    return Counted(figure, words, sentence, target is not None, _CONDITION.match(after) is not None)


def _target_of(quantity: Quantity, span: Span | None, targets: Sequence[Target]) -> Target | None:
    for target in targets:
        same = (target.value, target.unit) == (quantity.value, quantity.unit)
        if same and (span is None or _touch(target.span, span)):
            return target
    return None


def _touch(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


# Dates


def _dates(sentences: Sequence[Place], measure: Measure) -> Iterator[Dated]:
    """The deadlines that stand in the sentences of a measure."""
    for sentence in sentences:
        span = sentence.stream.span(sentence.start, sentence.end)
        for deadline in measure.deadlines:
            quote = deadline.quote
            inside = (
                span[0] <= deadline.span[0] < span[1]
                if sentence.placed
                else quote in sentence.stream.quote(sentence.start, sentence.end)
            )
            if inside:
                yield Dated(deadline.date, sentence.fold, sentence)


def clause_at(sentence: Place, source: int) -> Place:
    """The clause of a sentence that holds a place of the source."""
    parts = clauses_of(sentence)
    starts = [part.stream.offsets[part.start] for part in parts]
    return parts[max(0, bisect_right(starts, source) - 1)]
