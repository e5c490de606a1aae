"""What a report answers (回应环节或报告期): as it says itself, else what is owed first."""

from datetime import datetime

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.registry import Planned

from ...enums import Reviewer
from ..clocks.answering import NODE, OPEN, PERIOD, STEP, place_of
from ..clocks.state import Supervised
from .planner import Facts, Planner, state_of


def plan_answer(planner: Planner, planned: Planned) -> Facts:
    """What a report, or a closing request, answers.

    Its own word counts, unless the report was made on another task of the same commitment. Without
    one: the earliest open step that reports meet, else the earliest unanswered period that is
    past due, else the current one. Nodes of a plan are answered only by name. Without a mechanism
    nothing is asked for. Raises `ActInputError` for a word that names nothing that reports meet,
    or a period after the current one.
    """
    state = state_of(planned)
    if state.mechanism_id is None:
        return {}
    said = "" if planned.payload.get("from") else planned.payload.get("answers", "")
    if said:
        _check(state, said, planner.occurred_at)
        return _answered(planner, planned, state, said)
    answers = default_answer(state, planner.occurred_at)
    return _answered(planner, planned, state, answers) if answers else {}


def _answered(planner: Planner, planned: Planned, state: Supervised, answers: str) -> Facts:
    """What is answered, and who reviews it; a request to close is reviewed as such."""
    if planned.type != "reported":
        return {"answers": answers}
    return {"answers": answers} | reviewer_facts(planner, state, answers)


def reviewer_facts(planner: Planner, state: Supervised, answers: str) -> Facts:
    """Who reviews what answers a step or a period, as its mechanism says; nothing: nobody does.

    The nodes of a plan are reviewed by the office.
    """
    if state.mechanism_id is None:
        return {}
    mechanism = planner.mechanism_of(state.mechanism_id)
    reviewer: str = Reviewer.OFFICE
    if answers.startswith(PERIOD) and mechanism.reports is not None:
        reviewer = mechanism.reports.reviewer
    for step in mechanism.steps:
        if answers == STEP + step.key:
            reviewer = step.reviewer
    return {} if reviewer == Reviewer.NOBODY else {"reviewer": str(reviewer)}


def default_answer(state: Supervised, moment: datetime) -> str:
    """What a report at this moment answers when it does not say; "": nothing is asked for."""
    steps = [
        duty for duty in state.unmet if "reported" in duty.met_by and not duty.key.startswith(NODE)
    ]
    if steps:
        return STEP + min(steps, key=lambda duty: duty.due).key
    current = current_place(state, moment)
    open_places = [place for place in range(current + 1) if state.marks[place : place + 1] == OPEN]
    return f"{PERIOD}{open_places[0] + 1}" if open_places else ""


def current_place(state: Supervised, moment: datetime) -> int:
    """The index of the first period not yet past due (as many as there are: all are past)."""
    return sum(period.due < moment for period in state.periods)


def _check(state: Supervised, said: str, moment: datetime) -> None:
    if said.startswith(STEP):
        duty = state.duty(said.removeprefix(STEP))
        known = duty is not None and "reported" in duty.met_by
    else:
        place = place_of(state, said)
        known = place is not None and place <= current_place(state, moment)
    if not known:
        raise ActInputError(
            _("这份报告要回应的环节或报告期（%(said)s）不在这项任务现在应报的范围内，请刷新页面。")
            % {"said": said},
            field="answers",
        )
