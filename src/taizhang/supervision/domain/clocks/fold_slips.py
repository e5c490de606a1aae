"""The fold of slips (督查单的回放): issued, answered, signed, returned, lifted.

One matter, one slip: an open one goes out again only with its number and a graver colour.
"""

from dataclasses import replace

from taizhang.ledger.domain.snapshot import Act

from ...enums import Colour
from .beginning import facts_of
from .fold_basics import OwnFold, moment_from, need
from .state import Slip, Supervised

GRAVITY = {colour: place for place, colour in enumerate(Colour.values)}


def _issue_slip(state: Supervised, act: Act) -> Supervised:
    """A first slip of any colour; an open one only again with its number and a graver colour."""
    issued, slip = act.payload, state.slip
    need(not state.is_over and issued["colour"] in GRAVITY, act)
    if slip is not None and slip.is_open:
        graver = GRAVITY[issued["colour"]] > GRAVITY[slip.colour]
        need(graver and issued["number"] == slip.number, act)
    answer_by = moment_from(facts_of(act)["answer_by"])
    assert answer_by is not None
    return replace(state, slip=Slip(issued["number"], issued["colour"], act.occurred_at, answer_by))


def _answer_slip(state: Supervised, act: Act) -> Supervised:
    """An answer that is not signed may be given anew; one that is waits for the office."""
    slip = _open_slip(state, act)
    need(slip.answered_at is None, act)
    signed = act.payload.get("signed", True)
    given = replace(
        slip,
        given_at=act.occurred_at,
        given_by_id=act.actor_id,
        unit_id=act.payload.get("unit"),
        answered_at=act.occurred_at if signed else None,
        signed_by_id=act.actor_id if signed else None,
    )
    return replace(state, slip=given)


def _sign_slip_answer(state: Supervised, act: Act) -> Supervised:
    slip = _open_slip(state, act)
    need(slip.given_at is not None and slip.answered_at is None, act)
    signed = replace(slip, answered_at=act.occurred_at, signed_by_id=act.actor_id)
    return replace(state, slip=signed)


def _return_slip_answer(state: Supervised, act: Act) -> Supervised:
    """The answer does not suffice: another is due by a new moment."""
    slip = _open_slip(state, act)
    need(slip.answered_at is not None, act)
    answer_by = moment_from(facts_of(act)["answer_by"])
    assert answer_by is not None
    asked = Slip(slip.number, slip.colour, slip.issued_at, answer_by)
    return replace(state, slip=asked, quality=act.payload.get("quality") or state.quality)


def _lift_slip(state: Supervised, act: Act) -> Supervised:
    slip = replace(_open_slip(state, act), lifted_at=act.occurred_at)
    return replace(state, slip=slip, quality=act.payload.get("quality") or state.quality)


def _open_slip(state: Supervised, act: Act) -> Slip:
    slip = state.slip
    need(slip is not None and slip.is_open, act)
    assert slip is not None
    return slip


SLIP_ACTS: dict[str, OwnFold] = {
    "slip_issued": _issue_slip,
    "slip_answered": _answer_slip,
    "slip_answer_signed": _sign_slip_answer,
    "slip_returned": _return_slip_answer,
    "slip_lifted": _lift_slip,
}
