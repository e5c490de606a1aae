"""One subject: explained, tied to a unit, objected for (评定对象)."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only

from ..domain.objections.raising import raise_objection, record_objection
from ..domain.tying import tie_subject
from ..forms.subjects import ObjectForm, RecordForm, TieForm
from ..permissions import may_open_assessments
from .refusals import perform
from .run_page import RunPage
from .subject_page import SubjectPage

REFUSED = 422


@dataclass(frozen=True)
class SubjectAct:
    """One act on a subject: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[SubjectPage], bool]
    form: type[forms.Form]
    operation: Callable[..., object]
    done: str | Promise
    main: bool = False

    def empty(self, page: SubjectPage) -> forms.Form:
        """The form as the page shows it."""
        auto = f"id_{self.form.__name__}_%s"
        return self.form(initial={"unit": page.row.unit_id}, auto_id=auto)

    def perform(self, page: SubjectPage, form: forms.Form) -> object:
        """Do it with what the form says."""
        run, subject = page.run, page.row.subject
        actor, at = page.page.person, page.page.now
        return self.operation(run, subject, **form.cleaned_data, actor=actor, at=at)


_ACTS = {
    "object": SubjectAct(
        _("提出异议"),
        lambda page: page.may_object,
        ObjectForm,
        raise_objection,
        _("异议已提出，由考核管理员答复。"),
        main=True,
    ),
    "record": SubjectAct(
        _("代为登记异议"),
        lambda page: page.may_record,
        RecordForm,
        record_objection,
        _("已登记，请尽快答复。"),
    ),
    "tie": SubjectAct(
        _("对应到单位"), lambda page: page.may_tie, TieForm, tie_subject, _("已对应。")
    ),
}


@require_safe
@only(may_open_assessments)
def show_subject(request: HttpRequest, pk: int, number: int, place: int) -> HttpResponse:
    """Result, steps, input and objections of one subject."""
    return _show(request, _page(request, pk, number, place))


@require_POST
@only(may_open_assessments)
def act_on_subject(
    request: HttpRequest, pk: int, number: int, place: int, name: str
) -> HttpResponse:
    """Object as its unit, record an objection on its behalf, say which unit it is."""
    page = _page(request, pk, number, place)
    if name not in _ACTS:
        raise Http404
    act = _ACTS[name]
    form = act.form(request.POST)
    if not form.is_valid() and not act.may(page):
        raise PermissionDenied
    if not form.errors and perform(form, lambda: act.perform(page, form)):
        messages.success(request, str(act.done))
        return redirect(request.path.rsplit("/", 2)[0] + "/")
    return _show(request, page, {name: form})


def _page(request: HttpRequest, pk: int, number: int, place: int) -> SubjectPage:
    return SubjectPage(RunPage(request, pk, now=timezone.now()), number, place)


def _show(
    request: HttpRequest, page: SubjectPage, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page; forms that were refused stand open with what is wrong."""
    refused = refused or {}
    panels = [
        (name, act, refused.get(name) or act.empty(page), name in refused or act.main)
        for name, act in _ACTS.items()
        if act.may(page)
    ]
    status = REFUSED if refused else 200
    context = {"page": page.page, "subject": page, "panels": panels}
    return render(request, "assessments/subject.html", context, status=status)
