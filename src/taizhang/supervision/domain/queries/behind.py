"""The tasks behind a figure of the scoreboard (指标背后的任务)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from taizhang.indicators.domain.queries.statements import Statement

from ..rates.figures import FLAGS
from .scoreboard import DAYS_LATE, Window, answering_units, flags_sql

_WHOLE = 0
_COUNT = "SELECT count(*) FROM flags WHERE unit_id = %s AND "
_IDS = "SELECT task_id, CASE WHEN late THEN {days} END FROM flags WHERE unit_id = %s AND "


@dataclass(frozen=True, slots=True)
class Behind:
    """Which tasks are asked for: of a unit (None: of the whole) those with a flag."""

    window: Window
    flag: str
    unit_id: int | None = None

    def count(self, *, on: date) -> int:
        """How many there are: what the scoreboard says."""
        rows = self._select(_COUNT, "", (), on)
        return int(rows[0][0]) if rows else 0

    def rows(self, *, on: date, start: int, most: int) -> dict[int, int | None]:
        """Task → days late (None: not late), the latest first."""
        end = " ORDER BY 2 DESC NULLS LAST, deadline_at NULLS LAST, task_id LIMIT %s OFFSET %s"
        rows = self._select(_IDS.format(days=DAYS_LATE), end, (most, start), on)
        return {task_id: None if days is None else int(days) for task_id, days in rows}

    def _select(
        self, head: str, end: str, params: tuple[Any, ...], on: date
    ) -> list[tuple[Any, ...]]:
        if self.flag not in FLAGS:
            raise KeyError(self.flag)
        units = answering_units(on=on)
        if not units:
            return []
        unit = _WHOLE if self.unit_id is None else self.unit_id
        flags = flags_sql(self.window, units, on=on, unit_id=self.unit_id)
        return (flags + Statement(f"{head}{self.flag}{end}", (unit, *params))).rows()
