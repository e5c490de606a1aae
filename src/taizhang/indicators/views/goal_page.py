"""What the page of a goal shows for one address (进度说明)."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from taizhang.accounts.access import actor_of
from taizhang.organisations.domain.acting import unit_ids_for

from ..domain.errors import IndicatorError
from ..domain.pace import MethodWord
from ..domain.pace.explaining import Explained, explain_pace, plan_nodes
from ..domain.pace.planning import measured_goal
from ..domain.queries.planners import planners_of
from ..domain.queries.series import series_for
from ..forms.plan import GoalForm, PlanForm
from ..models import GoalPlan, GoalVersion, IndicatorVersion, SeriesGoal
from ..pace_words import GROUND, STEPS, value_words
from ..permissions import may_plan
from .standing import Standing

Line = tuple[str | Promise, list[str]]


class GoalPage:
    """One goal before one person: its pace with every value, its versions and plans."""

    def __init__(self, request: HttpRequest, goal_id: int, *, now: datetime) -> None:
        self.request, self.today = request, timezone.localdate(now)
        self.person = actor_of(request)
        seen = series_for(self.person, on=self.today)
        goals = SeriesGoal.objects.select_related("series__indicator", "series__region")
        goal = goals.filter(pk=goal_id, series__in=seen).first()
        if goal is None:
            raise Http404
        self.goal: SeriesGoal = goal
        self.form = GoalForm(request.GET)
        self.valid = self.form.is_valid()

    @property
    def as_of(self) -> date:
        """The day that is judged."""
        return self.form.cleaned_data.get("as_of") or self.today

    @property
    def known_at(self) -> datetime | None:
        """As it was recorded then; None: now."""
        known: datetime | None = self.form.cleaned_data.get("known")
        return known

    @cached_property
    def meaning(self) -> IndicatorVersion:
        """What the indicator means now."""
        versions = IndicatorVersion.objects.at(None)
        found: IndicatorVersion = versions.get(indicator=self.goal.series.indicator_id)
        return found

    @cached_property
    def explained(self) -> Explained | None:
        """The pace and what it rests on; None where there was no such goal at that moment."""
        try:
            return explain_pace(self.goal.pk, as_of=self.as_of, known_at=self.known_at)
        except IndicatorError:
            return None

    @property
    def has_ended(self) -> bool:
        """Whether it is over by the moment that is asked about."""
        last = self.versions[0].until
        return last is not None and (self.known_at is None or self.known_at >= last)

    @property
    def standing(self) -> Standing | None:
        """Where the goal stands, as pages say it."""
        return Standing(self.explained) if self.explained else None

    @property
    def ground(self) -> list[Line]:
        """The values that are the same for all methods."""
        return self._lines(GROUND, (self.explained.method,)) if self.explained else []

    @property
    def steps(self) -> list[Line]:
        """The values that each method comes to, where any of them has one."""
        lines = self._lines(STEPS, tuple(MethodWord)) if self.explained else []
        return [line for line in lines if set(line[1]) != {"—"}]

    def _lines(self, names: Any, methods: tuple[MethodWord, ...]) -> list[Line]:
        assert self.explained is not None
        columns = [self.explained.values_of(method) for method in methods]
        return [
            (label, [value_words(name, column.get(name), self.meaning.unit) for column in columns])
            for name, label in names.items()
        ]

    @cached_property
    def versions(self) -> list[GoalVersion]:
        """All that the goal ever asked for, the latest first."""
        found = GoalVersion.objects.filter(goal=self.goal).select_related("recorded_by")
        return list(found.order_by("-since"))

    @cached_property
    def plans(self) -> list[GoalPlan]:
        """Every plan that was filed, the one that holds first."""
        found = GoalPlan.objects.filter(goal=self.goal).select_related("unit", "filed_by")
        return list(found.prefetch_related("nodes"))

    @cached_property
    def may_plan(self) -> bool:
        """Whether this person files plans of the goal."""
        acting = unit_ids_for(self.person, on=self.today)
        return may_plan(self.person, planners_of(self.goal), acting)

    def plan_form(self, data: Any = None) -> PlanForm | None:
        """The form of a plan; None for who may not file one, or where there is none to file."""
        if not self.may_plan:
            return None
        try:
            wanted = measured_goal(self.goal, on=self.today)
        except IndicatorError:
            return None
        nodes = plan_nodes(self.goal.pk)
        return PlanForm(data, goal=wanted, nodes=nodes, unit=self.meaning.unit)
