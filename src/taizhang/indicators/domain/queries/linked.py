"""The targets of a task with the series they are held to, and what each source gave last
(任务目标与数列)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from taizhang.ledger.models import Target, Task

from ...models import Observation
from ..linking.projecting import load_links
from ..linking.state import Held
from .series import Known, known_series


@dataclass(frozen=True, slots=True)
class LinkedTarget:
    """A target; where it is held to a series, the last figure of each source, the one that
    counts first."""

    target: Target
    held: Held | None
    known: Known | None
    figures: tuple[Observation, ...]

    @property
    def counting(self) -> Observation | None:
        """The figure of the latest day that counts."""
        return min(self.figures, key=_rank, default=None)

    @property
    def others(self) -> list[Observation]:
        """What the other sources gave."""
        counting = self.counting
        return [each for each in self.figures if each is not counting]

    @property
    def contradicts(self) -> bool:
        """Whether two sources gave different figures for one day."""
        values: dict[date, set[object]] = {}
        for each in self.figures:
            values.setdefault(each.day, set()).add(each.value)
        return any(len(found) > 1 for found in values.values())


def _rank(figure: Observation) -> tuple[int, int]:
    return -figure.day.toordinal(), figure.source


def linked_targets(task: Task, *, on: date, known_at: datetime | None = None) -> list[LinkedTarget]:
    """The targets of a task in their order, now or at a recorded moment: four queries."""
    targets = Target.objects.at(known_at).filter(task=task).order_by("key")
    links = {held.key: held for held in load_links([task.pk], known_at).get(task.pk, ())}
    known = known_series({held.series_id for held in links.values()})
    figures = last_of_each_source(set(known), until=on, known_at=known_at)
    return [
        LinkedTarget(
            target,
            held := links.get(target.key),
            known[held.series_id] if held else None,
            tuple(figures.get(held.series_id, ())) if held else (),
        )
        for target in targets
    ]


def last_of_each_source(
    series_ids: set[int], *, until: date, known_at: datetime | None = None
) -> dict[int, list[Observation]]:
    """Of each series the last figure of each source, with who gave it: one query."""
    if not series_ids:
        return {}
    figures = Observation.objects.filter(series__in=series_ids, day__lte=until)
    if known_at is not None:
        figures = figures.filter(recorded_at__lte=known_at)
    ranked = figures.annotate(
        place=Window(
            RowNumber(),
            partition_by=[F("series"), F("source")],
            order_by=[F("day").desc(), F("id").desc()],
        )
    )
    found: dict[int, list[Observation]] = {}
    rows = ranked.filter(place=1).select_related("submission__submitted_by", "submission__unit")
    for figure in rows.order_by("series", "source"):
        found.setdefault(figure.series_id, []).append(figure)
    return found
