"""Measures made ready to compare (比对视图): clean text, sentences, figures, dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..clauses.finding import Clause
from ..clauses.searching import find_clauses
from ..lines.numbering import read_label
from ..lines.stream import build_stream
from ..numbers.numerals import FOLD
from ..types import Span
from .places import Place, sentences_of
from .quantified import Counted, Dated, read_dates, read_figures
from .records import Measure, Paper

MOST = 300
"""Sentences, numbers, dates and clauses of one measure that are compared: what has more is no
measure, and two of them are compared each with each."""


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
    def statements(self) -> tuple[Place, ...]:
        """Its sentences without the title, where it says more than that."""
        titled = len(self.sentences) > 1 and self.sentences[0].fold == self.title.translate(FOLD)
        return self.sentences[titled:]

    @property
    def body(self) -> str:
        """All its sentences, folded."""
        return "\n".join(sentence.fold for sentence in self.sentences)


def read_views(paper: Paper, number: int) -> list[View]:
    """The measures of a paper; linear in its text."""
    stream = build_stream(paper.text, page_noise=paper.noise, continued=paper.continued)
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
    every = (
        sentence
        for a, b in ranges
        for sentence in sentences_of(place.stream, a, b, placed=place.placed)
    )
    sentences = list(islice(every, MOST))
    return View(
        number,
        index,
        measure,
        measure.title,
        tuple(sentences),
        tuple(islice(read_figures(sentences, measure), MOST)),
        tuple(islice(read_dates(place, sentences, measure), MOST)),
    )


def _without(start: int, end: int, clauses: Sequence[Clause]) -> Iterator[Span]:
    """A range without the responsibility clauses inside it."""
    for clause in clauses:
        if clause.start > start:
            yield start, min(clause.start, end)
        start = max(start, clause.end)
    if start < end:
        yield start, end
