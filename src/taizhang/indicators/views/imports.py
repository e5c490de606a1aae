"""A filled-in table comes back: preview, then all of it or nothing (导入)."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_file, open_file
from taizhang.documents.models import StoredFile

from ..domain.errors import FiguresRefusedError
from ..exchange.importing import earlier_imports, take_plan
from ..exchange.plans import Plan, plan_import
from ..exchange.sheets import Problem, read_sheets
from ..exchange.template import MOST_ROWS, write_template
from ..forms.imports import ApplyForm, UploadForm, sign_preview
from .access import enters_figures
from .entry_page import EntryPage, slots_of

_ANY_BYTES = "application/octet-stream"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE = "indicators/import.html"


@require_safe
@only(enters_figures)
def give_template(request: HttpRequest) -> HttpResponse | FileResponse:
    """The workbook to be filled in, with the lines that the page of figures shows."""
    page = EntryPage(request, now=timezone.now())
    if not page.valid:
        return render(request, "indicators/entry.html", {"entry": page}, status=400)
    if len(page.places) > MOST_ROWS:
        said = _("模板超过 %(most)d 行，请先按单位或名称查看，再下载模板。") % {"most": MOST_ROWS}
        messages.warning(request, said)
        return redirect("indicators:entry")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_template(slots_of(page.places[:]), file, title=_("指标填报"), as_of=page.today)
    file.seek(0)
    name = f"指标填报{page.today:%Y%m%d}.xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
@only(enters_figures)
def import_figures(request: HttpRequest) -> HttpResponse:
    """Upload a table and see what it would change."""
    if request.method != "POST":
        return render(request, _PAGE, {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form}, status=422)
    upload: UploadedFile[Any] = form.cleaned_data["file"]
    try:
        stored = keep_file(upload, media_type=_ANY_BYTES, as_of=timezone.now())
        return _preview(request, stored, upload.name or "")
    except DocumentError as error:
        form.add_error("file", str(error))
        return render(request, _PAGE, {"form": form}, status=422)


@require_POST
@only(enters_figures)
def apply_import(request: HttpRequest) -> HttpResponse:
    """Do what the preview showed; when figures have changed since, show it again."""
    person = actor_of(request)
    form = ApplyForm(request.POST, person_id=person.pk)
    if not form.is_valid():
        messages.error(request, _("预览已过期，请重新上传文件。"))
        return redirect("indicators:import")
    token = form.cleaned_data["token"]
    stored = get_object_or_404(StoredFile, pk=token["file"])
    plan = _plan(request, stored, token["name"])
    if plan.digest != token["digest"] or plan.problems or not plan.changes:
        messages.warning(request, _("预览以后数据有了变化，没有导入；下面是现在的比对结果。"))
        return _show(request, plan, stored, token["name"], status=409)
    return _take(request, plan, stored, token["name"])


def _take(request: HttpRequest, plan: Plan, stored: StoredFile, name: str) -> HttpResponse:
    person, now = actor_of(request), timezone.now()
    try:
        take_plan(plan, file=stored, file_name=name, actor=person, as_of=now)
    except FiguresRefusedError as error:
        plan.problems += [_problem(plan, each.row, each.message) for each in error.problems]
        return _show(request, plan, stored, name, status=409)
    facts = {"new": plan.new, "revised": plan.revised}
    messages.success(request, _("已导入：新报 %(new)d 个数，修订 %(revised)d 个数。") % facts)
    return redirect("indicators:entry")


def _problem(plan: Plan, place: int, message: str) -> Problem:
    return plan.changes[place].row.problem(message, "value")


def _plan(request: HttpRequest, stored: StoredFile, name: str) -> Plan:
    with open_file(stored) as file:
        sheets = read_sheets(name, file)
    return plan_import(sheets, actor=actor_of(request), as_of=timezone.now())


def _preview(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponse:
    plan = _plan(request, stored, name)
    return _show(request, plan, stored, name, status=422 if plan.problems else 200)


def _show(
    request: HttpRequest, plan: Plan, stored: StoredFile, name: str, *, status: int
) -> HttpResponse:
    token = sign_preview(
        file=stored.pk, name=name, digest=plan.digest, person_id=actor_of(request).pk
    )
    context = {
        "form": UploadForm(),
        "plan": plan,
        "name": name,
        "token": token,
        "earlier": earlier_imports(stored).first(),
    }
    return render(request, _PAGE, context, status=status)
