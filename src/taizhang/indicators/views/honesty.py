"""How projections turned out, over all indicators a person sees (预测回头看)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.queries.honesty import honesty_together, judged
from ..domain.queries.series import series_for
from ..permissions import may_read_indicators

_ROWS = 40


@require_safe
@only(may_read_indicators)
def list_honesty(request: HttpRequest) -> HttpResponse:
    """Every series whose projections can be judged, the least honest first."""
    seen = series_for(actor_of(request), on=timezone.localdate())
    page = Paginator(judged(seen), _ROWS).get_page(request.GET.get("page"))
    shown = {"page_obj": page, "together": honesty_together(seen)}
    return render(request, "indicators/honesty.html", shown)
