"""The page of what closes a task: what is asked for, filing it, changing it (办结佐证)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.errors import ActInputError, LedgerError
from taizhang.ledger.domain.standing import standings_of
from taizhang.ledger.views.access import ledger_page
from taizhang.ledger.views.refusals import add_refusal
from taizhang.ledger.views.task_page import TaskPage, open_task_page

from ..domain.clocks.projecting import load_state
from ..domain.evidence.evidencing import FILE, SET, file_evidence, set_evidence
from ..domain.queries.evidence import Requirement, requirements_of
from ..forms.evidence import AskedForm, filing_form

_REFUSED, _IN_THE_WAY = 422, 409


@require_safe
@ledger_page
def show_evidence(request: HttpRequest, number: str) -> HttpResponse:
    """What is asked for, each with the form that files it; who supervises changes it."""
    page = open_task_page(request, number, now=timezone.now())
    return _show(request, page)


@require_POST
@ledger_page
def file_one(request: HttpRequest, number: str, place: int, kind: str) -> HttpResponse:
    """File what one requirement asks for; `place` is the target's key, 0 the whole task."""
    page = open_task_page(request, number, now=timezone.now())
    _check_may(page, FILE)
    asked = _find(page, place or None, kind)
    form = _filled_form(page, asked, request)
    if form.is_valid():
        try:
            file_evidence(page.task, form.filing(), actor=page.person, as_of=page.now)
        except ActInputError as error:
            add_refusal(form, error)
        except LedgerError as error:
            return _refuse(request, page, error)
        else:
            messages.success(request, _("佐证已提交。"))
            return redirect("supervision:evidence", page.number)
    return _show(request, page, filing=(asked, form), status=_REFUSED)


@require_POST
@ledger_page
def change_asked(request: HttpRequest, number: str) -> HttpResponse:
    """Say what closes the task from now on."""
    page = open_task_page(request, number, now=timezone.now())
    _check_may(page, SET)
    form = _asked_form(page, request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data["text"]
            set_evidence(page.task, form.asked(), text=said, actor=page.person, as_of=page.now)
        except ActInputError as error:
            add_refusal(form, error)
        except LedgerError as error:
            return _refuse(request, page, error)
        else:
            messages.success(request, _("办结佐证的要求已改，承办单位会收到消息。"))
            return redirect("supervision:evidence", page.number)
    return _show(request, page, asked=form, status=_REFUSED)


def _filled_form(page: TaskPage, asked: Requirement, request: HttpRequest) -> Any:
    return filing_form(
        asked,
        person_id=page.person.pk,
        as_of=page.now,
        data=request.POST,
        files=request.FILES,
    )


def _check_may(page: TaskPage, rule: ActRule) -> None:
    on = timezone.localdate(page.now)
    standing = standings_of(page.person, {page.task.pk: page.snapshot}, on=on)[page.task.pk]
    if not rule.may(standing):
        raise PermissionDenied


def _is_open(page: TaskPage, rule: ActRule) -> bool:
    on = timezone.localdate(page.now)
    standing = standings_of(page.person, {page.task.pk: page.snapshot}, on=on)[page.task.pk]
    return rule.is_open(page.snapshot, standing)


def _requirements(page: TaskPage) -> list[Requirement]:
    state = load_state(page.task.pk, None)
    return requirements_of(page.task, page.snapshot, state)


def _find(page: TaskPage, key: int | None, kind: str) -> Requirement:
    for asked in _requirements(page):
        if (asked.key, asked.kind) == (key, kind):
            return asked
    raise Http404


def _asked_form(page: TaskPage, data: Any = None) -> AskedForm:
    state = load_state(page.task.pk, None)
    return AskedForm(data, task=page.snapshot, asked=state.evidence if state else ())


def _refuse(request: HttpRequest, page: TaskPage, error: LedgerError) -> HttpResponse:
    messages.error(request, str(error))
    return _show(request, page, status=_IN_THE_WAY)


def _show(
    request: HttpRequest,
    page: TaskPage,
    *,
    filing: tuple[Requirement, Any] | None = None,
    asked: AskedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_file = _is_open(page, FILE)
    context = {
        "page": page,
        "rows": [
            (each, _form_of(page, each, filing) if may_file else None)
            for each in _requirements(page)
        ],
        "asked_form": (asked or _asked_form(page)) if _is_open(page, SET) else None,
        "asked_open": asked is not None,
    }
    return render(request, "supervision/evidence.html", context, status=status)


def _form_of(page: TaskPage, each: Requirement, filing: tuple[Requirement, Any] | None) -> Any:
    """The form of one requirement: the one that came back with errors, or an empty one."""
    if filing is not None and (filing[0].key, filing[0].kind) == (each.key, each.kind):
        return filing[1]
    return filing_form(each, person_id=page.person.pk, as_of=page.now)
