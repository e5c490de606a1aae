"""Give a task on to the units below (分解): a part each, with a share of every target.

The parts are ordinary tasks with a parent. The city's office decomposes to its counties and
supervises the parts itself; the clerk of a county that answers decomposes to bureaus and townships,
and supervises those. What was given to whom stands in the parent's chain (`decomposed`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.adding import DECOMPOSE, TaskInput, add_tasks
from taizhang.ledger.domain.chain import append_event
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.payloads import clean_number, clean_text, number_text
from taizhang.ledger.domain.scenes import Scene, open_scene
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.enums import Operator, UnitRole
from taizhang.ledger.exchange.target_text import format_target
from taizhang.ledger.models import Task
from taizhang.organisations.enums import UnitKind
from taizhang.organisations.models import Unit

from ...enums import Spread
from ..queries.decomposition import breakdown_of
from .breakdowns import Breakdown
from .offices import Office, offices_before
from .shares import proposed_spread
from .shortfalls import quantity, shortfalls, written

DECOMPOSED = "decomposed"


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gets: by the key of the parent's target its share; left out: none of it."""

    unit: Unit
    shares: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Who gets what. `keeper`: the unit in whose name it is given (None: the city's office);
    `spreads`: how each target is given on; `reason`: why the shares do not reach a target."""

    parts: Sequence[Part]
    spreads: Mapping[int, Spread]
    due: date | None = None
    reason: str = ""
    keeper: Unit | None = None


@transaction.atomic
def decompose_task(
    task: Task, plan: Decomposition, *, actor: Person, as_of: datetime
) -> list[Task]:
    """Make the parts, in their order, and record on the task who got what.

    Shares of an earlier decomposition count towards the targets.

    Raises:
        ActNotAllowedError, TaskStateError: as `add_tasks`.
        ActInputError: a unit that cannot get a part, a share that is no number, a date after the
            task's own, or (without a reason) shares that do not reach a target; `field` is
            parts, shares, due or reason.
    """
    scene = open_scene(task, DECOMPOSE, actor=actor, as_of=as_of)
    office = _office(scene, plan, as_of)
    before = breakdown_of(task, office.keeper)
    chosen = {
        goal.key: Spread(plan.spreads.get(goal.key) or proposed_spread(goal))
        for goal in scene.before.targets
    }
    plan = replace(plan, spreads=chosen)
    _check_units(scene, plan, before)
    _check_due(scene, plan)
    parts = [_cleaned(part, scene.before.targets, plan.spreads) for part in plan.parts]
    reason = clean_text(plan.reason, _("缺口说明"), field="reason", most=2_000)
    _check_sums(scene.before.targets, parts, plan.spreads, before, reason)
    goals = [_goals(part, scene.before.targets, plan.spreads) for part in parts]
    tasks = add_tasks(
        [
            _task_input(scene, part, list(theirs.values()), plan, office)
            for part, theirs in zip(parts, goals, strict=True)
        ],
        actor=actor,
        as_of=as_of,
    )
    payload = _payload(tasks, parts, goals, plan, office, reason)
    append_event(task, type=DECOMPOSED, payload=payload, actor=actor, occurred_at=as_of)
    return tasks


def _office(scene: Scene, plan: Decomposition, as_of: datetime) -> Office:
    wanted = plan.keeper.pk if plan.keeper else None
    offices = offices_before(scene.task, scene.standing, on=timezone.localdate(as_of))
    for office in offices:
        if office.keeper_id == wanted:
            return office
    raise ActNotAllowedError(
        _("您不能以%(office)s的名义分解任务 %(number)s。")
        % {
            "office": plan.keeper.name if plan.keeper else _("市级督查机构"),
            "number": scene.task.number,
        }
    )


def _check_units(scene: Scene, plan: Decomposition, before: Breakdown) -> None:
    if not plan.parts:
        raise ActInputError(_("没有选中任何单位，请至少选一家。"), field="parts")
    known = {unit_id: child for child in before.children for unit_id in child.unit_ids}
    seen: set[int] = set()
    for part in plan.parts:
        unit = part.unit
        if unit.pk in seen:
            sentence = _("%(unit)s写了两次，请删去一行。") % {"unit": unit.name}
        elif unit.kind == UnitKind.COLLECTIVE:
            sentence = _("“%(unit)s”是统称，不能承担任务，请选具体单位。") % {"unit": unit.name}
        elif plan.keeper and plan.keeper.pk == unit.pk:
            sentence = _("不能把任务分解给%(unit)s自己，请选它的下级单位。") % {"unit": unit.name}
        elif unit.pk in known:
            sentence = _("%(unit)s已有分解任务 %(number)s；要改份额，请更正那项任务。") % {
                "unit": unit.name,
                "number": known[unit.pk].number,
            }
        else:
            seen.add(unit.pk)
            continue
        raise ActInputError(sentence, field="parts")


def _check_due(scene: Scene, plan: Decomposition) -> None:
    limit = scene.before.due
    if limit is not None and (plan.due is None or plan.due > limit):
        raise ActInputError(
            _("下级任务的完成时限不能晚于本任务的 %(limit)s，请改早。")
            % {"limit": limit.isoformat()},
            field="due",
        )


def _cleaned(part: Part, goals: Sequence[Goal], spreads: Mapping[int, Spread]) -> Part:
    """The part with exact shares of targets that are there; a share of nothing is none."""
    shares = {}
    for goal in goals:
        if (given := part.shares.get(goal.key)) is None:
            continue
        share = clean_number(given, f"{part.unit.name} {goal.indicator}", field="shares")
        divided = spreads[goal.key] == Spread.SUM
        _check_share(part.unit, goal, share, divided)
        if share or not divided:
            shares[goal.key] = share
    if goals and not shares:
        raise ActInputError(
            _("%(unit)s没有分到任何目标，请填写份额，或不选这一家。") % {"unit": part.unit.name},
            field="shares",
        )
    return replace(part, shares=shares)


def _check_share(unit: Unit, goal: Goal, share: Decimal, divided: bool) -> None:
    said = {
        "unit": unit.name,
        "indicator": goal.indicator,
        "share": quantity(share, goal),
    }
    if divided and share * (-1 if goal.value < 0 else 1) < 0:
        raise ActInputError(
            _("%(unit)s的“%(indicator)s”份额是 %(share)s，正负号与目标相反，请更正。") % said,
            field="shares",
        )
    if not divided and goal.value_max is not None and share > goal.value_max:
        raise ActInputError(
            _("%(unit)s的“%(indicator)s”是 %(share)s，高于目标的上限，请更正。") % said,
            field="shares",
        )


def _check_sums(
    goals: Sequence[Goal],
    parts: Sequence[Part],
    spreads: Mapping[int, Spread],
    before: Breakdown,
    reason: str,
) -> None:
    if reason:
        return
    shares = {
        goal.key: [part.shares[goal.key] for part in parts if goal.key in part.shares]
        + before.shares_of(goal.key)
        for goal in goals
    }
    if sentences := shortfalls(goals, shares, spreads):
        sentences.append(_("请补足份额；确由本级直接承担或分批下达的，请填写缺口说明。"))
        raise ActInputError("".join(sentences), field="reason")


def _goals(part: Part, goals: Sequence[Goal], spreads: Mapping[int, Spread]) -> dict[int, Goal]:
    """By the parent's key what the part is held to; of a divided range its lower bound."""
    theirs: dict[int, Goal] = {}
    for goal in goals:
        if goal.key not in part.shares:
            continue
        own = replace(goal, key=len(theirs) + 1, value=part.shares[goal.key])
        if spreads[goal.key] == Spread.SUM and goal.op == Operator.RANGE:
            own = replace(own, op=Operator.AT_LEAST, value_max=None)
        theirs[goal.key] = own
    return theirs


def _task_input(
    scene: Scene, part: Part, goals: list[Goal], plan: Decomposition, office: Office
) -> TaskInput:
    task, before = scene.task, scene.before
    said = "；".join(format_target(written(goal)) for goal in goals)
    own = f"{part.unit.name}承担：{said}。\n" if said else f"{part.unit.name}承担本任务。\n"
    return TaskInput(
        title=before.title,
        text=f"{own}{before.text}".strip(),
        basis=f"{before.basis}（{task.number} 分解）"[:1024],
        units=(Answer(part.unit.pk, UnitRole.RESPONSIBLE, part.unit.name),),
        targets=goals,
        due=plan.due,
        parent=task,
        keeper=office.keeper,
    )


def _payload(
    tasks: Sequence[Task],
    parts: Sequence[Part],
    goals: Sequence[Mapping[int, Goal]],
    plan: Decomposition,
    office: Office,
    reason: str,
) -> dict[str, Any]:
    """What the parent's chain keeps; `links`: parent's target → the part's target."""
    return {
        "keeper": office.keeper_id,
        **({"name": office.keeper.name} if office.keeper else {}),
        "parts": [
            {
                "task": task.pk,
                "unit": part.unit.pk,
                "unit_name": part.unit.name,
                "links": {str(key): goal.key for key, goal in theirs.items()},
                "shares": {str(key): number_text(goal.value) for key, goal in theirs.items()},
            }
            for task, part, theirs in zip(tasks, parts, goals, strict=True)
        ],
        "spreads": {str(key): str(spread) for key, spread in plan.spreads.items()},
        "reason": reason,
    }
