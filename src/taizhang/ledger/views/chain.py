"""The state of the event chain: verification, seals, the events of a day (核验)."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only

from ..domain.verification import verify_chain
from ..models import Event, Seal
from ..permissions import may_see_chain
from ..registry import event_type

EVENTS_A_PAGE = 100
SEALS_SHOWN = 30


class SealForm(forms.Form):
    """A seal as it stands printed on an old bulletin."""

    seal = forms.RegexField(
        r"^\s*[0-9a-fA-F]{64}\s*$",
        label=_("印在通报上的封印"),
        required=False,
        error_messages={"invalid": _("封印是 64 位的十六进制数，请照纸面核对。")},
    )


class DayForm(forms.Form):
    """The day whose events are listed."""

    day = forms.DateField(
        label=_("日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_safe
@only(may_see_chain)
def show_chain(request: HttpRequest) -> HttpResponse:
    """Seals and the events of one day, today without a day in the address."""
    return render(request, "ledger/chain.html", _context(request, SealForm()))


@require_POST
@only(may_see_chain)
def check_chain(request: HttpRequest) -> HttpResponse:
    """Verify all chains, heads and seals now; with a printed seal that it exists and holds."""
    form = SealForm(request.POST)
    context = _context(request, form)
    if form.is_valid():
        seal = form.cleaned_data["seal"].strip().lower()
        context["result"] = verify_chain(seal or None)
        context["checked_at"] = timezone.now()
    return render(request, "ledger/chain.html", context, status=200 if form.is_valid() else 422)


def _context(request: HttpRequest, seal_form: SealForm) -> dict[str, Any]:
    form = DayForm(request.GET)
    day = (form.cleaned_data.get("day") if form.is_valid() else None) or timezone.localdate()
    page = Paginator(_events_of(day), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "seal_form": seal_form,
        "day_form": form,
        "day": day,
        "page_obj": page,
        "events": [(event, _sentence(event)) for event in page.object_list],
        "seals": Seal.objects.order_by("-until")[:SEALS_SHOWN],
        "seal_count": Seal.objects.count(),
    }


def _events_of(day: date) -> QuerySet[Event]:
    starts = timezone.make_aware(datetime.combine(day, time()))
    within = Event.objects.filter(
        recorded_at__gte=starts, recorded_at__lt=starts + timedelta(days=1)
    )
    return within.select_related("actor", "task").order_by("-recorded_at", "-id")


def _sentence(event: Event) -> str:
    return event_type(event.type).sentence(json.loads(event.payload))
