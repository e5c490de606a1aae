"""A goal: why it has its pace, and the plan to get there (目标页)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.errors import IndicatorError
from ..domain.pace.planning import file_plan
from ..forms.plan import PlanForm
from ..permissions import may_read_indicators
from .goal_page import GoalPage

_REFUSED = 422


@require_safe
@only(may_read_indicators)
def show_goal(request: HttpRequest, goal: int) -> HttpResponse:
    """Every value that the pace of a goal rests on, by every method, at a day."""
    page = GoalPage(request, goal, now=timezone.now())
    return _show(request, page, page.plan_form())


@require_POST
@only(may_read_indicators)
def plan_goal(request: HttpRequest, goal: int) -> HttpResponse:
    """File how the goal is to be reached."""
    page = GoalPage(request, goal, now=timezone.now())
    form = page.plan_form(request.POST)
    if form is None:
        raise PermissionDenied
    if form.is_valid() and _file(request, page, form):
        return redirect("indicators:goal", goal)
    return _show(request, page, form, status=_REFUSED)


def _file(request: HttpRequest, page: GoalPage, form: PlanForm) -> bool:
    facts: dict[str, Any] = {"reference": form.cleaned_data["reference"]}
    actor, now = actor_of(request), timezone.now()
    try:
        filed = file_plan(page.goal, form.nodes(), **facts, actor=actor, as_of=now)
    except IndicatorError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    if filed.falls_short:
        messages.warning(request, _("计划已报送。注意：最后一个节点还没有达到目标值。"))
    else:
        messages.success(request, _("计划已报送。"))
    return True


def _show(
    request: HttpRequest, page: GoalPage, form: PlanForm | None, status: int = 200
) -> HttpResponse:
    context = {"page": page, "form": form}
    return render(request, "indicators/goal.html", context, status=status)
