"""The fold of supervision's own events: requests, decisions, slips, reviews (督查事件的回放).

Each function is pure and refuses with `ChainError` what cannot follow the events before it, so
that no sequence of events reaches a forbidden state: one request at a time, one open slip, no
pause within a pause, nothing pending on a task that is over.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from taizhang.calendars import local_day
from taizhang.ledger.domain.snapshot import Act

from ...enums import RequestKind
from .answering import NODE, STEP, set_met, skip_periods, take_back, unmeet_closing
from .beginning import begin, facts_of
from .days import start_of_day
from .filing import file_report, take_reviewed
from .fold_basics import OwnFold, moment_from, need
from .fold_slips import SLIP_ACTS
from .state import Duty, Request, Stop, Supervised
from .stored import duty_from, evidence_from, period_from


def take_up_again(state: Supervised, act: Act) -> Supervised:
    """A closed task is worked on again: its closing is owed by the deadline it had."""
    state = skip_periods(unmeet_closing(state), state.halted_at, act.occurred_at)
    return replace(
        state,
        asked_to_close_at=None,
        closed_at=None,
        closed_late=False,
        reopened=state.reopened + 1,
    )


def _find_false(state: Supervised, act: Act) -> Supervised:
    need(state.closed_at is not None, act)
    return take_up_again(state, act)


def _set_evidence(state: Supervised, act: Act) -> Supervised:
    need(not state.is_over, act)
    return replace(state, evidence=evidence_from(act.payload["evidence"]))


def _ask(kind: str) -> OwnFold:
    def ask(state: Supervised, act: Act) -> Supervised:
        need(state.started_at is not None and state.request is None, act)
        need(not state.is_over and not state.is_stopped, act)
        asked = act.payload
        request = Request(
            kind=kind,
            unit_id=asked["unit"],
            asked_by_id=act.actor_id,
            asked_at=act.occurred_at,
            reason=asked["reason"],
            progress=asked.get("progress", ""),
            new_due=_day(asked.get("due")),
            suggested=tuple(asked.get("suggested", ())),
        )
        return replace(state, request=request)

    return ask


def _sign(kind: str) -> OwnFold:
    def sign(state: Supervised, act: Act) -> Supervised:
        request = _pending(state, kind, act)
        need(request.signed_at is None, act)
        signed = replace(request, signed_by_id=act.actor_id, signed_at=act.occurred_at)
        return replace(state, request=signed)

    return sign


def _refuse(kind: str) -> OwnFold:
    def refuse(state: Supervised, act: Act) -> Supervised:
        _pending(state, kind, act)
        return replace(state, request=None)

    return refuse


def _withdraw(state: Supervised, act: Act) -> Supervised:
    need(state.request is not None, act)
    return replace(state, request=None)


def _extend(state: Supervised, act: Act) -> Supervised:
    _pending(state, RequestKind.EXTENSION, act)
    facts = facts_of(act)
    state = _move(state, facts)
    return replace(
        state,
        request=None,
        deadline=moment_from(facts["deadline"]),
        extensions=state.extensions + 1,
    )


def _send_back(state: Supervised, act: Act) -> Supervised:
    """New units, a new assignment: the step clock starts again, the business time goes on."""
    _pending(state, RequestKind.SEND_BACK, act)
    state = replace(
        state,
        request=None,
        started_at=act.occurred_at,
        signed_at=None,
        asked_to_close_at=None,
        sent_back=state.sent_back + 1,
    )
    return begin(state, facts_of(act))


def _suspend(state: Supervised, act: Act) -> Supervised:
    request = _pending(state, RequestKind.SUSPENSION, act)
    need(not state.is_stopped, act)
    stop = Stop(
        starts=local_day(act.occurred_at),
        ends=None,
        reason=request.reason,
        granted_by_id=act.actor_id,
        until=_day(act.payload.get("until")),
    )
    return replace(state, request=None, stops=(*state.stops, stop))


def _resume(state: Supervised, act: Act) -> Supervised:
    need(state.is_stopped, act)
    facts = facts_of(act)
    stop = replace(state.stops[-1], ends=date.fromisoformat(facts["ends"]))
    state = replace(
        skip_periods(state, start_of_day(stop.starts), act.occurred_at),
        stops=(*state.stops[:-1], stop),
    )
    return replace(_move(state, facts), deadline=moment_from(facts["deadline"]))


def _recompute(state: Supervised, act: Act) -> Supervised:
    """A holiday notice came out, or the report periods reach further: counted anew."""
    need(not state.is_over, act)
    facts, was = facts_of(act), state.deadline
    deadline = moment_from(facts["deadline"])
    state = _move(state, facts)
    first = deadline if state.first_deadline == was else state.first_deadline
    return replace(state, deadline=deadline, first_deadline=first)


def _move(state: Supervised, facts: Mapping[str, Any]) -> Supervised:
    """Open duties to their new moments; report periods moved (by their number) or added."""
    moved: Mapping[str, Any] = facts.get("moved", {})
    duties = tuple(_moved(duty, moved.get(duty.key)) for duty in state.duties)
    periods = list(state.periods)
    for number, part in facts.get("moved_periods", ()):
        periods[number - 1] = period_from(part)
    periods += [period_from(part) for part in facts.get("periods", ())]
    marks = state.marks + "." * (len(periods) - len(state.periods))
    return replace(state, duties=duties, periods=tuple(periods), marks=marks)


def _moved(duty: Duty, part: Mapping[str, Any] | None) -> Duty:
    return duty if part is None or duty.met_at is not None else duty_from(part)


def _file_plan(state: Supervised, act: Act) -> Supervised:
    """The plan meets the steps that ask for one; its nodes are owed from now on."""
    need(not state.is_over, act)
    facts = facts_of(act)
    for key in facts.get("meets", ()):
        state = set_met(state, key, act.occurred_at)
    nodes = tuple(duty_from(part) for part in facts.get("nodes", ()))
    deadline = moment_from(facts["deadline"]) if "deadline" in facts else state.deadline
    state = replace(state, duties=_without_nodes(state) + nodes, deadline=deadline)
    return file_report(state, act)


def _without_nodes(state: Supervised) -> tuple[Duty, ...]:
    return tuple(duty for duty in state.duties if duty.met_at or not duty.key.startswith(NODE))


def _review(state: Supervised, act: Act) -> Supervised:
    review = act.payload
    if review["verdict"] == "insufficient":
        state = _take_back_plan(take_back(state, review["answers"]), review["answers"])
    state = take_reviewed(state, review["answers"])
    return replace(state, quality=review.get("quality") or state.quality)


def _take_back_plan(state: Supervised, answers: str) -> Supervised:
    """A plan that does not suffice sets no nodes and no deadline."""
    duty = state.duty(answers.removeprefix(STEP)) if answers.startswith(STEP) else None
    if duty is None or "plan_filed" not in duty.met_by:
        return state
    by_plan = any(
        known.due == state.deadline for known in state.unmet if known.key.startswith(NODE)
    )
    deadline = duty.due if by_plan and duty.closes else state.deadline
    return replace(state, duties=_without_nodes(state), deadline=deadline)


def _rate(state: Supervised, act: Act) -> Supervised:
    """How many times in a row the public was not satisfied."""
    rating = 0 if act.payload["satisfied"] else state.public_rating + 1
    return replace(state, public_rating=rating)


def _pending(state: Supervised, kind: str, act: Act) -> Request:
    request = state.request
    need(request is not None and request.kind == kind and not state.is_over, act)
    assert request is not None
    return request


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_GRANTS: dict[str, OwnFold] = {
    RequestKind.EXTENSION: _extend,
    RequestKind.SEND_BACK: _send_back,
    RequestKind.SUSPENSION: _suspend,
}
OWN_ACTS: dict[str, OwnFold] = {
    "plan_filed": _file_plan,
    "report_reviewed": _review,
    "resumed": _resume,
    "request_withdrawn": _withdraw,
    **SLIP_ACTS,
    "public_rated": _rate,
    "due_recomputed": _recompute,
    "false_evidence_found": _find_false,
    "evidence_set": _set_evidence,
    **{f"{kind}_requested": _ask(kind) for kind in RequestKind.values},
    **{f"{kind}_signed": _sign(kind) for kind in RequestKind.values},
    **{f"{kind}_granted": grant for kind, grant in _GRANTS.items()},
    **{f"{kind}_refused": _refuse(kind) for kind in RequestKind.values},
}
