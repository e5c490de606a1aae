"""Of which figures units are reminded on a day (催报): set-based, a row a unit and due day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...enums import OwedState
from .owed import OPEN, OwedScope, owed_sql
from .statements import Statement

_NAMED = 3
_GROUPED = """
SELECT q.unit_id, q.due, q.state, count(*),
    (array_agg(q.series_id ORDER BY q.ends DESC, q.series_id))[1:{named}],
    (array_agg(q.ends ORDER BY q.ends DESC, q.series_id))[1:{named}]
FROM ({owed}) q
WHERE q.unit_id IS NOT NULL AND q.due = ANY(%s::date[]) AND q.state = ANY(%s)
GROUP BY q.unit_id, q.due, q.state ORDER BY q.unit_id, q.due
"""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a unit owes that is due on a day: how many figures, and the first of them."""

    unit_id: int
    due: date
    state: str
    count: int
    first: tuple[tuple[int, date], ...]

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.state == OwedState.MISSING


def reminders_on(dues: Collection[date], *, as_of: date) -> list[Reminder]:
    """What is owed of these due days: one query."""
    owed = owed_sql(OwedScope(), as_of=as_of)
    text = _GROUPED.format(owed=owed.text, named=_NAMED)
    states = [str(state) for state in OPEN]
    rows = Statement(text, (*owed.params, list(dues), states)).rows()
    return [
        Reminder(unit, due, state, count, tuple(zip(series, ends, strict=True)))
        for unit, due, state, count, series, ends in rows
    ]
