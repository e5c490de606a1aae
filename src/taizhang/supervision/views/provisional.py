"""Time limits that wait for a holiday notice (暂定时限)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from taizhang.accounts.access import actor_of, only

from ..domain.queries.provisional import (
    is_recomputing,
    moved_lines,
    waiting_for_notice,
    waiting_lines,
)
from ..permissions import may_read_practice

ROWS = 50


@only(may_read_practice)
def list_provisional(request: HttpRequest) -> HttpResponse:
    """What is still provisional, and what the last notices moved."""
    person, today = actor_of(request), timezone.localdate()
    pages = Paginator(waiting_for_notice(person, on=today), ROWS)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": pages.count,
        "waiting": waiting_lines(page.object_list),
        "moved": moved_lines(person, on=today),
        "running": is_recomputing(),
    }
    return render(request, "supervision/provisional.html", context)
