"""Facts of acts that set dates (时限设定的推算): the nodes of a filed plan, a slip's answer."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from taizhang.calendars import DayUnit
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.registry import Planned

from ..clocks.answering import NODE, STEP
from ..clocks.beginning import DEADLINE, KEY
from ..clocks.days import day_of_due
from ..clocks.state import Duty, Supervised
from ..clocks.stored import dump_duty
from ..clocks.terms import Counting
from .answers import reviewer_facts
from .planner import Facts, Planner, state_of


def plan_nodes(planner: Planner, planned: Planned) -> Facts:
    """The nodes of a filed plan as duties, and which steps the plan meets.

    A plan in time stands in for a closing step that allows it: its last node is then the closing,
    and the deadline where no date is stated. A later plan keeps that deadline: moving it takes an
    extension. Raises `ActInputError` for nodes that cannot be used.
    """
    state = state_of(planned)
    steps = [duty for duty in state.unmet if "plan_filed" in duty.met_by]
    meets = [d for d in steps if not d.closes or planner.occurred_at <= d.due]
    closing = [duty for duty in state.duties if duty.closes and "plan_filed" in duty.met_by]
    stands_in = bool(closing) and all(duty in meets or duty.met_at for duty in closing)
    counting = planner.counting(state.mechanism_id)
    nodes = _nodes(planner, counting, state, planned.payload["nodes"], closes=stands_in)
    facts: Facts = {"meets": [d.key for d in meets], "nodes": [dump_duty(node) for node in nodes]}
    if meets:
        facts |= reviewer_facts(planner, state, STEP + meets[0].key)
    if not stands_in:
        return facts
    first = any(duty in meets for duty in closing)
    _check_last(nodes, state, may_set=first and state.duty(DEADLINE) is None)
    if first and state.duty(DEADLINE) is None:
        facts["deadline"] = nodes[-1].due.isoformat()
    return facts


def _nodes(
    planner: Planner,
    counting: Counting,
    state: Supervised,
    parts: Sequence[dict[str, str]],
    *,
    closes: bool,
) -> list[Duty]:
    """The nodes in their order, numbered on from those of earlier plans."""
    days = [date.fromisoformat(part["due"]) for part in parts]
    if days != sorted(days) or any(day < planner.today for day in days):
        raise ActInputError(
            _("方案的节点应按时间先后填写，并且不早于今天；请更正节点日期。"), field="nodes"
        )
    numbers = [int(d.key.removeprefix(NODE)) for d in state.duties if d.key.startswith(NODE)]
    known = max(numbers, default=0)
    return [
        Duty(
            key=f"{NODE}{known + place}",
            name=part["name"],
            due=counting.moment(day),
            near=counting.near(day),
            closes=closes and place == len(parts),
            met_by=("closure_requested",) if closes and place == len(parts) else ("reported",),
        )
        for place, (part, day) in enumerate(zip(parts, days, strict=True), 1)
    ]


def _check_last(nodes: Sequence[Duty], state: Supervised, *, may_set: bool) -> None:
    """A plan instead of closing says when closing comes, and never later than was promised."""
    if not nodes:
        raise ActInputError(
            _("到期不能办结而报送方案的，方案要写明各节点和完成日期，请填写节点。"), field="nodes"
        )
    if not may_set and state.deadline is not None and nodes[-1].due > state.deadline:
        raise ActInputError(
            _("方案的最后节点晚于完成时限 %(day)s；推迟时限请申请延期。")
            % {"day": day_of_due(state.deadline)},
            field="nodes",
        )


def plan_slip(planner: Planner, planned: Planned) -> Facts:
    """By when a slip is to be answered: as stated, else as the mechanism says for its colour."""
    if (planned.payload.get(KEY) or {}).get("answer_by"):
        return {}
    counting = planner.counting(state_of(planned).mechanism_id)
    if planned.payload.get("answer_by"):
        day = date.fromisoformat(planned.payload["answer_by"])
        return {"answer_by": counting.moment(day).isoformat()}
    rules = counting.mechanism.escalation if counting.mechanism else ()
    rule = next((rule for rule in rules if rule.colour == planned.payload["colour"]), None)
    if rule is None:
        raise ActInputError(
            _("这项任务的督办机制没有规定该颜色督查单的答复期限，请填写答复日期。"),
            field="answer_by",
        )
    start = counting.start_day(planner.occurred_at, DayUnit(rule.answer_within.unit))
    day, _provisional = counting.counted(start, rule.answer_within)
    return {"answer_by": counting.moment(day).isoformat()}
