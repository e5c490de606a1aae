"""Goals of series that no task asks for (数列的目标): set, change, end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain.errors import IndicatorError
from ..domain.goals import end_goal, set_goal
from ..forms.goals import GoalForm
from ..models import GoalVersion, IndicatorVersion, Series, SeriesGoal
from ..permissions import may_define
from .definitions import find_version, perform

_REFUSED = 422


@only(may_define)
def set_goals(request: HttpRequest, code: str) -> HttpResponse:
    """The goals of an indicator in all its regions, and a form for one more."""
    version = find_version(code)
    series = Series.objects.filter(indicator=version.indicator_id).select_related("region")
    asked = request.GET.get("region", "")
    initial = {"series": next((s.pk for s in series if str(s.region_id) == asked), None)}
    form = GoalForm(request.POST or None, series=series, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen, data = form.cleaned_data["series"], form.goal_input()
        person, now = actor_of(request), timezone.now()
        if perform(form, lambda: set_goal(chosen, data, actor=person, as_of=now)):
            messages.success(request, _("已设定目标。"))
            return redirect("indicators:goals", code)
    return _show(request, version, form)


@only(may_define)
def change_goal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change what a goal asks for; what it asked for before stays."""
    version, current = find_version(code), _find_goal(code, pk)
    form = GoalForm(request.POST or None, series=None, version=current)
    if request.method == "POST" and form.is_valid():
        goal, data = current.goal, form.goal_input()
        person, now = actor_of(request), timezone.now()
        if perform(form, lambda: set_goal(goal.series, data, actor=person, as_of=now, goal=goal)):
            messages.success(request, _("已修改目标；以前的目标和当时的进度仍可查。"))
            return redirect("indicators:goals", code)
    return _show(request, version, form, current)


@require_POST
@only(may_define)
def end_one(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The series is not held to this any more."""
    current = _find_goal(code, pk)
    try:
        end_goal(current.goal, actor=actor_of(request), as_of=timezone.now())
    except IndicatorError as error:
        if error.code == "not_allowed":
            raise PermissionDenied(error.message) from error
        messages.error(request, error.message)
    else:
        messages.success(request, _("目标已结束；以前的进度仍可查。"))
    return redirect("indicators:goals", code)


def _find_goal(code: str, pk: int) -> GoalVersion:
    """What a goal of the indicator without a task asks for now; 404 where there is none."""
    found = GoalVersion.objects.at(None).filter(
        goal=pk, goal__task__isnull=True, goal__series__indicator__code=code
    )
    current: GoalVersion | None = found.select_related("goal__series__region").first()
    if current is None:
        raise Http404
    return current


def _show(
    request: HttpRequest,
    version: IndicatorVersion,
    form: GoalForm,
    current: GoalVersion | None = None,
) -> HttpResponse:
    goals = SeriesGoal.objects.filter(series__indicator=version.indicator_id)
    held = GoalVersion.objects.at(None).filter(goal__in=goals)
    joined = held.select_related("goal__series__region", "goal__task", "recorded_by")
    context = {
        "version": version,
        "form": form,
        "current": current,
        "goals": joined.order_by("goal__series__region", "deadline", "pk"),
    }
    status = _REFUSED if form.is_bound else 200
    return render(request, "indicators/goals.html", context, status=status)
