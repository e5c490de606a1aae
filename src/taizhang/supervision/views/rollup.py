"""The sums of a task's parts, reported as its own figures (按下级合计填报)."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.forms.reports import ReportForm
from taizhang.ledger.views.access import ledger_page
from taizhang.ledger.views.task_page import TaskPage, open_task_page

from ..domain.parts.rolling_up import RollupFigure, rollup_figures, with_sources


@require_http_methods(["GET", "HEAD", "POST"])
@ledger_page
def report_rollup(request: HttpRequest, number: str) -> HttpResponse:
    """A report with the sums filled in: checked, changed and sent by who answers for the task."""
    now = timezone.now()
    page = open_task_page(request, number, now=now)
    if "report" not in page.acts:
        raise PermissionDenied
    figures = rollup_figures(page.task, person=page.person, as_of=now)
    form = _form(request, page, figures, now)
    if form.is_bound and form.is_valid() and _send(request, page, form, figures, now):
        return redirect(page.task)
    context = {"page": page, "form": form, "figures": figures}
    return render(request, "supervision/rollup.html", context, status=422 if form.errors else 200)


def _form(
    request: HttpRequest, page: TaskPage, figures: list[RollupFigure], now: datetime
) -> ReportForm:
    initial: dict[str, object] = {}
    for figure in figures:
        initial[f"figure-{figure.key}"] = figure.cell
        initial[f"day-{figure.key}"] = figure.observed_on
    posted = request.method == "POST"
    return ReportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial,
        targets=page.row.targets,
        person_id=page.person.pk,
        as_of=now,
        today=timezone.localdate(now),
    )


def _send(
    request: HttpRequest,
    page: TaskPage,
    form: ReportForm,
    figures: list[RollupFigure],
    now: datetime,
) -> bool:
    report = with_sources(form.report(), figures)
    try:
        report_progress(page.task, report, actor=actor_of(request), as_of=now)
    except LedgerError as error:
        form.add_error(None, error.sentence)
        return False
    messages.success(request, _("进展已报告。"))
    return True
