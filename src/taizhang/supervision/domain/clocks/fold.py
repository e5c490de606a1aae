"""The fold of supervision (督办状态的回放): a task's state after each event of its chain.

Pure: no calendar, no clock. Every due moment was resolved when it was promised and stands in the
event (`payload["supervision"]`, written by `planning`). An event of the time before this room has
no such part: the stated due date is then all that is owed. docs/algorithms/clocks.md lists what
each event carries.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from taizhang.calendars import ends_at, local_day
from taizhang.ledger.domain.snapshot import Act, Snapshot

from .answering import answer, meet, skip_periods, unmeet_closing
from .beginning import DEADLINE, begin, facts_of
from .filing import file_report
from .fold_acts import OWN_ACTS, take_up_again
from .state import Duty, Supervised
from .stored import duty_from, state_from

_Fold = Callable[[Supervised, Snapshot | None, Snapshot, Act], Supervised]


def fold_act(
    state: Supervised | None, before: Snapshot | None, after: Snapshot, act: Act
) -> Supervised | None:
    """The state after an event; None stays None until the task is confirmed.

    `before` and `after` are the ledger's view of the same event. Raises `ChainError` for an event
    of supervision that cannot come after the ones before it.
    """
    if act.type == "confirmed":
        return _confirm(after, act)
    if state is None:
        return None
    if act.type in OWN_ACTS:
        return OWN_ACTS[act.type](state, act)
    fold = _LEDGER_ACTS.get(act.type)
    return state if fold is None else fold(state, before, after, act)


def _confirm(after: Snapshot, act: Act) -> Supervised:
    facts = facts_of(act)
    if "carried" in facts:
        return state_from(facts["carried"])
    duties = tuple(duty_from(part) for part in facts.get("duties", ()))
    state = Supervised(intake_at=act.occurred_at, duties=duties)
    if after.dispatched_at is None:
        return state
    state = _with_stated_due(replace(state, started_at=after.dispatched_at), after)
    return replace(state, signed_at=after.signed_at)


def _with_stated_due(state: Supervised, task: Snapshot) -> Supervised:
    """Nothing was resolved: only the date that the task itself states is owed."""
    if task.due is None:
        return state
    due = ends_at(task.due, None)
    duty = Duty(DEADLINE, "", due, due, closes=True, met_by=("closure_requested",))
    return replace(state, duties=(*state.duties, duty), deadline=due, first_deadline=due)


def _dispatch(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    state = replace(
        meet(state, "dispatched", act.occurred_at), started_at=act.occurred_at, signed_at=None
    )
    facts = facts_of(act)
    return begin(state, facts) if "duties" in facts else _with_stated_due(state, after)


def _sign(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    if not act.payload["answering"]:
        return state
    state = meet(state, "signed", act.occurred_at)
    return replace(state, signed_at=state.signed_at or act.occurred_at)


def _report(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    state = answer(state, facts_of(act).get("answers", ""), act.occurred_at)
    return file_report(state, act)


def _ask_to_close(
    state: Supervised, before: Snapshot | None, after: Snapshot, act: Act
) -> Supervised:
    """A request to close carries the result: it answers every open step, and its period; whoever
    reviews it reviews what was reported before. What was asked about the clock is asked no more."""
    state = answer(state, facts_of(act).get("answers", ""), act.occurred_at)
    for way in ("reported", "plan_filed", "closure_requested"):
        state = meet(state, way, act.occurred_at)
    return replace(state, asked_to_close_at=act.occurred_at, filed=(), request=None)


def _return(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    state = skip_periods(unmeet_closing(state), state.halted_at, act.occurred_at)
    return replace(state, asked_to_close_at=None, returned=state.returned + 1)


def _close(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    asked = state.halted_at or act.occurred_at
    late = state.deadline is not None and asked > state.deadline
    state = meet(state, "closure_accepted", act.occurred_at)
    return replace(
        _end(state, act.occurred_at),
        asked_to_close_at=state.asked_to_close_at or act.occurred_at,
        closed_at=act.occurred_at,
        closed_late=late,
    )


def _end(state: Supervised, moment: datetime) -> Supervised:
    """Nothing is pending on a task that is over: no request, no slip, no pause."""
    stops = state.stops
    if state.is_stopped:
        last = local_day(moment) - timedelta(days=1)
        stops = (*stops[:-1], replace(stops[-1], ends=last))
    slip = state.slip
    if slip is not None and slip.is_open:
        slip = replace(slip, lifted_at=moment)
    return replace(state, request=None, slip=slip, stops=stops, filed=())


def _reopen(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    return take_up_again(state, act)


def _supersede(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    return replace(_end(state, act.occurred_at), ended_at=act.occurred_at)


def _correct(state: Supervised, before: Snapshot | None, after: Snapshot, act: Act) -> Supervised:
    """A date changed by hand is counted, and never moves what was promised."""
    edited = before is not None and _dates(before) != _dates(after)
    return replace(state, edited=state.edited + 1) if edited else state


def _dates(task: Snapshot) -> tuple[Any, Mapping[int, Any]]:
    return task.due, {goal.key: goal.deadline for goal in task.targets}


_LEDGER_ACTS: dict[str, _Fold] = {
    "dispatched": _dispatch,
    "signed": _sign,
    "reported": _report,
    "closure_requested": _ask_to_close,
    "closure_returned": _return,
    "closure_accepted": _close,
    "reopened": _reopen,
    "superseded": _supersede,
    "corrected": _correct,
}
