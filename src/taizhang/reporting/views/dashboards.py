"""Dashboards (看板): of the city, a place, an office, a document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..permissions import may_open_dashboards
from .dashboard_frame import DashboardFrame
from .dashboard_list import DashboardList
from .dashboard_page import DashboardPage


@require_safe
@only(may_open_dashboards)
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """The leader's thirty seconds; people of units begin with their own."""
    frame = DashboardFrame(request, now=timezone.now())
    if frame.begins_elsewhere and frame.own_address:
        return redirect(frame.own_address)
    page = DashboardPage(frame)
    return render(request, "reporting/dashboard.html", {"page": page, "frame_of": frame})


@require_safe
@only(may_open_dashboards)
def list_behind(request: HttpRequest) -> HttpResponse:
    """The numbers or tasks that a figure counts."""
    frame = DashboardFrame(request, now=timezone.now())
    page = DashboardList(frame, request.GET.get("key", "pace"), request.GET.get("page"))
    return render(request, "reporting/dashboard_list.html", {"page": page, "frame_of": frame})
