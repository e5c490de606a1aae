"""The projection against the replay of every chain (投影核对)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from ..models import Event, Evidence, Figure, Task, TaskVersion
from .errors import ChainError
from .fold import apply_act
from .projection import load_snapshots
from .snapshot import Act, Snapshot

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A task whose rows are not what its chain tells."""

    task_id: int
    sentence: str


def first_difference() -> Difference | None:
    """The first task (by number) whose current rows, figures or evidence differ from the replay."""
    for ids in _batches():
        difference = _compare(ids)
        if difference is not None:
            return difference
    stray = TaskVersion.objects.at(None).filter(task__head_seq=0).first()
    return stray and Difference(stray.task_id, f"任务 T{stray.task_id:06d} 没有事件却有内容。")


def _batches() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        Task.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        yield ids
        last = ids[-1]


def _compare(ids: list[int]) -> Difference | None:
    snapshots = load_snapshots(ids)
    stored = _stored(ids)
    for task_id, told, figures, files in _replayed(ids):
        number = f"任务 T{task_id:06d}"
        if told is None:
            return Difference(task_id, f"{number}的事件无法回放。")
        shown = snapshots.get(task_id)
        if shown != told:
            return Difference(
                task_id, f"{number}现在显示的{_named(shown, told)}与事件回放的结果不一致。"
            )
        if (figures, files) != stored.get(task_id, ([], [])):
            return Difference(task_id, f"{number}的填报数或佐证材料与事件记录的不一致。")
    return None


def _replayed(
    ids: list[int],
) -> Iterator[tuple[int, Snapshot | None, list[Any], list[Any]]]:
    """Of each task: the fold of its chain (None: cannot be told), its figures and its files."""
    events = Event.objects.filter(task__in=ids).order_by("task_id", "seq")
    rows = events.values_list(
        "task_id", "id", "type", "payload", "actor_id", "occurred_at", "recorded_at"
    )
    for task_id, chain in groupby(rows.iterator(chunk_size=_BATCH), key=lambda row: row[0]):
        snapshot: Snapshot | None = None
        figures: list[Any] = []
        files: list[Any] = []
        for _, event_id, type_, text, actor_id, occurred_at, recorded_at in chain:
            payload = json.loads(text)
            try:
                snapshot = apply_act(snapshot, Act(type_, payload, actor_id, occurred_at))
            except ChainError:
                snapshot = None
            figures += [
                (
                    event_id,
                    part["key"],
                    Decimal(part["value"]),
                    date.fromisoformat(part["observed_on"]),
                    recorded_at,
                )
                for part in payload.get("figures", ())
            ]
            files += [
                (event_id, part["file"], part["name"], recorded_at)
                for part in payload.get("files", ())
            ]
        yield task_id, snapshot, figures, files


def _stored(ids: list[int]) -> dict[int, tuple[list[Any], list[Any]]]:
    """By task: figures and evidence as stored, in the order of their rows."""
    stored: dict[int, tuple[list[Any], list[Any]]] = {}
    figures = Figure.objects.filter(task__in=ids).order_by("id")
    for task_id, *row in figures.values_list(
        "task_id", "event_id", "target_key", "value", "observed_on", "recorded_at"
    ):
        stored.setdefault(task_id, ([], []))[0].append(tuple(row))
    evidence = Evidence.objects.filter(task__in=ids).order_by("id")
    for task_id, *row in evidence.values_list(
        "task_id", "event_id", "file_id", "name", "recorded_at"
    ):
        stored.setdefault(task_id, ([], []))[1].append(tuple(row))
    return stored


def _named(shown: Snapshot | None, told: Snapshot) -> str:
    """The Chinese names of the parts that differ."""
    if shown is None:
        return "内容"
    names = {field.attname: str(field.verbose_name) for field in TaskVersion._meta.fields}
    names |= {"units": "单位", "targets": "目标"}
    differing = [
        name
        for name in Snapshot.__dataclass_fields__
        if getattr(shown, name) != getattr(told, name)
    ]
    return "、".join(f"“{names[name]}”" for name in differing)
