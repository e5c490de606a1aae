"""A filled-in table comes back: preview, then all of it or nothing (导入)."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_file, open_file
from taizhang.documents.models import StoredFile

from ..exchange.importing import ImportRefusedError, apply_plan
from ..exchange.plans import Plan, plan_import
from ..exchange.sheets import read_sheets
from ..forms.imports import ApplyForm, UploadForm, sign_preview
from .access import acts_on_tasks

_ANY_BYTES = "application/octet-stream"


@require_http_methods(["GET", "HEAD", "POST"])
@only(acts_on_tasks)
def import_ledger(request: HttpRequest) -> HttpResponse:
    """Upload a table and see what it would change."""
    if request.method != "POST":
        return render(request, "ledger/import.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "ledger/import.html", {"form": form}, status=422)
    upload: UploadedFile[Any] = form.cleaned_data["file"]
    try:
        stored = keep_file(upload, media_type=_ANY_BYTES, as_of=timezone.now())
        return _preview(request, stored, upload.name or "")
    except DocumentError as error:
        form.add_error("file", str(error))
        return render(request, "ledger/import.html", {"form": form}, status=422)


@require_POST
@only(acts_on_tasks)
def apply_import(request: HttpRequest) -> HttpResponse:
    """Do what the preview showed; when the ledger has moved on since, show it again."""
    person, now = actor_of(request), timezone.now()
    form = ApplyForm(request.POST, person_id=person.pk)
    if not form.is_valid():
        messages.error(request, _("预览已过期，请重新上传文件。"))
        return redirect("ledger:import")
    token = form.cleaned_data["token"]
    stored = get_object_or_404(StoredFile, pk=token["file"])
    plan = _plan(request, stored, token["name"])
    if plan.digest != token["digest"] or (plan.corrects and not form.cleaned_data["reason"]):
        return _preview(request, stored, token["name"], again=plan.digest != token["digest"])
    try:
        done = apply_plan(plan, reason=form.cleaned_data["reason"], actor=person, as_of=now)
    except ImportRefusedError as error:
        plan.problems.append(error.problem)
        return _show(request, plan, stored, token["name"], status=409)
    messages.success(request, _("已导入，%(number)d 项任务有变化。") % {"number": done})
    return redirect("ledger:list")


def _preview(
    request: HttpRequest, stored: StoredFile, name: str, *, again: bool = False
) -> HttpResponse:
    if again:
        messages.warning(request, _("预览以后台账有了变化，没有导入；下面是现在的比对结果。"))
    elif request.POST.get("token"):
        messages.error(request, _("表里有更正，请填写更正理由。"))
    plan = _plan(request, stored, name)
    return _show(request, plan, stored, name, status=422 if plan.problems else 200)


def _plan(request: HttpRequest, stored: StoredFile, name: str) -> Plan:
    with open_file(stored) as file:
        sheets = read_sheets(name, file)
    return plan_import(sheets, actor=actor_of(request), today=timezone.localdate())


def _show(
    request: HttpRequest, plan: Plan, stored: StoredFile, name: str, *, status: int
) -> HttpResponse:
    token = sign_preview(
        file=stored.pk, name=name, digest=plan.digest, person_id=actor_of(request).pk
    )
    context = {"form": UploadForm(), "plan": plan, "name": name, "token": token}
    return render(request, "ledger/import.html", context, status=status)
