"""Numbers and dates of a measure (数字与时限), each with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..numbers.quantities import find_quantities
from ..numbers.quantity import Quantity
from ..types import Deadline, Span, Target
from .places import Place
from .records import Excerpt, Figure, Measure

_BEFORE, _AFTER = 24, 14
_NEAR = 24  # targets before a number whose quote may still hold it
_YEAR = re.compile(r"(?<![\d—~-])(20\d{2})年(?![度\d—~-])")
_CONDITION = re.compile(r"(?:及)?(?:以上|以下)的|[^,。;]{0,6}的(?!目标)")


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, the words around it and its sentence.

    ``committed``: it is a target. ``condition``: it says of whom, not how much (20万人以上的县).
    ``year``: a year that stands beside it without being a deadline (2026年达到65%).
    """

    figure: Figure
    words: str
    sentence: Place
    committed: bool
    condition: bool
    year: int | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline, the words around it and its sentence; None for one that was typed by hand."""

    day: date
    words: str
    sentence: Place | None

    def excerpt(self) -> Excerpt | None:
        """Its sentence as printed."""
        return self.sentence.excerpt() if self.sentence else None


def read_figures(sentences: Sequence[Place], measure: Measure) -> Iterator[Counted]:
    """The numbers of a measure; a number inside a target's quote takes the target's indicator."""
    targets = sorted(measure.targets, key=lambda target: target.span)
    for sentence in sentences:
        for quantity in find_quantities(sentence.stream.fold, sentence.start, sentence.end):
            if quantity.unit:
                yield _figure(sentence, quantity, measure, targets)


def _figure(
    sentence: Place, quantity: Quantity, measure: Measure, targets: Sequence[Target]
) -> Counted:
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
    beside = before.rsplit(",", 1)[-1]
    words = f"{indicator}\n{beside}\n{after.split(',', 1)[0]}"
    condition = _CONDITION.match(after) is not None
    year = _bare_year(beside, measure)
    return Counted(figure, words, sentence, target is not None, condition, year)


def _bare_year(words: str, measure: Measure) -> int | None:
    """A year among some words that no deadline of the measure has."""
    found = _YEAR.search(words)
    if found is None or any(found[0] in deadline.quote for deadline in measure.deadlines):
        return None
    return int(found[1])


def _target_of(quantity: Quantity, span: Span | None, targets: Sequence[Target]) -> Target | None:
    """The target with this number whose quote holds it; `targets` are in text order."""
    last = bisect_left(targets, span[1], key=lambda t: t.span[0]) if span else len(targets)
    for target in reversed(targets[max(0, last - _NEAR) : last]):
        same = (target.value, target.unit) == (quantity.value, quantity.unit)
        if same and (span is None or _touch(target.span, span)):
            return target
    return None


def _touch(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def read_dates(whole: Place, sentences: Sequence[Place], measure: Measure) -> Iterator[Dated]:
    """The deadlines of a measure with their sentences; one of a clause (完成时限：…) or of the
    heading above stands for itself.
    """
    for deadline in measure.deadlines:
        place = _place_of(deadline, whole)
        if place is None:
            yield Dated(deadline.date, "", None)
            continue
        at = bisect_right(sentences, place.start, key=lambda s: s.start) - 1
        inside = at >= 0 and place.start < sentences[at].end
        sentence = sentences[at] if inside else place
        yield Dated(deadline.date, sentence.fold, sentence)


def _place_of(deadline: Deadline, whole: Place) -> Place | None:
    """Where a deadline stands; None where it stands nowhere."""
    stream = whole.stream
    start, end = (bisect_left(stream.offsets, at) for at in deadline.span)
    if whole.placed:
        return Place(stream, start, end, True) if start < end else None
    quote = "".join(deadline.quote.split())
    start = stream.clean.find(quote) if quote else -1
    return Place(stream, start, start + len(quote), False) if start >= 0 else None
