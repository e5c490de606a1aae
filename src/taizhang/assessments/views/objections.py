"""One objection and its answer (异议)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only

from ..domain.objections.answering import reject_objection, uphold_objection
from ..forms.subjects import RejectForm, UpholdForm
from ..permissions import may_open_assessments
from .objection_page import ObjectionPage
from .refusals import perform
from .run_page import RunPage

REFUSED = 422


@require_safe
@only(may_open_assessments)
def show_objection(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """What was objected, the subject's input, the answer."""
    return _show(request, _page(request, pk, objection))


@require_POST
@only(may_open_assessments)
def answer_objection(request: HttpRequest, pk: int, objection: int, name: str) -> HttpResponse:
    """Reject it with the reason, or uphold it with one corrected cell."""
    page = _page(request, pk, objection)
    if name not in ("reject", "uphold"):
        raise Http404
    if not page.may_answer:
        raise PermissionDenied
    form = page.reject_form(request.POST) if name == "reject" else page.uphold_form(request.POST)
    if form.is_valid() and perform(form, lambda: _answer(page, form)):
        messages.success(request, _done(name))
        return redirect(page.objection)
    return _show(request, _page(request, pk, objection), form)


def _answer(page: ObjectionPage, form: forms.Form) -> None:
    said, actor, at = form.cleaned_data["text"], page.page.person, page.page.now
    if isinstance(form, UpholdForm):
        uphold_objection(page.objection, text=said, correction=form.correction, actor=actor, at=at)
    else:
        reject_objection(page.objection, text=said, actor=actor, at=at)


def _done(name: str) -> str:
    if name == "reject":
        return _("已答复，提出人会收到消息。")
    return _("已更正这一格，正在用同一版本重新计算。")


def _page(request: HttpRequest, pk: int, objection: int) -> ObjectionPage:
    return ObjectionPage(RunPage(request, pk, now=timezone.now()), objection)


def _show(
    request: HttpRequest, page: ObjectionPage, refused: forms.Form | None = None
) -> HttpResponse:
    reject = refused if isinstance(refused, RejectForm) else page.reject_form()
    uphold = refused if isinstance(refused, UpholdForm) else page.uphold_form()
    context = {"page": page.page, "view": page, "reject": reject, "uphold": uphold}
    context["opened"] = refused
    status = REFUSED if refused else 200
    return render(request, "assessments/objection.html", context, status=status)
