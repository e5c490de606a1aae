"""The log of changes, for the auditor (变更记录)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..access import only
from ..domain.queries import changes_matching, show_changes
from ..forms.people import ChangesFilter
from ..permissions import may_read_changes

PAGE_SIZE = 50


@only(may_read_changes)
def list_changes(request: HttpRequest) -> HttpResponse:
    """Every change of people, roles, units and memberships, the latest first."""
    filters = ChangesFilter(request.GET)
    found = changes_matching(**filters.values())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page_obj": page, "rows": show_changes(page.object_list)}
    return render(request, "accounts/changes.html", context)
