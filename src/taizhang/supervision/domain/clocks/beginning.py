"""Where supervision begins for the units (起算): the facts that a dispatch carries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from taizhang.ledger.domain.snapshot import Act

from .state import Supervised
from .stored import duty_from, evidence_from, period_from

KEY = "supervision"  # of the facts in a payload, and of the projection
DEADLINE = "deadline"  # key of the duty that a stated due date is


def facts_of(act: Act) -> Mapping[str, Any]:
    """What planning resolved for an event."""
    facts: Mapping[str, Any] = act.payload.get(KEY) or {}
    return facts


def begin(state: Supervised, facts: Mapping[str, Any]) -> Supervised:
    """Put the task under the mechanism and the duties that planning resolved for its units."""
    deadline = facts.get("deadline") and datetime.fromisoformat(facts["deadline"])
    kept = tuple(duty for duty in state.duties if "dispatched" in duty.met_by)
    periods = tuple(period_from(part) for part in facts.get("periods", ()))
    return replace(
        state,
        mechanism_id=facts.get("mechanism"),
        kind=facts.get("kind", ""),
        duties=kept + tuple(duty_from(part) for part in facts["duties"]),
        periods=periods,
        marks="." * len(periods),
        filed=(),
        deadline=deadline,
        first_deadline=deadline,
        evidence=evidence_from(facts.get("evidence", ())),
    )
