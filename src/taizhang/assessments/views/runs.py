"""Runs: the list, one with its result and its acts (评定)."""

from collections.abc import Callable, Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only

from ..domain.errors import RunError
from ..domain.running.checking import check_again
from ..models import Revision
from ..permissions import may_open_assessments, may_read_runs
from .refusals import perform
from .run_acts import RUN_ACTS
from .run_list import RunList
from .run_page import RunPage

REFUSED = 422


@require_safe
@only(may_open_assessments)
def list_runs(request: HttpRequest) -> HttpResponse:
    """The runs this person may read."""
    return render(request, "assessments/runs.html", {"list": RunList(request, now=timezone.now())})


@require_safe
@only(may_open_assessments)
def show_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run."""
    return _show(request, RunPage(request, pk, now=timezone.now()))


@require_safe
@only(may_read_runs)
def show_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a computation has come, as a part of the page; it asks again while it runs."""
    page = RunPage(request, pk, now=timezone.now())
    answer = render(request, "assessments/parts/progress.html", {"page": page})
    if not page.latest.is_underway:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@only(may_open_assessments)
def act_on_run(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one act."""
    page = RunPage(request, pk, now=timezone.now())
    if name not in RUN_ACTS:
        raise Http404
    act = RUN_ACTS[name]
    form = act.form(page, request.POST)
    if not form.is_valid() and not act.may(page):
        raise PermissionDenied
    if not form.errors and perform(form, lambda: act.perform(page, form)):
        messages.success(request, str(act.done))
        return redirect(page.run)
    return _show(request, RunPage(request, pk, now=page.now), {name: form})


@require_POST
@only(may_read_runs)
def check_run(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Compute a revision again and say whether it is the same."""
    page = RunPage(request, pk, now=timezone.now())
    revision = next((row for row in page.revisions if row.number == number), None)
    if revision is None or not page.may_check:
        raise Http404
    for said, tell in _checked(page, revision):
        tell(request, said)
    return redirect(page.run)


def _checked(page: RunPage, revision: Revision) -> Iterator[tuple[str, Callable[..., None]]]:
    """What came out of checking, each sentence with how it is told."""
    try:
        checked = check_again(revision, actor=page.person, at=page.now)
    except RunError as error:  # it has no result, or somebody was faster
        yield error.message, messages.error
        return
    if checked.is_same:
        said = _("核对一致：用当时的数据、参数和办法再算一次，结果和每一步都相同。")
        yield said, messages.success
    for difference in checked.differences:
        yield difference, messages.error


def _show(
    request: HttpRequest, page: RunPage, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page; forms that were refused stand open with what is wrong."""
    refused = refused or {}
    panels = [
        (name, act, refused.get(name) or act.form(page, None), act.main or name in refused)
        for name, act in RUN_ACTS.items()
        if act.may(page) or name in refused
    ]
    status = REFUSED if refused else 200
    context = {"page": page, "panels": panels}
    return render(request, "assessments/run.html", context, status=status)
