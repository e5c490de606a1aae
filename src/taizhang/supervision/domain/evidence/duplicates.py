"""The same evidence used twice (重复佐证): the same bytes, or a picture that looks the same.

Found over all tasks at once: equal files by their row (kept once by SHA-256), pictures by the
bands of their likeness, an index instead of comparing all with all. Tasks of one commitment share
their reports, so a file there is no second use.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.versions import versions_for

from .pictures import MOST_DIFFERENT

SAME, ALIKE = "same", "alike"
_MOST = 200  # uses told of one task; a file used everywhere is found with the first

_FIND = """
WITH asked AS MATERIALIZED (
    SELECT e.id, e.task_id, e.file_id, e.event_id, e.name, v.commitment_id
    FROM ledger_evidence e
    JOIN ledger_taskversion v ON v.task_id = e.task_id AND v.until IS NULL
    WHERE e.task_id = ANY(%(tasks)s) AND (%(moment)s::timestamptz IS NULL
                                          OR e.recorded_at <= %(moment)s)
), uses AS (
    SELECT a.id AS asked_id, o.id, 'same' AS how FROM asked a
    JOIN ledger_evidence o ON o.file_id = a.file_id AND o.event_id <> a.event_id
    UNION ALL
    SELECT a.id, o.id, 'alike' FROM asked a
    JOIN supervision_picturemark p ON p.file_id = a.file_id AND p.likeness IS NOT NULL
    JOIN supervision_picturemark q ON q.bands && p.bands AND q.file_id <> p.file_id
        AND bit_count((p.likeness # q.likeness)::bit(64)) <= %(different)s
    JOIN ledger_evidence o ON o.file_id = q.file_id AND o.event_id <> a.event_id
)
SELECT a.task_id, a.id, a.file_id, a.name, u.how, o.id, o.task_id, o.name, o.recorded_at
FROM uses u
JOIN asked a ON a.id = u.asked_id
JOIN ledger_evidence o ON o.id = u.id
JOIN ledger_taskversion v ON v.task_id = o.task_id AND v.until IS NULL
WHERE (v.commitment_id IS NULL OR o.task_id = a.task_id
       OR v.commitment_id IS DISTINCT FROM a.commitment_id)
  AND (%(moment)s::timestamptz IS NULL OR o.recorded_at <= %(moment)s)
ORDER BY a.id, u.how DESC, o.id
"""


@dataclass(frozen=True, slots=True)
class Use:
    """A file of a task that was also used elsewhere: the same one, or a picture alike."""

    task_id: int
    evidence_id: int
    file_id: int
    name: str
    how: str  # same, alike
    other_evidence_id: int
    other_task_id: int
    other_name: str
    at: datetime

    @property
    def is_same(self) -> bool:
        return self.how == SAME

    @property
    def number(self) -> str:
        """Of the other task."""
        return f"T{self.other_task_id:06d}"

    @property
    def is_elsewhere(self) -> bool:
        """In another task, not another report of the same one."""
        return self.other_task_id != self.task_id


def uses_elsewhere(
    task_ids: Collection[int], *, moment: datetime | None = None
) -> dict[int, list[Use]]:
    """Every other use of the evidence of these tasks, known at a moment: one statement."""
    found: dict[int, list[Use]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND, {"tasks": list(task_ids), "moment": moment, "different": MOST_DIFFERENT}
        )
        for row in cursor.fetchall():
            found[row[0]].append(Use(*row))
    return {task_id: uses[:_MOST] for task_id, uses in found.items()}


def duplicate_facts(task_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The same as plain JSON, for the event that accepts a closing."""
    return {
        task_id: [
            {
                "file": use.file_id,
                "how": use.how,
                "task": use.other_task_id,
                "evidence": use.other_evidence_id,
            }
            for use in uses
        ]
        for task_id, uses in uses_elsewhere(task_ids).items()
    }


@dataclass(frozen=True, slots=True)
class SeenUses:
    """The uses of one file that a person may be told, and in how many tasks others are."""

    evidence_id: int
    name: str
    how: str
    shown: tuple[tuple[Use, str], ...]  # with the title of the task
    hidden: int

    @property
    def is_same(self) -> bool:
        return self.how == SAME


def uses_for(
    task_id: int, *, person: Person, now: datetime, moment: datetime | None = None
) -> list[SeenUses]:
    """Other uses of a task's evidence, file by file, as far as this person may see the tasks."""
    return seen_uses([task_id], person=person, now=now, moment=moment).get(task_id, [])


def seen_uses(
    task_ids: Collection[int], *, person: Person, now: datetime, moment: datetime | None = None
) -> dict[int, list[SeenUses]]:
    """The same of many tasks at once: a constant number of queries."""
    found = uses_elsewhere(task_ids, moment=moment)
    others = {use.other_task_id for uses in found.values() for use in uses}
    titles = _titles(others, person, now) if others else {}
    seen: dict[int, list[SeenUses]] = {}
    for task_id, uses in found.items():
        grouped: dict[tuple[int, str], list[Use]] = defaultdict(list)
        for use in uses:
            grouped[use.evidence_id, use.how].append(use)
        seen[task_id] = [_seen(group, titles) for group in grouped.values()]
    return seen


def _titles(task_ids: Iterable[int], person: Person, now: datetime) -> dict[int, str]:
    visible = versions_for(person, on=timezone.localdate(now))
    return dict(visible.filter(task__in=task_ids).values_list("task_id", "title"))


def _seen(group: list[Use], titles: dict[int, str]) -> SeenUses:
    shown = tuple((use, titles[use.other_task_id]) for use in group if use.other_task_id in titles)
    hidden = len({use.other_task_id for use in group} - titles.keys())
    return SeenUses(group[0].evidence_id, group[0].name, group[0].how, shown, hidden)
