"""The ledger's list by pace (按进度筛选): a task stands where the worst of its numbers stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.domain.queries.statements import Scope, Statement
from taizhang.indicators.enums import Pace
from taizhang.ledger.lists import ListCount, ListFilter, Option, register_filter
from taizhang.ledger.models import TaskVersion
from taizhang.supervision.domain.queries.facts import facts_sql

_MOST_ASKED = 20_000  # more tasks than this are asked for all together


def register_pace_filter() -> None:
    """Register the filter; called once when the application starts."""
    register_filter(ListFilter("pace", _("进度"), _("全部进度"), _open, by_address=True))


@dataclass(frozen=True, slots=True)
class PaceFilter:
    """The classes of pace as a filter of the list at one moment."""

    moment: datetime
    known_at: datetime | None

    def options(self) -> Sequence[Option]:
        """The five classes."""
        return [(pace.value, pace.label) for pace in Pace]

    def select(self, versions: QuerySet[TaskVersion], value: str) -> QuerySet[TaskVersion]:
        """The rows of that class."""
        ids = list(versions.order_by().values_list("task_id", flat=True)[: _MOST_ASKED + 1])
        scope = Scope(ids if len(ids) <= _MOST_ASKED else None, self.known_at)
        chosen = Statement(") f WHERE f.pace = %s", (value,))
        facts = facts_sql(scope, moment=self.moment)
        rows = (Statement("SELECT f.task_id FROM (") + facts + chosen).rows()
        found = [task for (task,) in rows]
        return versions.filter(task_id__in=RawSQL("SELECT unnest(%s::bigint[])", (found,)))

    def count(self, task_ids: Sequence[int]) -> Sequence[ListCount]:
        """None in the foot: the lights stand there."""
        return ()


def _open(moment: datetime | None, now: datetime) -> PaceFilter:
    return PaceFilter(moment or now, moment)
