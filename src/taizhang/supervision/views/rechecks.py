"""Re-checks of closed tasks: rounds, drawing, one round, one drawn task (复核抽查)."""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.models import Task
from taizhang.ledger.views.task_page import open_task_page

from ..domain.errors import RecheckError
from ..domain.queries.evidence_panel import evidence_panel
from ..domain.queries.rechecks import items_of, result_of, rounds, waiting_for
from ..domain.rechecks.independence import independent_checkers
from ..domain.rechecks.rechecking import answer_item, assign_checker, open_round
from ..forms.rechecks import CheckerForm, FindingForm, RoundForm, default_period
from ..models import RecheckItem
from ..permissions import may_open_recheck, may_read_rechecks

_A_PAGE = 40
_REFUSED = 422


@require_safe
@only(may_read_rechecks)
def list_rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the latest first, and what waits for this person."""
    person = actor_of(request)
    page = Paginator(rounds(), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "results": [result_of(round) for round in page],
        "mine": waiting_for(person)[:_A_PAGE],
        "may_open": may_open_recheck(person),
    }
    return render(request, "supervision/rechecks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_open_recheck)
def draw_round(request: HttpRequest) -> HttpResponse:
    """How many would have to be checked; then draw them."""
    now, keepers = timezone.now(), _keepers()
    initial = default_period(timezone.localdate(now))
    data = request.POST if request.method == "POST" else request.GET or None
    form = RoundForm(data, keepers=keepers, initial=initial)
    if form.is_valid() and "draw" in request.POST:
        seed = form.cleaned_data["seed"] or secrets.token_hex(16)
        made = _attempt(
            form, lambda: open_round(form.plan(), seed=seed, actor=actor_of(request), as_of=now)
        )
        if made is not None:
            messages.success(request, _("已抽取 %(number)s 项。") % {"number": made.sample})
            return redirect("supervision:recheck", made.pk)
    context = {"form": form, "preview": _preview(form)}
    status = _REFUSED if request.method == "POST" and form.errors else 200
    return render(request, "supervision/recheck_draw.html", context, status=status)


def _keepers() -> list[int]:
    """The units that keep tasks of their own."""
    kept = Task.objects.exclude(keeper=None).order_by("keeper_id").distinct()
    return list(kept.values_list("keeper_id", flat=True))


def _preview(form: RoundForm) -> dict[str, int] | None:
    if not form.is_bound or form.errors:
        return None
    plan = form.plan()
    population = len(plan.population())
    return {"population": population, "size": plan.size(population)}


def _attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the operation gives; None where it refused, with the sentence on the form."""
    try:
        return act()
    except RecheckError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    except LedgerError as error:
        form.add_error(None, str(error))
    return None


@require_safe
@only(may_read_rechecks)
def show_round(request: HttpRequest, pk: int) -> HttpResponse:
    """What was drawn, how to draw it again, what was found, what may be said of all."""
    round = get_object_or_404(rounds(), pk=pk)
    person = actor_of(request)
    context = {
        "round": round,
        "result": result_of(round),
        "items": items_of(round),
        "person": person,
        "may_assign": may_open_recheck(person),
    }
    return render(request, "supervision/recheck.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_read_rechecks)
def show_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One drawn task with its evidence; its checker says what they found."""
    item = get_object_or_404(RecheckItem.objects.select_related("round", "task"), pk=pk)
    now, person = timezone.now(), actor_of(request)
    if request.method == "POST" and item.checker_id != person.pk:
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FindingForm(*posted, as_of=now)
    if form.is_valid():
        said = {"result": form.cleaned_data["result"], "text": form.cleaned_data["text"]}
        done = _attempt(
            form,
            lambda: answer_item(item, **said, files=form.kept, actor=person, as_of=now),
        )
        if done is not None:
            messages.success(request, _("复核结论已记入。"))
            return redirect("supervision:recheck", item.round_id)
    return _show_item(request, item, form, _REFUSED if form.errors else 200)


def _show_item(
    request: HttpRequest, item: RecheckItem, form: FindingForm, status: int
) -> HttpResponse:
    page = open_task_page(request, item.task.number, now=timezone.now())
    item.refresh_from_db()
    able = independent_checkers([item.task_id], on=timezone.localdate(page.now))[item.task_id]
    waits = not item.result
    context = {
        "item": item,
        "page": page,
        "form": form if waits and item.checker_id == page.person.pk else None,
        "checker_form": CheckerForm(able=able, initial={"checker": item.checker_id})
        if waits and may_open_recheck(page.person)
        else None,
        "data": evidence_panel(item.task, person=page.person, moment=None),
    }
    return render(request, "supervision/recheck_item.html", context, status=status)


@require_POST
@only(may_open_recheck)
def give_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a drawn task to another checker."""
    item = get_object_or_404(RecheckItem.objects.select_related("round", "task"), pk=pk)
    now, person = timezone.now(), actor_of(request)
    able = independent_checkers([item.task_id], on=timezone.localdate(now))[item.task_id]
    form = CheckerForm(request.POST, able=able)
    if form.is_valid():
        checker = form.cleaned_data["checker"]
        if _attempt(form, lambda: assign_checker(item, checker, actor=person, as_of=now)):
            messages.success(request, _("复核人已改为%(name)s。") % {"name": checker.name})
            return redirect("supervision:recheck", item.round_id)
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    return _show_item(request, item, FindingForm(as_of=now), _REFUSED)
