"""What changed inside a matched measure (差异)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .dates import compare_dates, compare_years
from .features import similarity_of_words
from .figures import compare_figures, pair_figures
from .quantified import Counted
from .records import CHANGES, Change, Difference, Excerpt
from .strength import Bound, bounds_of, find_softened
from .views import View

_LIKE = 0.34  # how like a sentence must be to stand beside one that has no counterpart


def compare(
    before: Sequence[View], after: Sequence[View], *, additions: bool = True
) -> tuple[Difference, ...]:
    """All differences between what one document says of a measure and what another says.

    A sentence that both have word for word is no difference and explains none. `additions`: tell
    what the other document adds too.
    """
    copied = _sentences(before) & _sentences(after)
    old, new = _figures(before, copied), _figures(after, copied)
    pairs = pair_figures(old, new)
    softened = find_softened(_bounds(before, copied), _bounds(after, copied))
    loosened = {difference.before for difference in softened}
    # A number that went with the sentence that was softened is part of the softening.
    told = [
        difference
        for difference in compare_figures(old, new, pairs)
        if difference.direction != "removed" or difference.before not in loosened
    ]
    found = (*told, *compare_dates(before, after), *compare_years(pairs), *softened)
    return tuple(
        _beside(difference, before, after)
        for difference in found
        if additions or difference.direction != "new"
    )


def _beside(difference: Difference, before: Sequence[View], after: Sequence[View]) -> Difference:
    """What was left out, or came in addition, beside the likest sentence of the other side."""
    if difference.before and difference.after is None:
        return replace(difference, after=_likest(difference.before, after))
    if difference.after and difference.before is None:
        return replace(difference, before=_likest(difference.after, before))
    return difference


def _likest(excerpt: Excerpt, views: Sequence[View]) -> Excerpt | None:
    sentences = [sentence for view in views for sentence in view.statements]
    likeness = [similarity_of_words(excerpt.quote, sentence.fold) for sentence in sentences]
    best = max(likeness, default=0.0)
    return sentences[likeness.index(best)].excerpt() if best >= _LIKE else None


def _sentences(views: Sequence[View]) -> set[str]:
    return {sentence.fold for view in views for sentence in view.sentences}


def _figures(views: Sequence[View], without: set[str]) -> list[Counted]:
    every = (counted for view in views for counted in view.figures)
    return [counted for counted in every if counted.sentence.fold not in without]


def _bounds(views: Sequence[View], without: set[str]) -> list[Bound]:
    every = (bound for view in views for bound in bounds_of(view))
    return [bound for bound in every if bound.sentence.fold not in without]


def kinds_of(differences: Sequence[Difference]) -> tuple[Change, ...]:
    """The kinds of change that hold, in the order number, date, softened; same where none does."""
    kinds = {difference.kind for difference in differences if difference.counts}
    return tuple(kind for kind in CHANGES if kind in kinds) or ("same",)
