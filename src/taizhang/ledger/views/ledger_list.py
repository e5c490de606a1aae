"""The ledger list and what belongs to it (台账列表)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from ..exchange.columns import COLUMNS
from .access import ledger_page
from .addresses import own_address
from .listing import COLUMNS_COOKIE, LedgerList
from .task_page import open_task_page

_A_YEAR = 365 * 24 * 3600


@require_safe
@ledger_page
def show_ledger(request: HttpRequest) -> HttpResponse:
    """The list; with `open=T000123` in the address that task stands beside it."""
    now = timezone.now()
    listing = LedgerList(request, now=now)
    number = request.GET.get("open", "")
    opened = open_task_page(request, number, now=now, moment=listing.moment) if number else None
    context = {"list": listing, "page": opened}
    htmx = HtmxDetails(request)
    wants_panel = htmx.target == "aside" and not htmx.history_restore_request
    template = "ledger/parts/panel.html" if wants_panel else "ledger/list.html"
    answer = render(request, template, context)
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


@require_POST
@ledger_page
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns this person wants, on this machine for a year."""
    chosen = set(request.POST.getlist("column"))
    names = [column.name for column in COLUMNS if column.name in chosen]
    answer = redirect(own_address(request, "ledger:list"))
    answer.set_cookie(
        COLUMNS_COOKIE, "-".join(names), max_age=_A_YEAR, httponly=True, samesite="Lax"
    )
    return answer
