"""What waits for a review (待审报告): filed with the report, gone with the review."""

from dataclasses import replace

from taizhang.ledger.domain.snapshot import Act

from .answering import STEP
from .beginning import facts_of
from .state import Filed, Supervised


def file_report(state: Supervised, act: Act) -> Supervised:
    """A report or plan that somebody reviews waits for it, in place of what answered the same
    before; one that repeats earlier words is counted."""
    facts = facts_of(act)
    answers = facts.get("answers") or next((STEP + key for key in facts.get("meets", ())), "")
    if facts.get("repeated"):
        state = replace(state, repeats=state.repeats + 1)
    if not answers or "reviewer" not in facts:
        return state
    filed = Filed(
        answers=answers,
        filed_at=act.occurred_at,
        by_id=act.actor_id,
        unit_id=act.payload.get("unit"),
        reviewer=facts["reviewer"],
        plan=act.type == "plan_filed",
    )
    return replace(state, filed=(*_others(state, answers), filed))


def take_reviewed(state: Supervised, answers: str) -> Supervised:
    """Without what has been reviewed."""
    return replace(state, filed=_others(state, answers))


def _others(state: Supervised, answers: str) -> tuple[Filed, ...]:
    return tuple(filed for filed in state.filed if filed.answers != answers)
