"""Exactly the filtered rows as Excel or CSV (导出)."""

import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..exchange.exporting import MOST_ROWS, csv_pieces, sheet_name, write_workbook
from ..exchange.rows import iter_rows
from .access import ledger_page
from .listing import LedgerList

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@ledger_page
def export_ledger(request: HttpRequest, form: str) -> HttpResponseBase:
    """The rows of the list with the same address, all pages."""
    now = timezone.now()
    listing = LedgerList(request, now=now)
    if listing.totals["total"] > MOST_ROWS:
        said = _("一次最多导出 %(most)d 行，请先缩小筛选范围。") % {"most": MOST_ROWS}
        messages.error(request, said)
        return redirect("ledger:list")
    return _csv(listing) if form == "csv" else _xlsx(listing)


def _csv(listing: LedgerList) -> StreamingHttpResponse:
    rows = iter_rows(listing.found, moment=listing.moment, today=listing.today)
    answer = StreamingHttpResponse(csv_pieces(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = _attachment(listing, "csv")
    return answer


def _xlsx(listing: LedgerList) -> FileResponse:
    rows = iter_rows(listing.found, moment=listing.moment, today=listing.today)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    notes = [f"{chip.label}：{chip.value}" for chip in listing.chips]
    write_workbook(rows, file, as_of=listing.moment or listing.now, notes=notes)
    file.seek(0)
    return FileResponse(
        file, content_type=_XLSX, as_attachment=True, filename=_name(listing, "xlsx")
    )


def _name(listing: LedgerList, suffix: str) -> str:
    return f"{sheet_name(listing.moment or listing.now)}.{suffix}"


def _attachment(listing: LedgerList, suffix: str) -> str:
    return content_disposition_header(True, _name(listing, suffix)) or ""
