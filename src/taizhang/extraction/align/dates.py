"""Dates of two measures that are one and the same (时限的比对)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .features import similarity_of_words
from .quantified import Counted, Dated
from .records import Difference
from .views import View


def compare_dates(before: Sequence[View], after: Sequence[View]) -> list[Difference]:
    """The deadlines that moved, were left out, or came in addition.

    A day that both documents name is kept. Of the others each old one meets the new one whose
    sentence is likest.
    """
    old = [dated for view in before for dated in view.dates]
    new = [dated for view in after for dated in view.dates]
    kept = {dated.day for dated in old} & {dated.day for dated in new}
    gone = _once([dated for dated in old if dated.day not in kept])
    come = _once([dated for dated in new if dated.day not in kept])
    found = []
    for dated in gone:
        likest = max(come, key=lambda d: similarity_of_words(dated.words, d.words), default=None)
        if likest is not None:
            come.remove(likest)
        if likest is not None or not kept:
            found.append(_difference(dated, likest))
    return found + [_difference(None, dated) for dated in come]


def compare_years(pairs: Sequence[tuple[Counted, Counted]]) -> list[Difference]:
    """Years beside a number that changed: 2026年达到65% → 2027年达到65%."""
    return [
        _difference(_end_of(old.year, old), _end_of(new.year, new))
        for old, new in pairs
        if old.year and new.year and old.year != new.year
    ]


def _end_of(year: int, counted: Counted) -> Dated:
    return Dated(date(year, 12, 31), counted.words, counted.sentence)


def _once(dates: Sequence[Dated]) -> list[Dated]:
    """Each day once."""
    return list({dated.day: dated for dated in reversed(dates)}.values())[::-1]


def _difference(old: Dated | None, new: Dated | None) -> Difference:
    before, after = (old.day if old else None), (new.day if new else None)
    if before is None or after is None:
        direction = "new" if before is None else "removed"
    else:
        direction = "earlier" if after < before else "later"
    return Difference(
        "date",
        direction,  # type: ignore[arg-type]
        old.excerpt() if old else None,
        new.excerpt() if new else None,
        dates=(before, after),
    )
