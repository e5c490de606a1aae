"""The panel of a task's page that shows its parts (分解一栏)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.acts import ACTS
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.standing import Standing, standings_of
from taizhang.ledger.models import Task

from ..domain.parts.breakdowns import Breakdown, Rollup
from ..domain.parts.closing import WAIVE, open_parts
from ..domain.parts.shortfalls import shortfalls
from ..domain.queries.decomposition import breakdowns_for


@dataclass(frozen=True)
class ShownBreakdown:
    """One office's parts of the task, with what is to be said of their sums."""

    breakdown: Breakdown
    warnings: Sequence[str]

    @property
    def rollups(self) -> list[Rollup]:
        return self.breakdown.rollups


def parts_panel(task: Task, *, person: Person, moment: datetime | None) -> dict[str, Any]:
    """The breakdowns that a person has to do with; empty where there are none.

    `may_report`: the person could report the sums as the task's own figures now; `waivable`: parts
    still open that the person may let the task go ahead of.
    """
    on = timezone.localdate()  # whoever looks, looks today
    found = breakdowns_for(person, task, on=on, moment=moment)
    if not found:
        return {}
    shown = [ShownBreakdown(each, _warnings(each)) for each in found]
    return {
        "task": task,
        "breakdowns": shown,
        "columns": registry.columns(),
        **(_acts(task, person, found, on) if moment is None else {}),
    }


def _warnings(breakdown: Breakdown) -> list[str]:
    shares = {goal.key: breakdown.shares_of(goal.key) for goal in breakdown.goals}
    return shortfalls(breakdown.goals, shares, breakdown.spreads)


def _acts(task: Task, person: Person, found: Sequence[Breakdown], on: date) -> dict[str, Any]:
    snapshot = load_snapshots([task.pk])[task.pk]
    standing = standings_of(person, {task.pk: snapshot}, on=on)[task.pk]
    reported = any(rollup.reached is not None for each in found for rollup in each.rollups)
    return {
        "may_report": reported and ACTS["report"].is_open(snapshot, standing),
        "waivable": _waivable(task, standing) if WAIVE.is_open(snapshot, standing) else 0,
    }


def _waivable(task: Task, standing: Standing) -> int:
    oversight = standing.oversight
    return sum(oversight.covers(part.task.keeper_id) for part in open_parts(task))
