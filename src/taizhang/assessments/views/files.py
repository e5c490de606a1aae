"""The files of a revision: the uploaded table, the result, the steps (下载)."""

import tempfile
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only
from taizhang.documents.domain.storing import open_file
from taizhang.schemes import Column
from taizhang.schemes.writing import STEPS
from taizhang.schemes.writing.files import write_parts

from ..domain.running.tables import kept_path, pieces_of, rows_of
from ..enums import RevisionState
from ..models import Revision
from ..permissions import may_read_runs
from .run_page import RunPage

_EXCEL_ROWS = 100_000  # more opens slowly in a spreadsheet: CSV


@require_safe
@only(may_read_runs)
def download(request: HttpRequest, pk: int, number: int, kind: str) -> FileResponse:
    """The bytes as they were uploaded; result and steps with Chinese heads."""
    page = RunPage(request, pk, now=timezone.now())
    rows = Revision.objects.select_related("source", "result", "steps")
    revision = rows.filter(run=page.run, number=number).first()
    if revision is None:
        raise Http404
    if kind == "source":
        name = revision.source_name
        return FileResponse(open_file(revision.source), as_attachment=True, filename=name)
    if revision.state != RevisionState.DONE or page.scheme is None or kind not in _KINDS:
        raise Http404
    columns = page.scheme.definition.output if kind == "result" else STEPS
    return _table(revision, kind, columns, f"{page.run.title}（{_KINDS[kind]}）")


_KINDS = {"result": "结果", "steps": "计算过程"}


def _table(revision: Revision, kind: str, columns: tuple[Column, ...], title: str) -> FileResponse:
    stored = revision.result if kind == "result" else revision.steps
    assert stored is not None  # a constraint of the table
    kept = kept_path(stored)
    suffix = ".xlsx" if rows_of(kept) <= _EXCEL_ROWS else ".csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}{suffix}"
        write_parts(lambda: pieces_of(kept), columns, path, title=title, chinese=True)
        file = path.open("rb")  # the answer closes it; its bytes outlive their name
    return FileResponse(file, as_attachment=True, filename=f"{title}{suffix}")
