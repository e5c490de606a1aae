"""Units, targets and figures of many tasks at once: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ...models import Assignment, Figure, Target, TaskVersion


@dataclass(slots=True)
class Parts:
    """What belongs to one version: owners, targets, and the latest figure of each target."""

    assignments: list[Assignment] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    figures: dict[int, Figure] = field(default_factory=dict)  # target key → latest figure

    def in_role(self, *roles: str) -> list[Assignment]:
        """The units in these roles, in the order of the document."""
        return [assignment for assignment in self.assignments if assignment.role in roles]


def parts_of(
    versions: Iterable[TaskVersion], *, moment: datetime | None = None
) -> Mapping[int, Parts]:
    """By task id: units, targets and latest figures as they stood at `moment` (four queries)."""
    ids = [version.task_id for version in versions]
    parts: defaultdict[int, Parts] = defaultdict(Parts)
    assignments = Assignment.objects.at(moment).filter(task__in=ids).prefetch_related("unit")
    for assignment in assignments.order_by("task_id", "position"):
        parts[assignment.task_id].assignments.append(assignment)
    for target in Target.objects.at(moment).filter(task__in=ids).order_by("task_id", "key"):
        parts[target.task_id].targets.append(target)
    for figure in latest_figures(ids, moment=moment):
        parts[figure.task_id].figures[figure.target_key] = figure
    return parts


def latest_figures(task_ids: Iterable[int], *, moment: datetime | None = None) -> Iterable[Figure]:
    """Of each target the figure with the latest day, recorded by `moment`; of one day the last."""
    figures = Figure.objects.filter(task__in=task_ids)
    if moment is not None:
        figures = figures.filter(recorded_at__lte=moment)
    return figures.order_by("task_id", "target_key", "-observed_on", "-event_id").distinct(
        "task_id", "target_key"
    )
