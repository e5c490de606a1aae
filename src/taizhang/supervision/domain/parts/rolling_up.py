"""From the figures of a task's parts to a proposal for its own (下级合计).

A sum is never counted as the task's figure by itself: who answers for the task looks at it and
reports it, and the report says where it comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.accounts.models import Person
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.exchange.target_text import format_number
from taizhang.ledger.models import Task

from ..queries.decomposition import breakdowns_for
from .breakdowns import Rollup
from .shortfalls import quantity


@dataclass(frozen=True)
class RollupFigure:
    """What the parts give for one target of the whole."""

    rollup: Rollup
    value: Decimal
    observed_on: date

    @property
    def key(self) -> int:
        return self.rollup.goal.key

    @property
    def cell(self) -> str:
        """The number as it is typed."""
        return format_number(self.value)

    @property
    def source(self) -> str:
        """Where the number comes from, in words."""
        rollup = self.rollup
        return _("%(indicator)s %(value)s（%(all)s 家中 %(done)s 家填报，最早截至 %(day)s）") % {
            "indicator": rollup.goal.indicator,
            "value": quantity(self.value, rollup.goal),
            "all": len(rollup.shares),
            "done": len(rollup.reported),
            "day": self.observed_on.isoformat(),
        }


def rollup_figures(task: Task, *, person: Person, as_of: datetime) -> list[RollupFigure]:
    """What the parts that a person has to do with give for each target; none without figures.

    Of several offices' parts those that most units reported on count; sums of different offices
    are never added, they may count the same thing.
    """
    best: dict[int, RollupFigure] = {}
    for breakdown in breakdowns_for(person, task, on=timezone.localdate(as_of)):
        for rollup in breakdown.rollups:
            value, day = rollup.reached, rollup.observed_on
            if value is None or day is None:
                continue
            known = best.get(rollup.goal.key)
            if known is None or len(known.rollup.reported) < len(rollup.reported):
                best[rollup.goal.key] = RollupFigure(rollup, value, day)
    return [best[key] for key in sorted(best)]


def with_sources(report: ReportInput, figures: Sequence[RollupFigure]) -> ReportInput:
    """The report with the source of each figure that was taken over as proposed."""
    sent = {figure.key: figure.value for figure in report.figures}
    with override("zh-hans"):  # a report is kept as it was sent
        taken = [figure.source for figure in figures if sent.get(figure.key) == figure.value]
        if not taken:
            return report
        source = _("按下级合计填报：%(figures)s。") % {"figures": "；".join(taken)}
    return replace(report, text=f"{report.text}\n{source}".strip())
