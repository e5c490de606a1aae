"""Changes of a measure told for people (变化的说明): what became what, sentences marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.extraction.align import Difference, Excerpt, Figure, contrast

from ...enums import Change

_MISSING = {"removed": gettext_lazy("未写"), "new": gettext_lazy("原未写")}


@dataclass(frozen=True, slots=True)
class Note:
    """One change in a few words: 500所 → 40所."""

    change: Change
    before: str
    after: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The changes between two sentences, and the sentences in pieces (text, whether it differs).

    A side is None where its document says nothing.
    """

    notes: Sequence[Note]
    before: Sequence[tuple[str, bool]] | None
    after: Sequence[tuple[str, bool]] | None


def tell(differences: Sequence[Difference]) -> list[Told]:
    """The differences of a cell, those of the same two sentences together."""
    groups: dict[tuple[Excerpt | None, Excerpt | None], list[Note]] = {}
    for difference in differences:
        pair = (difference.before, difference.after)
        groups.setdefault(pair, []).append(_note(difference))
    return [_told(notes, before, after) for (before, after), notes in groups.items()]


def _told(notes: list[Note], before: Excerpt | None, after: Excerpt | None) -> Told:
    if before is None or after is None:
        return Told(notes, _whole(before), _whole(after))
    left, right = contrast(_line(before), _line(after))
    return Told(notes, left, right)


def _whole(excerpt: Excerpt | None) -> list[tuple[str, bool]] | None:
    return [(_line(excerpt), False)] if excerpt else None


def _line(excerpt: Excerpt) -> str:
    """The sentence without the line ends and blanks of the page."""
    return "".join(excerpt.quote.split())


def _note(difference: Difference) -> Note:
    before, after = _values(difference)
    missing = str(_MISSING.get(difference.direction, ""))
    return Note(Change(difference.kind), before or missing, after or missing, not difference.counts)


def _values(difference: Difference) -> tuple[str, str]:
    if Change(difference.kind) is Change.SOFTENED:
        before, after = difference.words
        return before or _("（直接要求）"), after
    if Change(difference.kind) is Change.DATE:
        before_day, after_day = difference.dates
        return (
            before_day.isoformat() if before_day else "",
            after_day.isoformat() if after_day else "",
        )
    before_figure, after_figure = difference.figures
    return _figure(before_figure), _figure(after_figure)


def _figure(figure: Figure | None) -> str:
    return "".join(figure.quote.split()) if figure else ""
