"""Every number an office is held to, with its class on the day (指标项): one list, of which all
figures of a bulletin are counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from taizhang.indicators.domain.measures import difference_unit
from taizhang.indicators.domain.pace import Goal, Observation, PaceFound, half_up, pace_of
from taizhang.indicators.domain.pace.explaining import explain_facts
from taizhang.indicators.domain.pace.rules import PaceRule
from taizhang.ledger.enums import Operator
from taizhang.ledger.exchange.target_text import SIGNS, format_quantity

from ..asked import Asked
from .goals import HeldGoal, linked_goals, own_goals
from .held import Held, HeldTarget, HeldTask
from .units import UnitBook


@dataclass(frozen=True, slots=True)
class Judged:
    """Where a number stands at the end of the day; `unit`: of its figures.

    `lead_pct`: percentage points of the way ahead of what is due, below zero behind it; of a
    ceiling how far the figure is below it, in per cent of it.
    """

    pace: str
    unit: str
    value: Decimal | None
    observed_on: date | None
    needed: Fraction | None
    gap: Fraction | None
    lead_pct: Fraction | None
    is_ceiling: bool = False

    @property
    def points_behind(self) -> Fraction | None:
        """Percentage points of the way behind what is due; a ceiling has no way."""
        return None if self.lead_pct is None or self.is_ceiling else -self.lead_pct


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number somebody is held to (指标项). `units`: as papers show them; `place_id`: of a number
    without a task, the place below that its figures are of."""

    id: str
    indicator: str
    title: str  # of the task; "" without one
    task_id: int | None
    op: str
    target: Decimal
    target_max: Decimal | None
    unit: str
    deadline: date | None
    judged: Judged
    units: tuple[int, ...] = ()
    place_id: int | None = None

    @property
    def pace(self) -> str:
        """Its class."""
        return self.judged.pace

    @property
    def goal(self) -> str:
        """The target as people write it: ≥140 家."""
        return SIGNS[Operator(self.op)] + format_quantity(self.target, self.target_max, self.unit)

    @property
    def order(self) -> tuple[bool, Fraction, str]:
        """The worst first."""
        lead = self.judged.lead_pct
        return lead is None, lead or Fraction(0), self.id


def numbers_of(held: Held, asked: Asked, rule: PaceRule, book: UnitBook) -> list[HeldNumber]:
    """The numbers of all tasks in the order of the ledger, then the goals without a task.

    A target that is tied to a series is judged by the figures of the series.
    """
    linked = linked_goals(list(held.tasks), asked)
    regions = None if asked.keeper_id is None else [book.region_id]
    own = own_goals(asked, regions)
    return numbers_of_tasks(held, linked, asked, rule) + numbers_of_goals(own, asked, rule, book)


def numbers_of_tasks(
    held: Held, linked: Mapping[tuple[int, int], HeldGoal], asked: Asked, rule: PaceRule
) -> list[HeldNumber]:
    """The numbers of all tasks; `linked`: their goals, of those that are tied to a series."""
    return [_of_target(target, held, linked, asked, rule) for target in held.targets]


def numbers_of_goals(
    goals: Iterable[HeldGoal], asked: Asked, rule: PaceRule, book: UnitBook
) -> list[HeldNumber]:
    """Goals without a task as numbers."""
    return [_of_goal(goal, asked, rule, book) for goal in goals]


def _of_target(
    target: HeldTarget,
    held: Held,
    linked: Mapping[tuple[int, int], HeldGoal],
    asked: Asked,
    rule: PaceRule,
) -> HeldNumber:
    task = held.tasks[target.task_id]
    tied = linked.get((target.task_id, target.key))
    judged = _judged_by_series(tied, asked, rule) if tied else _judged(target, task, asked, rule)
    return HeldNumber(
        f"{task.number}.{target.key}",
        target.indicator,
        task.title,
        task.id,
        target.op,
        target.value,
        target.value_max,
        target.unit,
        target.deadline or task.deadline,
        judged,
        task.units,
    )


def _of_goal(goal: HeldGoal, asked: Asked, rule: PaceRule, book: UnitBook) -> HeldNumber:
    said = goal.facts.asked
    office = book.units.get(goal.office_id) if goal.office_id else None
    return HeldNumber(
        f"G{goal.id}",
        goal.indicator,
        "",
        None,
        said.op,
        said.value,
        said.value_max,
        said.unit or goal.facts.measure.unit,
        said.deadline,
        _judged_by_series(goal, asked, rule),
        (office.id,) if office else (),
        book.regions.get(goal.region_id),
    )


def _judged(target: HeldTarget, task: HeldTask, asked: Asked, rule: PaceRule) -> Judged:
    deadline = target.deadline or task.deadline
    goal = Goal(target.op, target.value, deadline, value_max=target.value_max)
    seen = None
    if target.observed is not None and target.observed_on is not None:
        seen = Observation(target.observed, target.observed_on)
    tolerance, stale = rule.tolerance_pct, rule.stale_days
    found = pace_of(goal, seen, asked.day, tolerance_pct=tolerance, stale_days=stale)
    return _found(found, goal, seen, target.unit)


def _judged_by_series(goal: HeldGoal, asked: Asked, rule: PaceRule) -> Judged:
    explained = explain_facts(goal.facts, rule, asked.day)
    unit = goal.facts.measure.unit
    return _found(explained.judged, explained.measured.goal, explained.counted.seen, unit)


def _found(found: PaceFound, goal: Goal | None, seen: Observation | None, unit: str) -> Judged:
    needed, gap = found.needed, found.gap
    if goal is not None and goal.is_ceiling:  # what is due is to stay below it
        needed = None if goal.is_corridor else Fraction(goal.value)
        gap = None if needed is None or seen is None else Fraction(seen.value) - needed
    return Judged(
        found.pace.value,
        unit,
        seen.value if seen else None,
        seen.on if seen else None,
        needed,
        gap,
        _lead(goal, seen, found.share, found.due),
        goal is not None and goal.is_ceiling,
    )


def _lead(
    goal: Goal | None, seen: Observation | None, share: Fraction | None, due: Fraction | None
) -> Fraction | None:
    if seen is None or goal is None:
        return None
    if goal.is_ceiling:
        return (Fraction(goal.value) - Fraction(seen.value)) * 100 / Fraction(abs(goal.value) or 1)
    return None if share is None or due is None else (share - due) * 100


def written_figure(value: Decimal | None, unit: str) -> str:
    """A figure as it was given, with its unit; a dash where there is none."""
    return "—" if value is None else format_quantity(value, unit=unit)


def written_gap(gap: Fraction | None, unit: str, like: Decimal | None = None) -> str:
    """What is missing, as `written_about`; two shares differ by 个百分点.

    >>> written_gap(Fraction(2, 5), "%"), written_gap(Fraction(5135), "亩", Decimal(40000))
    ('0.4 个百分点', '0.51万亩')
    """
    return written_about(gap, difference_unit(unit), like)


def written_about(value: Fraction | None, unit: str, like: Decimal | None = None) -> str:
    """A figure that was reckoned, with its unit: two decimals, large ones in 万 or 亿; beside a
    target in 万 or 亿 (`like`) in the same, unless that would leave nothing of it.

    >>> written_about(Fraction(26876712, 2), "美元"), written_about(Fraction(25, 7), "个")
    ('1,343.84万美元', '3.57 个')
    >>> written_about(Fraction(5135), "亩"), written_about(Fraction(5135), "亩", Decimal(40000))
    ('5135 亩', '0.51万亩')
    """
    if value is None:
        return "—"
    plain = unit[:1] in {"万", "亿", "%"}
    power = 1 if plain else _scale(abs(value))
    wanted = 1 if plain or like is None else _scale(Fraction(abs(like)))
    if wanted > power and abs(value) * 100 >= wanted:
        return f"{format_quantity(half_up(value / wanted, 2))}{_SCALES[wanted]}{unit}"
    return format_quantity(half_up(value / power, 2) * power, unit=unit)


_SCALES = {10**8: "亿", 10**4: "万"}


def _scale(size: Fraction) -> int:
    return next((power for power in _SCALES if size >= power), 1)
