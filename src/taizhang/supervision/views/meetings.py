"""Meetings: the list, entering, the page, the weekly table (会议、例会)."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.accounts.access import actor_of
from taizhang.ledger import registry

from ..domain.intake.convening import edit_meeting, record_meeting
from ..domain.queries.meetings import kinds_for, meetings_for, series_on
from ..forms.intake import MeetingForm
from ..models import Meeting
from .intake import attempt, show_record
from .intake_access import keepers_of, open_record, reading_page, recording_page, records_intake
from .intake_page import RecordPage

_A_PAGE = 40


@require_safe
@reading_page
def list_meetings(request: HttpRequest) -> HttpResponse:
    """The meetings, the latest first, each with what became of it."""
    person, today = actor_of(request), timezone.localdate()
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = meetings_for(person, on=today)
    if words:
        named = Q(title__icontains=words) | Q(number__icontains=words)
        found = found.filter(named | Q(matters__source__icontains=words)).distinct()
    if kind:
        found = found.filter(kind=kind)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "kinds": kinds_for(person, on=today),
        "kind": kind,
        "words": words,
        "may_record": records_intake(person),
    }
    return render(request, "supervision/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@recording_page
def enter_meeting(request: HttpRequest) -> HttpResponse:
    """Enter a meeting; its decisions are read and stand in a table to be corrected."""
    person, now = actor_of(request), timezone.now()
    keepers = keepers_of(person, on=timezone.localdate(now))
    initial = {"kind": request.GET.get("kind", ""), "held_on": timezone.localdate(now)}
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, request.FILES or None, keepers=keepers, now=now, initial=initial)
    if form.is_valid():
        made = attempt(form, lambda: record_meeting(form.meeting(), actor=person, as_of=now))
        if made is not None:
            messages.success(request, _("会议已录入，请核对下面的事项。"))
            return redirect("supervision:meeting", made.pk)
    return _show_form(request, form, status=422 if form.is_bound else 200)


def _show_form(
    request: HttpRequest, form: MeetingForm, *, status: int, meeting: Meeting | None = None
) -> HttpResponse:
    kinds = kinds_for(actor_of(request), on=timezone.localdate())
    context = {"form": form, "kinds": kinds, "meeting": meeting}
    return render(request, "supervision/meeting_form.html", context, status=status)


@require_safe
@reading_page
def show_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: what was said, what is proposed, what became of it."""
    person = actor_of(request)
    get_object_or_404(Meeting, pk=pk)
    record = open_record(person, pk)
    return show_record(request, RecordPage(record, person=person, now=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@recording_page
def change_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a meeting is called, when it was, who chaired."""
    person, now = actor_of(request), timezone.now()
    get_object_or_404(Meeting, pk=pk)
    record = open_record(person, pk, to_edit=True)
    assert isinstance(record, Meeting)
    initial = {
        name: getattr(record, name) for name in ("kind", "title", "held_on", "chair", "number")
    }
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, keepers=[record.keeper], now=now, is_new=False, initial=initial)
    if form.is_valid():
        given = form.meeting()
        if attempt(form, lambda: edit_meeting(record, given, actor=person, as_of=now)) is not None:
            messages.success(request, _("已保存。"))
            return redirect("supervision:meeting", pk)
    return _show_form(request, form, status=422 if form.is_bound else 200, meeting=record)


@require_safe
@reading_page
def show_series(request: HttpRequest) -> HttpResponse:
    """The weekly meeting: what was decided last time, what became of it, what is still open."""
    person, today = actor_of(request), timezone.localdate()
    kinds = kinds_for(person, on=today)
    kind = request.GET.get("kind") or (kinds[0] if kinds else "")
    day = min(_day_of(request, today), today)
    moment = None if day == today else _end_of(day)
    context = {
        "series": series_on(person, kind, day=day, moment=moment, today=today),
        "kinds": kinds,
        "columns": registry.columns(),
        "day": day,
        "today": today,
        "may_record": records_intake(person),
    }
    return render(request, "supervision/series.html", context)


def _day_of(request: HttpRequest, today: date) -> date:
    try:
        return parse_date(request.GET.get("on", "")) or today
    except ValueError:
        return today


def _end_of(day: date) -> datetime:
    """The last moment of a day."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    return midnight + timedelta(days=1) - timedelta(microseconds=1)
