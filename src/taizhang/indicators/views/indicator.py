"""The page of an indicator (指标页)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..permissions import may_read_indicators
from .indicator_page import IndicatorPage


@require_safe
@only(may_read_indicators)
def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Meaning, goals, curve, every figure, and how honest earlier projections were."""
    page = IndicatorPage(request, code, now=timezone.now())
    return render(request, "indicators/indicator.html", {"page": page})
