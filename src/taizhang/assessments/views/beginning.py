"""A new run: choose the scheme, fill its template in, upload it (新的评定)."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.schemes import Scheme, schemes, write_template

from ..domain.running.beginning import begin_run
from ..domain.running.parameters import must_be_set
from ..forms.runs import NewRunForm, title_for
from ..models import SchemeRun
from ..permissions import may_run
from .refusals import perform

REFUSED = 422
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only(may_run)
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """The schemes there are."""
    rows = [(scheme, _open_questions(scheme)) for scheme in schemes().values()]
    return render(request, "assessments/choose.html", {"rows": rows, "today": timezone.localdate()})


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_run)
def new_run(request: HttpRequest, scheme: str) -> HttpResponse:
    """Upload a filled-in table; its computation is queued."""
    found = _found(scheme)
    today = timezone.localdate()
    form = NewRunForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        needed=must_be_set(found),
        initial={"as_of": today, "title": title_for(found.definition.title, today)},
    )
    made: list[SchemeRun] = []
    if form.is_valid() and perform(form, lambda: made.append(_begin(request, found, form))):
        messages.success(request, _("表格已收到，正在核对和计算。"))
        return redirect(made[0])
    status = REFUSED if form.errors else 200
    context = {"form": form, "scheme": found, "questions": _open_questions(found)}
    return render(request, "assessments/new.html", context, status=status)


@require_safe
@only(may_run)
def give_template(request: HttpRequest, scheme: str) -> FileResponse:
    """The empty table of a scheme, with lists to choose from."""
    definition = _found(scheme).definition
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{definition.name}.xlsx"
        write_template(definition, path)
        file = path.open("rb")  # the answer closes it; its bytes outlive their name
    name = f"{definition.title}（空表）.xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)


def _begin(request: HttpRequest, scheme: Scheme, form: NewRunForm) -> SchemeRun:
    upload: UploadedFile[Any] = form.cleaned_data["file"]
    return begin_run(
        scheme.name,
        upload,
        name=upload.name or "",
        title=form.cleaned_data["title"],
        as_of=form.cleaned_data["as_of"],
        settings=form.chosen,
        actor=actor_of(request),
        at=timezone.now(),
    )


def _found(name: str) -> Scheme:
    if name not in schemes():
        raise Http404
    return schemes()[name]


def _open_questions(scheme: Scheme) -> list[tuple[str, str]]:
    """What the source leaves open: what it is about and the question."""
    force = scheme.definition.in_force
    found = [(_("施行日期"), force.open)] if force.open else []
    return found + [(p.label, p.open) for p in scheme.definition.parameters if p.open]
