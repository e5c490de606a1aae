"""The projection: rows that hold from one recorded moment to another, written from differences.

A row of `TaskVersion`, `Assignment` or `Target` is closed and replaced only where the task after
an event differs from the task before it. Figures and evidence are only ever added.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from ..figures import Reported, tell_figures
from ..models import Assignment, Evidence, Figure, Target, TaskVersion
from .snapshot import VERSION_FIELDS, Answer, Goal, Snapshot

T = TypeVar("T")
_GOAL_FIELDS = tuple(field.name for field in fields(Goal))


@dataclass(frozen=True, slots=True)
class Change:
    """What one event did to one task."""

    task_id: int
    before: Snapshot | None
    after: Snapshot
    moment: datetime
    event_id: int
    payload: Mapping[str, Any]


def load_snapshots(
    task_ids: Collection[int], *, moment: datetime | None = None
) -> dict[int, Snapshot]:
    """The tasks as the projection shows them now, or at a recorded moment: three queries."""
    units = _group(_answers(task_ids, moment))
    targets = _group(_goals(task_ids, moment))
    versions = TaskVersion.objects.at(moment).filter(task__in=task_ids)
    return {
        task_id: Snapshot(
            **dict(zip(VERSION_FIELDS, values, strict=True)),
            units=units.get(task_id, ()),
            targets=targets.get(task_id, ()),
        )
        for task_id, *values in versions.values_list("task_id", *VERSION_FIELDS)
    }


def _answers(task_ids: Collection[int], moment: datetime | None) -> Iterable[tuple[int, Answer]]:
    rows = Assignment.objects.at(moment).filter(task__in=task_ids).order_by("task_id", "position")
    for task_id, *values in rows.values_list("task_id", "unit_id", "role", "name", "signed_at"):
        yield task_id, Answer(*values)


def _goals(task_ids: Collection[int], moment: datetime | None) -> Iterable[tuple[int, Goal]]:
    rows = Target.objects.at(moment).filter(task__in=task_ids).order_by("task_id", "key")
    for task_id, *values in rows.values_list("task_id", *_GOAL_FIELDS):
        yield task_id, Goal(*values)


def _group(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    return {
        key: tuple(value for _, value in group)
        for key, group in groupby(pairs, key=lambda pair: pair[0])
    }


def write_changes(changes: Iterable[Change]) -> None:
    """Bring the projection up to date after events of different tasks: a constant number of
    statements, whatever the number of tasks."""
    changes = list(changes)
    _write_versions([change for change in changes if _version_changed(change)])
    _write_assignments(changes)
    _write_targets(changes)
    units = {change.event_id: change.payload.get("unit") for change in changes}
    figures = Figure.objects.bulk_create(_figures(changes))
    Evidence.objects.bulk_create(_evidence(changes))
    tell_figures([Reported(figure, units[figure.event_id]) for figure in figures])


def _version_changed(change: Change) -> bool:
    before = change.before
    return before is None or any(
        getattr(before, name) != getattr(change.after, name) for name in VERSION_FIELDS
    )


def _write_versions(changes: list[Change]) -> None:
    _close(TaskVersion, [(c.task_id, c.moment) for c in changes if c.before], key=None)
    TaskVersion.objects.bulk_create(
        TaskVersion(
            task_id=change.task_id,
            since=change.moment,
            **{name: getattr(change.after, name) for name in VERSION_FIELDS},
        )
        for change in changes
    )


def _write_assignments(changes: list[Change]) -> None:
    closed, opened = [], []
    for change in changes:
        before = _placed(change.before.units) if change.before else {}
        after = _placed(change.after.units)
        gone, new = _difference(before, after)
        closed += [(change.task_id, change.moment, unit_id) for unit_id in gone]
        opened += [
            Assignment(
                task_id=change.task_id,
                since=change.moment,
                position=position,
                unit_id=answer.unit_id,
                role=answer.role,
                name=answer.name,
                signed_at=answer.signed_at,
            )
            for position, answer in new
        ]
    _close(Assignment, closed, key="unit_id")
    Assignment.objects.bulk_create(opened)


def _write_targets(changes: list[Change]) -> None:
    closed, opened = [], []
    for change in changes:
        before = {goal.key: (0, goal) for goal in change.before.targets} if change.before else {}
        after = {goal.key: (0, goal) for goal in change.after.targets}
        gone, new = _difference(before, after)
        closed += [(change.task_id, change.moment, key) for key in gone]
        opened += [
            Target(
                task_id=change.task_id,
                since=change.moment,
                **{name: getattr(goal, name) for name in _GOAL_FIELDS},
            )
            for _, goal in new
        ]
    _close(Target, closed, key="key")
    Target.objects.bulk_create(opened)


_Placed = dict[int, tuple[int, Any]]  # key → place in the order, part


def _placed(units: tuple[Answer, ...]) -> _Placed:
    return {answer.unit_id: (position, answer) for position, answer in enumerate(units)}


def _difference(before: _Placed, after: _Placed) -> tuple[list[int], list[tuple[int, Any]]]:
    """Keys whose row ends, and the parts (with their place) whose row begins."""
    gone = [key for key, part in before.items() if after.get(key) != part]
    new = [part for key, part in after.items() if before.get(key) != part]
    return gone, new


def _close(model: type[Model], rows: list[tuple[Any, ...]], *, key: str | None) -> None:
    """End current rows at a moment: (task, moment) or (task, moment, key)."""
    if not rows:
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    keys, condition = (", %s::bigint[]", f"AND r.{key} = i.key") if key else ("", "")
    names = "task_id, moment, key" if key else "task_id, moment"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} r SET until = i.moment "  # noqa: S608 - own names
            f"FROM unnest(%s::bigint[], %s::timestamptz[]{keys}) AS i({names}) "
            f"WHERE r.task_id = i.task_id AND r.until IS NULL {condition}",
            columns,
        )


def _figures(changes: list[Change]) -> list[Figure]:
    return [
        Figure(
            task_id=change.task_id,
            event_id=change.event_id,
            target_key=part["key"],
            value=Decimal(part["value"]),
            observed_on=date.fromisoformat(part["observed_on"]),
            recorded_at=change.moment,
        )
        for change in changes
        for part in change.payload.get("figures", ())
    ]


def _evidence(changes: list[Change]) -> list[Evidence]:
    return [
        Evidence(
            task_id=change.task_id,
            event_id=change.event_id,
            file_id=part["file"],
            name=part["name"],
            recorded_at=change.moment,
        )
        for change in changes
        for part in change.payload.get("files", ())
    ]
