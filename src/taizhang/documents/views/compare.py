"""Documents side by side (文件比对): the matrix, and the same as a workbook."""

import tempfile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..domain.comparing import drafts_to_compare
from ..domain.errors import ComparisonError
from ..domain.queries.comparison import Comparison
from ..exchange.comparison import write_comparison
from ..forms import CompareForm
from ..permissions import may_read_documents

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only(may_read_documents)
def compare(request: HttpRequest) -> HttpResponse:
    """What became of each measure of the first document in the others."""
    form = CompareForm(request.GET)
    try:
        comparison = _comparison(form)
    except ComparisonError as error:
        return _choose(request, error)
    context = {
        "comparison": comparison,
        "form": form,
        "matrix": bool(form.cleaned_data.get("matrix")),
    }
    return render(request, "documents/compare.html", context)


@require_safe
@only(may_read_documents)
def compare_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The same comparison as a workbook."""
    try:
        comparison = _comparison(CompareForm(request.GET))
    except ComparisonError as error:
        return _choose(request, error)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_comparison(comparison, file)
    file.seek(0)
    name = _("文件比对") + ".xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)


def _choose(request: HttpRequest, error: ComparisonError) -> HttpResponse:
    return render(request, "documents/compare_choose.html", {"sentence": error.message})


def _comparison(form: CompareForm) -> Comparison:
    if not form.is_valid():
        raise ComparisonError(" ".join(str(e) for errors in form.errors.values() for e in errors))
    chosen = form.cleaned_data
    drafts = drafts_to_compare(chosen["d"], first=chosen["first"])
    if len(drafts) < len(chosen["d"]):
        raise Http404
    return Comparison(drafts, change=chosen["change"])
