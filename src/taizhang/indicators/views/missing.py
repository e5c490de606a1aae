"""Which figures did not come in (缺报), also as a workbook."""

import tempfile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only
from taizhang.papers import Column, ColumnKind, SheetSetup, write_xlsx

from ..permissions import may_read_all
from .missing_page import MOST_ROWS, MissingPage, MissingRow

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only(may_read_all)
def list_missing(request: HttpRequest) -> HttpResponse:
    """The counts of every unit, and what is missing one by one."""
    page = MissingPage(request, now=timezone.now())
    return render(request, "indicators/missing.html", {"missing": page})


@require_safe
@only(may_read_all)
def export_missing(request: HttpRequest) -> HttpResponse | FileResponse:
    """What is missing as a workbook, to be sent to the units."""
    page = MissingPage(request, now=timezone.now())
    if not page.valid:
        return render(request, "indicators/missing.html", {"missing": page}, status=400)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    note = _("报告期 %(since)s 至 %(until)s · 截至 %(today)s") % {
        "since": page.scope.since,
        "until": page.scope.until,
        "today": page.today,
    }
    setup = SheetSetup(name=_("缺报"), title=_("指标缺报清单"), note=note)
    write_xlsx(map(_cells, page.rows(MOST_ROWS)), _columns(), file, setup=setup)
    file.seek(0)
    name = f"指标缺报{page.today:%Y%m%d}.xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)


def _columns() -> list[Column]:
    return [
        Column(_("报数单位"), 24),
        Column(_("指标代码"), 10),
        Column(_("指标名称"), 34),
        Column(_("地区"), 12),
        Column(_("报告期"), 16),
        Column(_("到期日"), 12, ColumnKind.DATE),
        Column(_("缺报天数"), 9, ColumnKind.NUMBER),
    ]


def _cells(row: MissingRow) -> list[object]:
    series = row.series
    return [row.unit, series.code, series.name, series.region, row.label, row.owed.due, row.days]
