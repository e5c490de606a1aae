"""What the page of an indicator shows for one address (指标页)."""

from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.queries.versions import versions_for

from ..curve import (
    Curve,
    CurveTable,
    curve_of,
    curve_option,
    curve_table,
    curve_window,
    describe_curve,
    draw_curve,
    draw_points,
    history_option,
    history_table,
)
from ..curve.points import Needed, Point
from ..domain.pace.explaining import GoalFacts, fresh_since_of, measure_of
from ..domain.pace.rules import PaceRule, pace_rule_on
from ..domain.projections import Curves, curves_of, project_path
from ..domain.queries.counting import counting_values
from ..domain.queries.history import HeldGoal, held_goals, project_goals
from ..domain.queries.series import series_for
from ..domain.types import Seen
from ..forms.indicator import IndicatorForm
from ..models import GoalPlan, GoalVersion, Indicator, IndicatorVersion, Series
from ..permissions import may_define, may_read_all
from .given_figures import GivenFigures
from .goal_row import GoalRow
from .standing import needed_by, standing_of
from .turned_out import TurnedOut


class IndicatorPage:
    """One indicator in one region before one person; each part is read when it is asked for."""

    def __init__(self, request: HttpRequest, code: str, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(now)
        versions = IndicatorVersion.objects.select_related("indicator", "office", "region")
        found = versions.at(None).filter(indicator__code=code).first()
        if found is None:
            raise Http404
        self.version: IndicatorVersion = found
        self.indicator: Indicator = found.indicator
        if not self.all_series and not may_read_all(self.person):
            raise Http404
        self.form = IndicatorForm(
            request.GET,
            now=now,
            regions=[(series.region_id, series.region.name) for series in self.all_series],
        )
        self.valid = self.form.is_valid()
        self.known_at: datetime | None = self.form.asked("known_at", None)
        if self.known_at is not None:
            self.version = get_object_or_404(versions.at(self.known_at), indicator=self.indicator)

    @property
    def may_define(self) -> bool:
        """Whether the person says what the indicator means."""
        return may_define(self.person)

    @cached_property
    def all_series(self) -> list[Any]:
        """The series of the indicator that this person sees, its own region first."""
        seen = series_for(self.person, on=self.today).filter(indicator=self.indicator)
        found = list(seen.select_related("region", "office").order_by("region_id"))
        return sorted(found, key=lambda series: series.region_id != self.version.region_id)

    @cached_property
    def series(self) -> Series | None:
        """The series that is shown."""
        if not self.all_series:
            return None
        wanted = self.form.asked("region", self.all_series[0].region_id)
        found: Series = next(each for each in self.all_series if each.region_id == wanted)
        return found

    @property
    def as_of(self) -> date:
        day: date = self.form.asked("as_of", self.today)
        return day

    @cached_property
    def history(self) -> list[Seen]:
        """The figures that count, up to the day."""
        if self.series is None:
            return []
        values = counting_values([self.series.pk], until=self.as_of, known_at=self.known_at)
        return values.get(self.series.pk, [])

    def curves(self, starts: date | None = None) -> Curves:
        """The figures made ready, added up from a day where they are added up."""
        return curves_of(
            self.history,
            accumulation=self.version.accumulation,
            frequency=self.version.frequency,
            starts=starts,
        )

    @cached_property
    def points(self) -> list[Point]:
        """All figures as they were given, not added up."""
        return [(seen.day, seen.value) for seen in self.history]

    @cached_property
    def rule(self) -> PaceRule:
        return pace_rule_on(self.as_of, known_at=self.known_at)

    @property
    def fresh_since(self) -> date:
        """The first day whose figure is not stale."""
        return fresh_since_of(measure_of(self.version), self.rule, self.as_of)

    @cached_property
    def versions(self) -> list[GoalVersion]:
        """All that its goals ever asked for, the latest of each goal first."""
        if self.series is None:
            return []
        found = GoalVersion.objects.filter(goal__series=self.series)
        if self.known_at is not None:
            found = found.filter(since__lte=self.known_at)
        return list(found.select_related("goal__task", "recorded_by").order_by("goal_id", "-since"))

    @cached_property
    def goals(self) -> list[GoalRow]:
        """The goals that hold, the next deadline first."""
        current = [version for version in self.versions if self._holds(version)]
        held = held_goals([version.goal_id for version in current], known_at=self.known_at)
        chosen = self._chosen(current)
        rows = [
            self._row(version, held[version.goal_id], chosen=version is chosen)
            for version in current
        ]
        return sorted(rows, key=lambda row: (row.held.deadline or date.max, row.held.goal_id))

    def _holds(self, version: GoalVersion) -> bool:
        until = version.until
        return until is None or (self.known_at is not None and until > self.known_at)

    def _chosen(self, current: list[GoalVersion]) -> GoalVersion | None:
        """The goal that the curve is drawn against: the one asked for, else the next to end."""
        wanted = self.form.asked("goal", None)
        by_end = sorted(
            current,
            key=lambda each: (
                each.goal_id != wanted,
                (each.deadline or date.max) < self.as_of,
                each.deadline or date.max,
                each.goal_id,
            ),
        )
        return by_end[0] if by_end else None

    def _row(self, version: GoalVersion, held: HeldGoal, *, chosen: bool) -> GoalRow:
        standing = standing_of(self._facts(held), rule=self.rule, as_of=self.as_of)
        values = {held.series_id: self.history}
        projected = next(iter(project_goals([held], values, self.as_of)))
        title, url = self._tasks.get(version.goal.task_id, ("", ""))
        return GoalRow(version, held, standing, projected, title, url, chosen)

    def _facts(self, held: HeldGoal) -> GoalFacts:
        """What the pace of a goal rests on."""
        nodes = self._plans.get(held.goal_id, ())
        return GoalFacts(held.asked, held.measure, tuple(self.points), nodes)

    @cached_property
    def _plans(self) -> dict[int, tuple[Point, ...]]:
        """The nodes of the plan that was filed last of each goal."""
        plans = GoalPlan.objects.filter(goal__series=self.series).prefetch_related("nodes")
        if self.known_at is not None:
            plans = plans.filter(recorded_at__lte=self.known_at)
        found: dict[int, tuple[Point, ...]] = {}
        for plan in plans.order_by("recorded_at", "id"):
            found[plan.goal_id] = tuple((node.day, node.value) for node in plan.nodes.all())
        return found

    @cached_property
    def _tasks(self) -> dict[int | None, tuple[str, str]]:
        """Title and address of the goals' tasks that this person may see."""
        wanted = {version.goal.task_id for version in self.versions if version.goal.task_id}
        seen = versions_for(self.person, on=self.today).filter(task__in=wanted)
        return {
            each.task_id: (each.title, each.task.get_absolute_url())
            for each in seen.select_related("task")
        }

    @property
    def goal(self) -> GoalRow | None:
        """The goal that the curve is drawn against."""
        return next((row for row in self.goals if row.chosen), None)

    @cached_property
    def curve(self) -> Curve:
        """The curve of the goal that is chosen, or of the figures alone: also where the goal runs
        over several years, to which no single year leads."""
        row = self.goal if self.goal and not self.goal.held.spans_years else None
        held = row.held if row else None
        curves = self.curves(held.counts_from if held else None)
        path = []
        if held is not None:
            path = project_path(curves, end=held.deadline, as_of=self.as_of, starts=held.starts)
        return curve_of(
            curves,
            held,
            window=curve_window(held, self.as_of),
            as_of=self.as_of,
            needed=self._needed(row),
            tolerance_pct=self.rule.tolerance_pct,
            path=path,
        )

    def _needed(self, row: GoalRow | None) -> Needed:
        if row is None:
            return lambda _day: None
        return needed_by(self._facts(row.held), row.standing)

    @property
    def charts(self) -> dict[str, Any]:
        """What the template gives to the chart of the curve."""
        curve, unit = draw_curve(self.curve, self.version.unit)
        return {
            "option": curve_option(curve, unit=unit),
            "table": curve_table(curve, unit=unit),
            "description": describe_curve(curve, unit=unit),
        }

    @cached_property
    def long_ago(self) -> dict[str, Any] | None:
        """The chart of all figures, where they reach further back than the curve does."""
        if not self.points or self.points[0][0].year >= self.as_of.year - 1:
            return None
        points, unit = draw_points(self.points, self.version.unit)
        table: CurveTable = history_table(points, unit=unit)
        return {"option": history_option(points, unit=unit), "table": table}

    @cached_property
    def turned_out(self) -> TurnedOut | None:
        """How earlier projections turned out."""
        if self.series is None:
            return None
        return TurnedOut(
            self.series.pk,
            self.history,
            as_of=self.as_of,
            deadlines={each.deadline for each in self.versions if each.deadline},
            as_known_then=self.form.asked("known", default=False),
        )

    @cached_property
    def given(self) -> GivenFigures | None:
        """Every figure ever given, by pages."""
        return (
            GivenFigures(self.series.pk, self.request.GET.get("page"), self.known_at)
            if self.series
            else None
        )

    @property
    def with_known(self) -> str:
        """This address, earlier projections made from what was known then."""
        return self._address(known="1")

    @property
    def without_known(self) -> str:
        """This address, earlier projections made from what is known now."""
        return self._address()

    def _address(self, **more: str) -> str:
        names = ("region", "as_of", "goal", "known_at")
        asked = {name: self.request.GET[name] for name in names if self.request.GET.get(name)}
        return "?" + urlencode({**asked, **more})
