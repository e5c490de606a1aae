"""Slips as Word, Excel and printed pages (督查单导出、打印)."""

import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.models import Event
from taizhang.ledger.views.access import ledger_page

from ..domain.slips.papers import MOST_PAPERS, paper_of, papers_of
from ..domain.slips.sheets import MOST_ROWS, write_slip_list
from .slip_lists import SlipList

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest) -> list[Event]:
    """The issues named in the address that this person may see, in their order."""
    ids = [int(value) for value in request.GET.getlist("event") if value.isdecimal()]
    seen = versions_for(actor_of(request), on=timezone.localdate())
    events = Event.objects.filter(pk__in=ids[: MOST_PAPERS + 1], type="slip_issued")
    return list(events.filter(task__in=seen.values("task_id")).order_by("pk"))


@require_safe
@ledger_page
def download_word(request: HttpRequest) -> HttpResponseBase:
    """The slips as they were issued, as one Word file, each on its own page."""
    events = _asked(request)
    try:
        data = papers_of(events)
    except ActInputError as error:
        messages.error(request, str(error))
        return redirect("supervision:slips")
    first = paper_of(events[0])
    more = f"等{len(events)}件" if len(events) > 1 else ""
    name = f"{first.head}{first.number}{more}.docx"
    answer = HttpResponse(data, content_type=_DOCX)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_safe
@ledger_page
def print_slips(request: HttpRequest) -> HttpResponseBase:
    """The same slips as a page to print, each on its own sheet."""
    papers = [paper_of(event) for event in _asked(request)[:MOST_PAPERS]]
    if not papers:
        messages.error(request, _("没有选中任何督查单，请先勾选。"))
        return redirect("supervision:slips")
    return render(request, "supervision/slips_print.html", {"papers": papers})


@require_safe
@ledger_page
def export_slips(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list with the same address, all pages, as Excel."""
    now = timezone.now()
    listing = SlipList(request, now=now)
    if listing.found.count() > MOST_ROWS:
        said = _("一次最多导出 %(most)d 行，请先缩小筛选范围。") % {"most": MOST_ROWS}
        messages.error(request, said)
        return redirect("supervision:slips")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_slip_list(listing.all_rows(), file, as_of=listing.moment or now)
    file.seek(0)
    day = timezone.localdate(listing.moment or now)
    name = f"督查单{day:%Y%m%d}.xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)
