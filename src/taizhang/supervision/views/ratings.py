"""Recording what the public says of a task (群众评价)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.standing import standings_of
from taizhang.ledger.views.access import ledger_page
from taizhang.ledger.views.refusals import perform
from taizhang.ledger.views.task_page import TaskPage, open_task_page

from ..domain.reports.rating import RATE, record_rating
from ..forms.ratings import RatingForm

_REFUSED = 422


@ledger_page
def rate_task(request: HttpRequest, number: str) -> HttpResponse:
    """Record one rating of a task this person supervises."""
    page = open_task_page(request, number, now=timezone.now())
    _check(page)
    form = RatingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _record(request, page, form):
        messages.success(request, _("群众评价已记录。"))
        return redirect(page.task)
    status = _REFUSED if form.errors else 200
    return render(request, "supervision/rating.html", {"page": page, "form": form}, status=status)


def _check(page: TaskPage) -> None:
    """403 for who may not record ratings of this task."""
    on = timezone.localdate(page.now)
    standing = standings_of(page.person, {page.task.pk: page.snapshot}, on=on)[page.task.pk]
    if not RATE.may(standing):
        raise PermissionDenied


def _record(request: HttpRequest, page: TaskPage, form: RatingForm) -> bool:
    said, actor = form.cleaned_data, actor_of(request)
    return perform(form, lambda: record_rating(page.task, **said, actor=actor, as_of=page.now))
