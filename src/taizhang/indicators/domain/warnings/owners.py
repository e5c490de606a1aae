"""Whose a warning is (预警责任单位): who supplies the series, who answers for the goal's task."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from taizhang.accounts.models import Person
from taizhang.ledger.enums import ANSWERING_ROLES
from taizhang.ledger.models import Assignment
from taizhang.organisations.domain.acting import unit_ids_for

from ...models import EarlyWarning, IndicatorVersion, SeriesGoal
from ..queries.series import known_series


def units_of_goals(goal_ids: Collection[int | None]) -> Mapping[int | None, set[int]]:
    """The units that lead or answer for the tasks of goals, by goal: one query."""
    found: dict[int | None, set[int]] = defaultdict(set)
    goals = SeriesGoal.objects.filter(
        pk__in=[each for each in goal_ids if each is not None],
        task__assignments__until__isnull=True,
        task__assignments__role__in=sorted(ANSWERING_ROLES),
    )
    rows = goals.annotate(unit_id=F("task__assignments__unit")).values_list("pk", "unit_id")
    for goal_id, unit_id in rows:
        if unit_id is not None:
            found[goal_id].add(unit_id)
    return found


def owners_of(warning: EarlyWarning) -> set[int]:
    """The units whose people sign for a warning and say what they do."""
    office = known_series([warning.series_id])[warning.series_id].office_id
    return units_of_goals([warning.goal_id])[warning.goal_id] | ({office} if office else set())


def owned_by(
    warnings: QuerySet[EarlyWarning], person: Person, *, on: date
) -> QuerySet[EarlyWarning]:
    """Those of the warnings that are a person's units' own."""
    units = unit_ids_for(person, on=on)
    answers = Assignment.objects.at(None).filter(
        task__goals=OuterRef("goal"), unit__in=units, role__in=sorted(ANSWERING_ROLES)
    )
    return warnings.filter(supplied_by(units) | Exists(answers)) if units else warnings.none()


def supplied_by(units: Collection[int]) -> Q:
    """Warnings of the series that units supply."""
    offices = IndicatorVersion.objects.at(None).filter(
        indicator__series=OuterRef("series"), office__in=units
    )
    own = Q(series__office__isnull=True) & Q(Exists(offices))
    return Q(series__office__in=units) | own
