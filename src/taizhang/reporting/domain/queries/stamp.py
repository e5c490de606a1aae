"""Whether anything changed that dashboards rest on (数据戳): one query by indexes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from taizhang.indicators.domain.queries.statements import Statement

_FRAME = ("indicators_paceruleversion", "accounts_change", "organisations_region")
_TASKS = (
    "ledger_event",
    "indicators_goalversion",
    "indicators_indicatorversion",
    "indicators_goalplan",
)


def _last(tables: Sequence[str]) -> str:
    return ", ".join(f"(SELECT max(id) FROM {table})" for table in tables)  # noqa: S608


# Of two who write at once the one with the lower number may come to its end later.
_LATELY = "SELECT sum(id) FROM (SELECT id FROM ledger_event ORDER BY id DESC LIMIT 500) e"
_STAMP = Statement(f"""
SELECT coalesce(w.number, 0), ARRAY[{_last(_FRAME)}, w.removed],
    ARRAY[{_last(_TASKS)}, ({_LATELY})::bigint], clock_timestamp()
FROM (VALUES (1)) one (id) LEFT JOIN indicators_pacewriting w ON w.id = one.id""")  # noqa: S608
_CHANGED = """
SELECT g.id, g.task_id IS NOT NULL FROM indicators_seriesgoal g WHERE g.id IN (
    SELECT goal_id FROM indicators_goalpace WHERE writing > %s
    UNION ALL SELECT goal_id FROM indicators_goaloutlook WHERE writing > %s)"""


class Stamp(NamedTuple):
    """Equal stamps: nothing was recorded between them.

    `frame`: units, regions, rules, and goals that went: everything rests on them. `tasks`: what the
    numbers of tasks rest on. `writing`: the last time paces or projections were written.
    """

    writing: int
    frame: tuple[int | None, ...]
    tasks: tuple[int | None, ...]


class ChangedGoals(NamedTuple):
    """Goals whose pace or projection was written; `tied`: some of them are targets of tasks."""

    ids: list[int]
    tied: bool


def data_stamp() -> tuple[Stamp, datetime]:
    """The stamp, and a moment by the database's clock at which all it tells of was recorded."""
    [(writing, frame, tasks, moment)] = _STAMP.rows()
    return Stamp(writing, tuple(frame), tuple(tasks)), moment


def goals_written_after(writing: int) -> ChangedGoals:
    """What a board that was read at a stamp does not know yet: one query."""
    rows = Statement(_CHANGED, (writing, writing)).rows()
    return ChangedGoals([pk for pk, _tied in rows], any(tied for _pk, tied in rows))
