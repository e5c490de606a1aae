"""Which indicator a target means (挂接建议): one that is kept already, or a new one.

Nothing is linked by itself: somebody looks at the sentence and confirms.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.ledger.domain.likeness import likeness, pairs
from taizhang.ledger.enums import ANSWERING_ROLES, UnitRole
from taizhang.ledger.models import Assignment, Target, TaskVersion
from taizhang.organisations.models import Region

from ...models import IndicatorVersion, Series
from ..measures import base_of, is_points_of, kept_in
from ..types import IndicatorInput
from .naming import accumulation_of, direction_of, frequency_of, plain_name
from .regions import regions_of

LIKE = 0.8  # from which likeness of names on (1: the same) an indicator is proposed

Place = tuple[int, int]  # task, key of the target


@dataclass(frozen=True, slots=True)
class Kept:
    """An indicator as it is now (已有指标)."""

    indicator_id: int
    code: str
    name: str
    unit: str
    region_id: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a target (挂接建议).

    `kept`: an indicator there is, with `series_id` where it is kept in this region already;
    without one `new` is what would be made. `score`: how alike the names are, 1 the same.
    `needs_baseline`: the target is a change in percentage points, which is added to a figure that
    somebody has to give.
    """

    place: Place
    region: Region
    kept: Kept | None
    series_id: int | None
    score: float
    new: IndicatorInput
    needs_baseline: bool

    @property
    def is_same(self) -> bool:
        """Whether the names are the same but for their frame."""
        return self.kept is not None and self.score == 1

    @property
    def code(self) -> str:
        """The code of the indicator; "" for one that would be made."""
        return self.kept.code if self.kept else ""


def propose_links(targets: Sequence[Target]) -> dict[Place, Proposal]:
    """A proposal for each target: a constant number of queries.

    The name without its frame and the measure decide; of several alike, the one with figures of
    this region, then the likest, then the oldest. Targets come with their task, its document and
    keeper and their regions.
    """
    regions = regions_of({target.task_id: target.task for target in targets}.values())
    drawn = _draw(targets, regions)
    kept = _kept_by_measure()
    found = {place: _best(new, kept, regions[place[0]]) for place, new in drawn.items()}
    series = _series(found.values(), regions.values())
    return {
        place: _proposal(target, drawn[place], *found[place], regions[place[0]], series)
        for target in targets
        if (place := (target.task_id, target.key))
    }


def _proposal(
    target: Target,
    new: IndicatorInput,
    kept: Kept | None,
    score: float,
    region: Region,
    series: dict[tuple[int, int], int],
) -> Proposal:
    return Proposal(
        place=(target.task_id, target.key),
        region=region,
        kept=kept,
        series_id=series.get((kept.indicator_id, region.pk)) if kept else None,
        score=score,
        new=new,
        needs_baseline=is_points_of(target.unit, new.unit),
    )


def _draw(targets: Sequence[Target], regions: dict[int, Region]) -> dict[Place, IndicatorInput]:
    """Each target as the indicator that would be made for it."""
    tasks = {target.task_id for target in targets}
    offices, basis, days = _offices(tasks), _basis(tasks), _deadlines(tasks)
    drawn = {}
    for target in targets:
        name, unit = plain_name(target.indicator), kept_in(target.unit, target.value)
        drawn[target.task_id, target.key] = IndicatorInput(
            name=name,
            unit=unit,
            direction=direction_of(target.op),
            frequency=frequency_of(days[target.task_id, name, target.unit]),
            accumulation=accumulation_of(name, target.unit),
            region_id=regions[target.task_id].pk,
            office_id=offices.get(target.task_id),
            reference=basis.get(target.task_id, "")[:512],
        )
    return drawn


def _offices(tasks: Iterable[int]) -> dict[int, int]:
    """Task → the unit that leads it, without a lead the first that answers for it."""
    rows = Assignment.objects.at(None).filter(task__in=tasks, role__in=ANSWERING_ROLES)
    first: dict[int, int] = {}
    for task_id, unit_id, role in rows.order_by("task_id", "position", "pk").values_list(
        "task_id", "unit_id", "role"
    ):
        if task_id not in first or role == UnitRole.LEAD:
            first[task_id] = unit_id
    return first


def _basis(tasks: Iterable[int]) -> dict[int, str]:
    versions = TaskVersion.objects.at(None).filter(task__in=tasks)
    return dict(versions.values_list("task_id", "basis"))


def _deadlines(tasks: Iterable[int]) -> dict[tuple[int, str, str], set[date]]:
    """The deadlines of the targets of a task that mean the same number."""
    rows = Target.objects.at(None).filter(task__in=tasks, deadline__isnull=False)
    days: dict[tuple[int, str, str], set[date]] = defaultdict(set)
    for task_id, indicator, unit, day in rows.values_list(
        "task_id", "indicator", "unit", "deadline"
    ):
        if day is not None:
            days[task_id, plain_name(indicator), unit].add(day)
    return days


def _kept_by_measure() -> dict[str, list[tuple[Kept, frozenset[str]]]]:
    """All indicators by their measure, with the pairs of their names, the oldest first."""
    rows = IndicatorVersion.objects.at(None).order_by("indicator_id")
    kept: dict[str, list[tuple[Kept, frozenset[str]]]] = defaultdict(list)
    for row in rows.values_list("indicator_id", "indicator__code", "name", "unit", "region_id"):
        each = Kept(*row)
        kept[base_of(each.unit).name].append((each, pairs(plain_name(each.name))))
    return kept


def _best(
    new: IndicatorInput,
    kept: dict[str, list[tuple[Kept, frozenset[str]]]],
    region: Region,
) -> tuple[Kept | None, float]:
    """The indicator that a target means, and how alike the names are."""
    wanted = pairs(new.name)
    scored = [
        (likeness(wanted, known) if plain_name(each.name) != new.name else 1.0, each)
        for each, known in kept.get(base_of(new.unit).name, ())
    ]
    alike = [(score, each) for score, each in scored if score >= LIKE]
    if not alike:
        return None, 0.0
    score, best = max(
        alike, key=lambda pair: (pair[0], pair[1].region_id == region.pk, -pair[1].indicator_id)
    )
    return best, score


def _series(
    found: Iterable[tuple[Kept | None, float]], regions: Iterable[Region]
) -> dict[tuple[int, int], int]:
    """(indicator, region) → series, of what was found."""
    rows = Series.objects.filter(
        indicator__in={kept.indicator_id for kept, _ in found if kept},
        region__in={region.pk for region in regions},
    )
    return {(i, r): pk for pk, i, r in rows.values_list("pk", "indicator_id", "region_id")}
