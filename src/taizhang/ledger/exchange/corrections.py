"""From the text of a row to a correction of the task: title, units, targets (更正)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Region, Unit

from ..domain.correcting import KEPT, NEW_TARGET, Correction
from ..domain.snapshot import Answer, Goal, Snapshot
from ..enums import TaskState, UnitRole
from .target_text import TargetParts, TargetTextError, format_target, parse_target
from .unit_text import parse_units


class CellError(ValueError):
    """A cell that cannot be used; the sentence says what to do."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


def correction_of(
    before: Snapshot,
    *,
    title: str,
    leads: str,
    units: str,
    targets: str,
    region: Region,
    due: date | Literal["kept"] | None = KEPT,
) -> Correction:
    """A correction to what these texts say. Raises CellError where one cannot be used."""
    names = [name for name, _role in parse_units(f"{leads}、{units}")]
    known = resolve_names(names, region=region)
    return Correction(
        title=title.strip(),
        units=read_answers(leads, units, before=before.units, known=known),
        targets=read_goals(targets, before=before),
        due=due,
    )


def read_answers(
    leads: str, others: str, *, before: Sequence[Answer], known: Mapping[str, Unit | None]
) -> list[Answer]:
    """Units as two cells give them, leads first.

    A name the task has already keeps its unit; other names mean what `known` says. Raises
    CellError for a name that nobody has registered and for a unit named twice.
    """
    own = {answer.name: answer.unit_id for answer in before}
    named = [("leads", name, UnitRole.LEAD) for name, _role in parse_units(leads)]
    named += [("units", name, UnitRole(role)) for name, role in parse_units(others)]
    answers: dict[int, Answer] = {}
    for column, name, role in named:
        unit_id = own.get(name) or _unit_id(column, name, known)
        if unit_id in answers:
            raise CellError(
                column,
                _("“%(name)s”与“%(other)s”是同一个单位，只能写一次。")
                % {"name": name, "other": answers[unit_id].name},
            )
        answers[unit_id] = Answer(unit_id, str(role), name)
    return list(answers.values())


def _unit_id(column: str, name: str, known: Mapping[str, Unit | None]) -> int:
    if unit := known.get(name):
        return unit.pk
    raise CellError(
        column, _("没有叫“%(name)s”的单位，请先登记单位，或改成已有的名称。") % {"name": name}
    )


def read_goals(text: str, *, before: Snapshot) -> list[Goal]:
    """Targets as the lines of a cell give them, each with the key of the target it changes.

    A line that is unchanged is the same target; a changed line is the target with the same
    indicator, else the one at its place when their number is the same, else a new one. The date
    of a target that stays is not changed once the task is dispatched. Raises CellError.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    taken: dict[int, Goal] = {}
    left = list(before.targets)
    for at, line in enumerate(lines):
        if same := next((goal for goal in left if text_of_goal(goal) == line), None):
            taken[at] = same
            left.remove(same)
    in_place = len(lines) == len(before.targets)
    for at, line in enumerate(lines):
        if at not in taken:
            parts = _parts(line)
            old = _changed(parts, left, before.targets[at] if in_place else None)
            taken[at] = _merge(parts, old, fixed=before.state != TaskState.CONFIRMED)
            if old is not None:
                left.remove(old)
    return [taken[at] for at in range(len(lines))]


def text_of_goal(goal: Goal) -> str:
    """The line of a target."""
    return format_target(
        TargetParts(goal.indicator, goal.op, goal.value, goal.value_max, goal.unit, goal.deadline)
    )


def _parts(line: str) -> TargetParts:
    try:
        parts = parse_target(line)
    except TargetTextError as error:
        raise CellError("targets", error.message) from error
    if not parts.indicator:
        raise CellError("targets", _("“%(line)s”没有写指标名称。") % {"line": line[:60]})
    return parts


def _changed(parts: TargetParts, left: Sequence[Goal], at_place: Goal | None) -> Goal | None:
    for goal in left:
        if goal.indicator == parts.indicator:
            return goal
    return at_place if at_place in left else None


def _merge(parts: TargetParts, old: Goal | None, *, fixed: bool) -> Goal:
    if old is None:
        return Goal(
            NEW_TARGET,
            parts.indicator,
            parts.op,
            parts.value,
            parts.value_max,
            parts.unit,
            parts.deadline,
        )
    if fixed and parts.deadline != old.deadline:
        raise CellError(
            "targets",
            _("目标“%(indicator)s”的时限不能更正；要改时限，请由责任单位申请延期。")
            % {"indicator": old.indicator},
        )
    return replace(
        old,
        indicator=parts.indicator,
        op=parts.op,
        value=parts.value,
        value_max=parts.value_max,
        unit=parts.unit,
        deadline=parts.deadline,
    )
