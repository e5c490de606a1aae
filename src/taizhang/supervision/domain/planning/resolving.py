"""What is resolved before an event is hashed (事前推算): due moments, periods, what is answered.

The facts stand in `payload["supervision"]`, so that the fold never needs a calendar, and a due
date stays what was promised whatever the calendar says later. Who appends an event may write part
of it (the mechanism and kind of a dispatch, the answer moment of a slip).
docs/algorithms/clocks.md lists them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from taizhang.calendars import local_day
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.registry import Planned

from ..clocks.beginning import KEY
from ..clocks.projecting import load_states
from ..errors import MechanismMissingError
from ..rules.practice import default_mechanism
from .answers import plan_answer
from .dispatch import plan_confirmed, plan_dispatch
from .evidence import evidence_facts
from .moves import plan_extension, plan_recomputing, plan_resuming
from .planner import Facts, Planner
from .plans import plan_nodes, plan_slip
from .sources import mechanism_of, work_calendar

_PLANS: Mapping[str, Callable[[Planner, Planned], Facts]] = {
    "confirmed": plan_confirmed,
    "dispatched": plan_dispatch,
    "send_back_granted": plan_dispatch,
    "reported": plan_answer,
    "closure_requested": plan_answer,
    "plan_filed": plan_nodes,
    "extension_granted": plan_extension,
    "resumed": plan_resuming,
    "due_recomputed": plan_recomputing,
    "slip_issued": plan_slip,
    "slip_returned": plan_slip,
}


def enrich(planned: Sequence[Planned], *, occurred_at: datetime) -> dict[int, Facts]:
    """Facts for the events of one call, task by task: a constant number of queries."""
    carried = {
        each.payload["replaces"]
        for each in planned
        if each.type == "confirmed" and each.payload.get("carried")
    }
    planner = Planner(
        occurred_at=occurred_at,
        calendar=work_calendar(),
        mechanism_of=mechanism_of,
        default=_default(planned, occurred_at),
        replaced=load_states(carried, None) if carried else {},
    )
    facts = plan_all(planner, planned)
    for task_id, found in evidence_facts(planned, occurred_at=occurred_at).items():
        facts[task_id] = facts.get(task_id, {}) | found
    return facts


def _default(planned: Sequence[Planned], occurred_at: datetime) -> tuple[int, str] | None:
    """The office's mechanism and kind, where an act begins a clock and names none.

    Raises `ActInputError` for a dispatch while the office's mechanism has ended.
    """
    unnamed = [each for each in planned if "mechanism" not in (each.payload.get(KEY) or {})]
    types = {each.type for each in unnamed} & {"confirmed", "dispatched"}
    if not types:
        return None
    try:
        version, kind = default_mechanism(local_day(occurred_at))
    except MechanismMissingError as error:
        if "dispatched" in types:
            raise ActInputError(str(error), field="mechanism") from None
        return None
    return version.pk, kind


def plan_all(planner: Planner, planned: Sequence[Planned]) -> dict[int, Facts]:
    """The facts of each event that has some."""
    facts = {
        each.task_id: _PLANS[each.type](planner, each)
        for each in planned
        if each.type in _PLANS and (each.state is not None or each.type == "confirmed")
    }
    return {task_id: found for task_id, found in facts.items() if found}
