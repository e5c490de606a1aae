"""What changed inside a matched measure (差异)."""

from __future__ import annotations

from collections.abc import Sequence

from .dates import compare_dates
from .figures import compare_figures
from .records import CHANGES, Change, Difference
from .strength import find_softened
from .views import View


def compare(before: Sequence[View], after: Sequence[View]) -> tuple[Difference, ...]:
    """All differences between what one document says of a measure and what another says."""
    softened = find_softened(before, after)
    figures = compare_figures(before, after)
    loosened = {difference.before for difference in softened}
    # A number that went with the sentence that was softened is part of the softening.
    told = [f for f in figures if f.direction != "removed" or f.before not in loosened]
    return (*told, *compare_dates(before, after), *softened)


def kinds_of(differences: Sequence[Difference]) -> tuple[Change, ...]:
    """The kinds of change that hold, in the order number, date, softened; same where none does."""
    kinds = {difference.kind for difference in differences if difference.counts}
    return tuple(kind for kind in CHANGES if kind in kinds) or ("same",)
