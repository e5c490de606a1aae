"""The record of corrections of a draft (更正记录)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..domain.queries.corrections import corrections_of, tell_correction
from ..permissions import may_read_documents
from .fragments import find_draft

PAGE = 40


@require_safe
@only(may_read_documents)
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, when, from what to what; the latest first."""
    draft = find_draft(pk)
    page = Paginator(corrections_of(draft), PAGE).get_page(request.GET.get("page"))
    context = {"draft": draft, "page_obj": page, "told": [tell_correction(each) for each in page]}
    return render(request, "documents/corrections.html", context)
