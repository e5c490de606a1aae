"""Runs: the list, one with its result (评定)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..permissions import may_open_assessments
from .run_list import RunList
from .run_page import RunPage


@require_safe
@only(may_open_assessments)
def list_runs(request: HttpRequest) -> HttpResponse:
    """The runs this person may read."""
    return render(request, "assessments/runs.html", {"list": RunList(request, now=timezone.now())})


@require_safe
@only(may_open_assessments)
def show_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run."""
    page = RunPage(request, pk, now=timezone.now())
    return render(request, "assessments/run.html", {"page": page})
