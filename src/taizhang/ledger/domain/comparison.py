"""The projection against the replay of every chain (投影核对).

Units, targets and versions, and what rooms above keep of a task, are compared with the fold of
each chain, task by task; figures and evidence with the payloads of the events, by the database.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from ..models import Task, TaskVersion
from ..registry import projections
from .chain import microseconds
from .errors import ChainError
from .fold import walk
from .projection import load_snapshots
from .snapshot import Act, Snapshot

_BATCH = 2_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Whole microseconds instead of moments: a million of those are slow to make.
_EVENTS = f"""
SELECT task_id, type, payload, actor_id, {microseconds("occurred_at")}
FROM ledger_event WHERE task_id BETWEEN %s AND %s ORDER BY task_id, seq
"""  # noqa: S608 - built from constants only

_FIGURES = """
WITH told AS (
    SELECT e.task_id, e.id AS event_id, (f ->> 'key')::bigint AS key,
           (f ->> 'value')::numeric AS value, (f ->> 'observed_on')::date AS day, e.recorded_at
    FROM ledger_event e CROSS JOIN LATERAL jsonb_array_elements(e.payload::jsonb -> 'figures') f
    WHERE e.payload LIKE '%%"figures":[{%%'
), shown AS (
    SELECT task_id, event_id, target_key, value, observed_on, recorded_at FROM ledger_figure
)
"""
_FILES = """
WITH told AS (
    SELECT e.task_id, e.id AS event_id, (f ->> 'file')::bigint AS file, f ->> 'name' AS name,
           e.recorded_at
    FROM ledger_event e CROSS JOIN LATERAL jsonb_array_elements(e.payload::jsonb -> 'files') f
    WHERE e.payload LIKE '%%"files":[{%%'
), shown AS (
    SELECT task_id, event_id, file_id, name, recorded_at FROM ledger_evidence
)
"""
_FIRST_OF_DIFFERENCE = """
SELECT min(task_id) FROM (
    (TABLE told EXCEPT ALL TABLE shown) UNION ALL (TABLE shown EXCEPT ALL TABLE told)
) differing
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A task whose rows are not what its chain tells."""

    task_id: int
    sentence: str


def first_difference() -> Difference | None:
    """The first task (by number) whose current rows differ from the replay, else the first whose
    figures or evidence are not those of its events."""
    for ids in _batches():
        for difference in _compare(ids):
            return difference
    for name, sql in ((_("填报数"), _FIGURES), (_("佐证材料"), _FILES)):
        with connection.cursor() as cursor:
            cursor.execute(sql + _FIRST_OF_DIFFERENCE, [])
            [task_id] = cursor.fetchone()
        if task_id is not None:
            sentence = _("任务 %(number)s 的%(part)s与事件记录的不一致。") % {
                "number": f"T{task_id:06d}",
                "part": name,
            }
            return Difference(task_id, sentence)
    return None


def _batches() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        Task.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        yield ids
        last = ids[-1]


def _compare(ids: list[int]) -> Iterator[Difference]:
    shown = load_snapshots(ids)
    kept = {known.name: known.load(ids, None) for known in projections()}
    for task_id, told in _replayed(ids[0], ids[-1]):
        if told is None:
            sentence = _("任务 %(number)s 的事件无法回放。") % {"number": f"T{task_id:06d}"}
            yield Difference(task_id, sentence)
            continue
        snapshot, states = told
        here = {name: states_of.get(task_id) for name, states_of in kept.items()}
        if shown.get(task_id) != snapshot or here != states:
            parts = [*_named(shown.get(task_id), snapshot), *_named_states(here, states)]
            sentence = _("任务 %(number)s 现在显示的%(parts)s与事件回放的结果不一致。") % {
                "number": f"T{task_id:06d}",
                "parts": "、".join(parts),
            }
            yield Difference(task_id, sentence)


_Told = tuple[Snapshot, dict[str, Any]]


def _replayed(first: int, last: int) -> Iterator[tuple[int, _Told | None]]:
    """Of each task in a range of numbers the fold of its chain; None: it cannot be told."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [first, last])
        for task_id, rows in groupby(cursor.fetchall(), key=lambda row: row[0]):
            acts = [
                Act(type_, json.loads(payload), actor_id, _moment(micro))
                for _, type_, payload, actor_id, micro in rows
            ]
            try:
                yield task_id, deque(walk(acts), maxlen=1).pop()
            except ChainError:
                yield task_id, None


def _moment(micro: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(micro))


def _named(shown: Snapshot | None, told: Snapshot) -> list[str]:
    """The Chinese names of the parts that differ."""
    if shown is None:
        return [_("内容")]
    names = {field.attname: str(field.verbose_name) for field in TaskVersion._meta.fields}
    names |= {"units": _("单位"), "targets": _("目标")}
    return [
        f"“{names[name]}”"
        for name in Snapshot.__dataclass_fields__
        if getattr(shown, name) != getattr(told, name)
    ]


def _named_states(shown: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """The labels of the projections that differ."""
    return [f"“{known.label}”" for known in projections() if shown[known.name] != told[known.name]]
