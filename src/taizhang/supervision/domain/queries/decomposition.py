"""What a task was decomposed to, and what the parts have reached together (分解与合计)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.queries.parts import Parts, parts_of
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.enums import ANSWERING_ROLES, TaskState
from taizhang.ledger.models import Event, Target, Task, TaskVersion
from taizhang.ledger.permissions import may_see_all
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...enums import Spread
from ..parts.breakdowns import Breakdown, Child, Share
from ..parts.shares import proposed_spread


def breakdown_of(task: Task, keeper: Unit | None, *, moment: datetime | None = None) -> Breakdown:
    """The parts that one office made of a task; none of those that were replaced."""
    found = _breakdowns(task, moment)
    own = next((each for each in found if _pk(each.keeper) == _pk(keeper)), None)
    if own is not None:
        return own
    goals = [_goal(target) for target in Target.objects.at(moment).filter(task=task)]
    return Breakdown(keeper, goals, {goal.key: proposed_spread(goal) for goal in goals}, ())


def breakdowns_for(
    person: Person, task: Task, *, on: date, moment: datetime | None = None
) -> list[Breakdown]:
    """The breakdowns of a task that a person has to do with, the city's first.

    Who reads everything has to do with all; others with the city's, and with those of the units
    they act for. Parts that they may not see count in the sums and are marked.
    """
    found = _breakdowns(task, moment)
    if not found or may_see_all(person):
        return found
    mine = unit_ids_for(person, on=on) | oversight_of(person, on=on).units
    visible = set(
        versions_for(person, on=on, moment=moment)
        .filter(task__parent=task)
        .values_list("task_id", flat=True)
    )
    return [
        _for_person(each, visible)
        for each in found
        if each.keeper is None or each.keeper.pk in mine
    ]


def _for_person(breakdown: Breakdown, visible: set[int]) -> Breakdown:
    children = [
        replace(child, is_visible=child.version.task_id in visible) for child in breakdown.children
    ]
    return replace(breakdown, children=children)


def _breakdowns(task: Task, moment: datetime | None) -> list[Breakdown]:
    below: QuerySet[TaskVersion] = TaskVersion.objects.at(moment).filter(task__parent=task)
    below = below.exclude(state=TaskState.SUPERSEDED).select_related("task__keeper")
    for column in registry.columns():
        below = column.annotate(below, moment)
    versions = list(below.order_by("task_id"))
    if not versions:
        return []
    whole = TaskVersion.objects.at(moment).get(task=task)
    parts = parts_of([whole, *versions], moment=moment)
    goals = [_goal(target) for target in parts[task.pk].targets]
    records = _records(task, moment)
    keepers = {version.task.keeper_id: version.task.keeper for version in versions}
    return [
        _breakdown(
            keepers[pk], [v for v in versions if v.task.keeper_id == pk], goals, parts, records
        )
        for pk in sorted(keepers, key=lambda pk: (pk is not None, pk))
    ]


def _breakdown(
    keeper: Unit | None,
    versions: Iterable[TaskVersion],
    goals: Sequence[Goal],
    parts: Mapping[int, Parts],
    records: Sequence[Mapping[str, Any]],
) -> Breakdown:
    spreads = {goal.key: proposed_spread(goal) for goal in goals}
    links: dict[int, Mapping[str, int]] = {}
    reasons = []
    for record in records:
        links |= {part["task"]: part["links"] for part in record["parts"]}
        if record["keeper"] != _pk(keeper):
            continue
        said = {int(key): Spread(spread) for key, spread in record["spreads"].items()}
        spreads |= {key: spread for key, spread in said.items() if key in spreads}
        reasons += [record["reason"]] if record["reason"] else []
    children = [
        _child(version, parts[version.task_id], goals, links.get(version.task_id))
        for version in versions
    ]
    return Breakdown(keeper, goals, spreads, children, reasons)


def _child(
    version: TaskVersion, parts: Parts, goals: Sequence[Goal], links: Mapping[str, int] | None
) -> Child:
    own = {target.key: target for target in parts.targets}
    if links is None:  # a part that was made elsewhere: by what is measured
        named = {(target.indicator, target.unit): target.key for target in parts.targets}
        found = {goal.key: named.get((goal.indicator, goal.unit)) for goal in goals}
    else:
        found = {goal.key: links.get(str(goal.key)) for goal in goals}
    answers = parts.in_role(*ANSWERING_ROLES)
    return Child(
        version,
        tuple(answer.name for answer in answers),
        frozenset(answer.unit_id for answer in answers),
        {
            key: Share(own[theirs], parts.figures.get(theirs))
            for key, theirs in found.items()
            if theirs is not None and theirs in own
        },
    )


def _records(task: Task, moment: datetime | None) -> list[dict[str, Any]]:
    """What the chain keeps of each decomposition."""
    events = Event.objects.filter(task=task, type="decomposed").order_by("seq")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    return [json.loads(payload) for payload in events.values_list("payload", flat=True)]


def _goal(target: Target) -> Goal:
    return Goal(
        target.key,
        target.indicator,
        target.op,
        target.value,
        target.value_max,
        target.unit,
        target.deadline,
        target.quote,
    )


def _pk(unit: Unit | None) -> int | None:
    return unit.pk if unit else None
