"""What closes a task, what was filed for it, and what is missing (办结佐证的现状)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.domain.snapshot import Goal, Snapshot
from taizhang.ledger.enums import Operator
from taizhang.ledger.models import Event, Evidence, Task

from ...enums import EvidenceKind
from ..clocks.evidence_events import REMARKS, say_filing
from ..clocks.state import Supervised

VOID = "false_evidence_found"  # what was filed before it shows nothing any more


@dataclass(frozen=True, slots=True)
class FiledEvidence:
    """One piece of evidence as it was filed."""

    event_id: int
    payload: Mapping[str, Any]
    at: datetime
    who: str
    files: tuple[Evidence, ...] = ()

    @property
    def sentence(self) -> str:
        return say_filing(self.payload)

    @property
    def remarks(self) -> list[str]:
        """What a reviewer should notice."""
        return [str(REMARKS[code]) for code in self.payload.get("remarks", ())]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is asked for: a kind of evidence for a target, or for the whole task."""

    key: int | None
    kind: str
    goal: Goal | None
    filed: tuple[FiledEvidence, ...]

    @property
    def place(self) -> int:
        """Where it stands in addresses: the target's key, 0 for the whole task."""
        return self.key or 0

    @property
    def label(self) -> str:
        return str(EvidenceKind(self.kind).label)

    @property
    def about(self) -> str:
        return self.goal.indicator if self.goal else _("整项任务")

    @property
    def missing(self) -> str:
        """What is missing and what to do; empty when it is there."""
        if not self.filed:
            return _("缺“%(about)s”的%(kind)s，请先在“办结佐证”页提交。") % {
                "about": self.about,
                "kind": self.label,
            }
        if self.kind == EvidenceKind.FIGURE and not any(map(self._is_final, self.filed)):
            assert self.goal is not None
            assert self.goal.deadline is not None
            return _(
                "“%(about)s”的统计数据没有达到目标，也早于目标时限%(day)s；请提交时限当日或以后的数据。"
            ) % {"about": self.about, "day": self.goal.deadline.isoformat()}
        return ""

    def _is_final(self, filed: FiledEvidence) -> bool:
        """A figure from the deadline or later, or one that reaches the target before it."""
        assert self.goal is not None
        [figure] = filed.payload["figures"]
        day = date.fromisoformat(figure["observed_on"])
        if self.goal.deadline is None or day >= self.goal.deadline:
            return True
        return reaches(self.goal, Decimal(figure["value"]))


def reaches(goal: Goal, value: Decimal) -> bool:
    """Whether a figure reaches a target; a range by its lower bound."""
    if goal.op == Operator.AT_MOST:
        return value <= goal.value
    if goal.op == Operator.BELOW:
        return value < goal.value
    if goal.op == Operator.ABOVE:
        return value > goal.value
    return value >= goal.value


def requirements_of(task: Task, snapshot: Snapshot, state: Supervised | None) -> list[Requirement]:
    """Everything that is asked for, with what was filed for it: two queries, or none.

    A target that is no longer there asks for nothing.
    """
    if state is None or not state.evidence:
        return []
    return requirements_from(evidence_events(task, None), snapshot, state)


def requirements_from(
    events: Sequence[Event], snapshot: Snapshot, state: Supervised
) -> list[Requirement]:
    """The same from the `evidence_events` of a task: one query."""
    filed = _filed(events)
    return [
        Requirement(
            key, kind, None if key is None else snapshot.goal(key), filed.get((key, kind), ())
        )
        for key, kind in state.evidence
        if key is None or snapshot.goal(key) is not None
    ]


def evidence_events(task: Task, moment: datetime | None) -> list[Event]:
    """What was filed for a task and when that was found false, up to a recorded moment."""
    events = Event.objects.filter(task=task, type__in=("evidence_filed", VOID)).order_by("seq")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    return list(events.select_related("actor"))


def _filed(events: Sequence[Event]) -> dict[tuple[int | None, str], tuple[FiledEvidence, ...]]:
    """What was filed since evidence was last found false, by what it is for."""
    kept = _since_void(events)
    files: dict[int, list[Evidence]] = {}
    for evidence in Evidence.objects.filter(event__in=[event.pk for event in kept]):
        files.setdefault(evidence.event_id, []).append(evidence)
    found: dict[tuple[int | None, str], tuple[FiledEvidence, ...]] = {}
    for event in kept:
        payload = json.loads(event.payload)
        one = FiledEvidence(
            event.pk, payload, event.occurred_at, payload["name"], tuple(files.get(event.pk, ()))
        )
        place = (payload["target"], payload["kind"])
        found[place] = (*found.get(place, ()), one)
    return found


def _since_void(events: Sequence[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in events:
        kept = [] if event.type == VOID else [*kept, event]
    return kept
