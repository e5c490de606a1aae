"""Evidence of work (任务依据), read by position alone: units, numbers, times, words of work.

It knows nothing of the items chosen. A sentence with evidence that lies in no item is a sentence
that was lost, and is reported.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from ..clauses.parties import clause_parties
from ..numbers.targets import Setting, find_targets
from ..numbers.times import Moment
from ..structure.context import DocumentContext
from . import sayings
from .places import Places
from .splitting import Sentence

_NUMBERED = frozenset({"work", "goals"})
_BOTH = frozenset({"opening", "preamble", "lead_in"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What in a sentence asks for a place in an item."""

    units: bool = False
    target: bool = False
    deadline: bool = False
    task: bool = False

    def __bool__(self) -> bool:
        return self.units or self.target or self.deadline or self.task


class EvidenceReader:
    """Reads the evidence of one document's sentences."""

    def __init__(self, context: DocumentContext, places: Places) -> None:
        self.context = context
        self.places = places
        self.fold = context.stream.fold
        self._known: dict[int, list[Moment]] = {}
        self.clause_starts = [c.start for c in context.clauses]

    def _moments(self, block: int) -> list[Moment]:
        """The times of a block that set a limit, in order."""
        if block not in self._known:
            since = self.context.issued or date.min
            found = self.context.block_moments(block)
            self._known[block] = [m for m in found if m.day and m.day >= since]
        return self._known[block]

    def limits(self, sentence: Sentence) -> bool:
        """Whether a sentence names a time by which something must be done."""
        moments = self._moments(sentence.block)
        if not moments:
            return False
        i = bisect_left(moments, sentence.start, key=lambda moment: moment.start)
        return i < len(moments) and moments[i].start < sentence.end

    def names_units(self, sentence: Sentence) -> bool:
        """Whether a responsibility clause in a sentence names somebody."""
        low = bisect_left(self.clause_starts, sentence.start)
        high = bisect_left(self.clause_starts, sentence.end)
        clauses = self.context.clauses[low:high]
        return any(clause_parties(self.fold, clause) for clause in clauses)

    def _promises(self, sentence: Sentence, zone: str) -> bool:
        kind = zone if zone in {"goals", "preamble"} else "work"
        setting = Setting(kind, self._moments(sentence.block), None, self.context.anchor.since)
        clean = self.context.stream.clean
        return bool(find_targets(self.fold, clean, sentence.start, sentence.end, setting))

    def read(self, sentence: Sentence, zone: str, saying: str | None) -> Evidence:
        """The evidence in a sentence; ``saying`` is what its words tell, None when nothing."""
        units = self.names_units(sentence)
        if self.context.rules or zone not in _NUMBERED | _BOTH:
            return Evidence(units=units)
        target = self._promises(sentence, zone)
        limit = self.limits(sentence)
        if zone in _BOTH:
            both = target and limit
            return Evidence(units, both, both, zone == "lead_in" and self._assigns(sentence))
        text = self.fold[sentence.start : sentence.end]
        task = zone == "work" and saying is None and sayings.acts(text)
        return Evidence(units, target, limit and saying is None, task)

    def _assigns(self, sentence: Sentence) -> bool:
        """Whether somebody named must do something."""
        return sayings.assigns(self.fold[sentence.start : sentence.end])
