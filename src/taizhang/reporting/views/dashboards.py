"""Dashboards (看板): of the city, a place, an office, a document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..permissions import may_open_dashboards, may_rank_counties
from .dashboard_counties import CountiesPage
from .dashboard_document import DocumentPage
from .dashboard_frame import DashboardFrame
from .dashboard_list import DashboardList
from .dashboard_page import DashboardPage


@require_safe
@only(may_open_dashboards)
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """The leader's thirty seconds; people of units begin with their own."""
    frame = DashboardFrame(request, now=timezone.now())
    if frame.own_address:
        return redirect(frame.own_address)
    page = DashboardPage(frame)
    return render(request, "reporting/dashboard.html", {"page": page, "frame_of": frame})


@require_safe
@only(may_open_dashboards)
def list_behind(request: HttpRequest) -> HttpResponse:
    """The numbers or tasks that a figure counts."""
    frame = DashboardFrame(request, now=timezone.now())
    if frame.own_address:
        return redirect(frame.own_address)
    page = DashboardList(frame, request.GET.get("key", "pace"), request.GET.get("page"))
    return render(request, "reporting/dashboard_list.html", {"page": page, "frame_of": frame})


@require_safe
@only(may_rank_counties)
def rank_counties(request: HttpRequest) -> HttpResponse:
    """Counties beside each other."""
    frame = DashboardFrame(request, now=timezone.now())
    page = CountiesPage(frame)
    return render(request, "reporting/dashboard_counties.html", {"page": page, "frame_of": frame})


@require_safe
@only(may_open_dashboards)
def show_document(request: HttpRequest) -> HttpResponse:
    """The measures of a document as a board."""
    frame = DashboardFrame(request, now=timezone.now())
    if request.GET.get("document") == "":  # all were chosen
        return redirect(frame.address())
    if frame.narrowed.document is None:
        raise Http404
    if frame.own_address:
        return redirect(frame.own_address)
    page = DocumentPage(frame)
    return render(request, "reporting/dashboard_document.html", {"page": page, "frame_of": frame})
