"""The document list (文件)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.accounts.access import actor_of, only

from ..domain.queries.documents import drafts_in_list, sources_in_reading
from ..forms import DraftFilter
from ..permissions import may_read_documents, may_upload

PAGE = 40


@only(may_read_documents)
def document_list(request: HttpRequest) -> HttpResponse:
    """Documents, newest first; what is still being read stands above them."""
    form = DraftFilter(request.GET or None)
    page = Paginator(form.apply(drafts_in_list()), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "page_obj": page,
        "reading": sources_in_reading(),
        "may_upload": may_upload(actor_of(request)),
    }
    return render(request, "documents/list.html", context)
