"""Facts of an assignment (交办的推算): mechanism, duties, report periods, the deadline."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.registry import Planned

from ...mechanisms.types import Mechanism
from ..clocks.answering import unmeet_closing
from ..clocks.beginning import KEY
from ..clocks.days import day_of_due
from ..clocks.periods import plan_periods
from ..clocks.stored import dump_duty, dump_period, dump_state
from ..clocks.terms import Counting, deadline_of, plan_assignment, plan_steps, stated_deadline
from ..evidence.rules import BY_RULES, evidence_rules
from .planner import Facts, Planner, state_of


def plan_confirmed(planner: Planner, planned: Planned) -> Facts:
    """The office owes the assignment; an unchanged task goes on where the earlier one stood."""
    payload = planned.payload
    if payload.get("carried"):
        return _carried(planner, payload["replaces"])
    if planner.default is None:
        return {}
    duty = plan_assignment(planner.counting(planner.default[0]), planner.occurred_at)
    return {"duties": [dump_duty(duty)]} if duty else {}


def _carried(planner: Planner, replaces: int) -> Facts:
    """The state of the earlier task; what it had asked for has to be asked again."""
    state = planner.replaced.get(replaces)
    if state is None:
        return {}
    dumped = dump_state(unmeet_closing(state))
    return {"carried": {k: v for k, v in dumped.items() if k not in _ASKED}}


_ASKED = frozenset(
    {"request", "filed", "asked_to_close_at", "closed_at", "closed_late", "ended_at"}
)


def plan_dispatch(planner: Planner, planned: Planned) -> Facts:
    """The steps, periods and deadline of a task that goes to its units now.

    The act names mechanism and kind, or the office's practice does; without either only the
    stated date is owed. Raises `ActInputError` for a kind that the mechanism does not have.
    """
    chosen = planned.payload.get(KEY) or {}
    default_id, default_kind = planner.default or (None, "")
    if planned.type == "send_back_granted":
        default_id, default_kind = state_of(planned).mechanism_id, state_of(planned).kind
    mechanism_id = chosen.get("mechanism", default_id)
    kind = chosen.get("kind", default_kind if mechanism_id == default_id else "")
    key = (mechanism_id, kind, planned.after.due)
    if key not in planner.shared:
        planner.shared[key] = _assignment(planner, *key)
    return {**planner.shared[key], **_evidence(planned)}


def _evidence(planned: Planned) -> Facts:
    """What closes the task: as before when it is sent back, else what the office asks for."""
    if planned.type == "send_back_granted":
        asked = state_of(planned).evidence
    elif (planned.payload.get("evidence") or {}).get("how") == BY_RULES:
        asked = evidence_rules().propose(planned.after)
    else:
        return {}
    return {"evidence": [list(pair) for pair in asked]}


def _assignment(planner: Planner, mechanism_id: int | None, kind: str, due: date | None) -> Facts:
    counting = planner.counting(mechanism_id)
    kind = _kind_of(counting.mechanism, kind)
    duties = list(plan_steps(counting, kind, planner.occurred_at))
    if due is not None:
        duties.append(stated_deadline(counting, due))
    deadline = deadline_of(duties)
    return {
        "mechanism": mechanism_id,
        "kind": kind,
        "duties": [dump_duty(duty) for duty in duties],
        "periods": _periods(planner, counting, kind, deadline),
        "deadline": deadline and deadline.isoformat(),
    }


def _periods(
    planner: Planner, counting: Counting, kind: str, deadline: datetime | None
) -> list[list[object]]:
    mechanism = counting.mechanism
    if mechanism is None or mechanism.reports is None or not mechanism.reports.is_for(kind):
        return []
    periods = plan_periods(
        mechanism,
        assigned=planner.today,
        until=None if deadline is None else day_of_due(deadline),
        calendar=planner.calendar,
    )
    return [dump_period(period) for period in periods]


def _kind_of(mechanism: Mechanism | None, kind: str) -> str:
    """The kind itself; where none is named the mechanism's first."""
    if mechanism is None:
        return ""
    known = {each.key: each.name for each in mechanism.kinds}
    if not kind:
        return next(iter(known), "")
    if kind not in known:
        raise ActInputError(
            _("督办机制“%(name)s”没有事项类别“%(kind)s”，可选的有：%(known)s。")
            % {"name": mechanism.name, "kind": kind, "known": "、".join(known.values())},
            field="kind",
        )
    return kind
