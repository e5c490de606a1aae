"""Questions to a result: other parameters, a span of values, how firm the ranking is (推演)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only

from ..permissions import may_run
from .sensitivity_page import SensitivityPage
from .sweep_page import SweepPage
from .what_if_page import WhatIfPage


@require_safe
@only(may_run)
def show_what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """The parameters to change and, for those the address names, who moves and what it costs."""
    page = WhatIfPage(request, pk, now=timezone.now())
    return render(request, "assessments/what_if.html", {"page": page}, status=page.status)


@require_POST
@only(may_run)
def set_parameters(request: HttpRequest, pk: int) -> HttpResponse:
    """From the filled-in parameters to the address that names the changed ones."""
    page = WhatIfPage(request, pk, now=timezone.now())
    if not page.can_ask or not page.filled.is_valid():
        return render(request, "assessments/what_if.html", {"page": page}, status=422)
    query = urlencode([("set", f"{k}={v}") for k, v in page.filled.changes().items()])
    return redirect(f"{reverse('assessments:what-if', args=[pk])}?{query or 'none=1'}")


@require_safe
@only(may_run)
def show_sweep(request: HttpRequest, pk: int) -> HttpResponse:
    """What each value of one parameter costs and whom it moves."""
    page = SweepPage(request, pk, now=timezone.now())
    return render(request, "assessments/sweep.html", {"page": page}, status=page.status)


@require_safe
@only(may_run)
def show_sensitivity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changes place when one criterion counts for more or less."""
    page = SensitivityPage(request, pk, now=timezone.now())
    return render(request, "assessments/sensitivity.html", {"page": page}, status=page.status)
