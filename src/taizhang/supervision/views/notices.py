"""The working days of a year, and entering the holiday notice of one (工作日历)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only
from taizhang.calendars import YearNotice

from ..domain.errors import NoticeInputError
from ..domain.queries.calendar import festival_lines, months_of
from ..domain.rules.calendar import notices_in_force
from ..domain.rules.notice_text import read_notice
from ..domain.rules.notices import doubts_about, make_notice, record_notice
from ..forms.notices import (
    FIRST_YEAR,
    LAST_YEAR,
    FestivalFormSet,
    NoticeForm,
    empty_rows,
    rows_of,
)
from ..models import HolidayNotice
from ..permissions import may_enter_notices, may_read_practice


@only(may_read_practice)
def show_calendar(request: HttpRequest) -> HttpResponse:
    """A year: days off, make-up days, the document of each."""
    year = _year(request.GET.get("year", ""), timezone.localdate())
    known = notices_in_force()
    context = {
        "year": year,
        "years": range(year - 2, year + 3),
        "known": known,
        "entered": HolidayNotice.objects.filter(year=year).select_related("recorded_by"),
        "may_enter": may_enter_notices(actor_of(request)),
        **_picture(year, known),
    }
    return render(request, "supervision/calendar.html", context)


@only(may_enter_notices)
def enter_notice(request: HttpRequest) -> HttpResponse:
    """Paste, read, try, save."""
    if request.method != "POST":
        year = _year(request.GET.get("year", ""), timezone.localdate())
        form, rows = NoticeForm(initial={"year": year}), FestivalFormSet(initial=empty_rows())
        return _show(request, form, rows)
    if "read" in request.POST:
        return _read(request)
    form = NoticeForm(request.POST)
    said = form.cleaned_data["year"] if form.is_valid() else None
    rows = FestivalFormSet(request.POST, form_kwargs={"year": said})
    if not (form.is_valid() and rows.is_valid()):
        return _show(request, form, rows, status=422)
    return _use(request, form, rows)


def _read(request: HttpRequest) -> HttpResponse:
    """Fill the rows from the pasted text."""
    said = {name: request.POST.get(name, "") for name in NoticeForm.base_fields}
    year = int(said["year"]) if said["year"].isdecimal() and len(said["year"]) == 4 else None
    read = read_notice(said["text"][:20_000], year=year)
    if read.year:
        said["year"] = str(read.year)
    said["reference"] = read.reference or said["reference"]
    rows = FestivalFormSet(initial=rows_of(read.festivals))
    return _show(request, NoticeForm(initial=said), rows, doubts=read.doubts, read=True)


def _use(request: HttpRequest, form: NoticeForm, rows: Any) -> HttpResponse:
    """Try what was entered, or record it."""
    known = form.cleaned_data
    festivals = [row.festival for row in rows if row.festival]
    try:
        notice = make_notice(
            year=known["year"],
            reference=known["reference"],
            issued=known["issued"],
            festivals=festivals,
        )
        if "try" in request.POST:
            year = notice.year
            picture = _picture(year, notices_in_force() | {year: notice})
            return _show(request, form, rows, doubts=doubts_about(notice), year=year, **picture)
        record_notice(notice, actor=actor_of(request), as_of=timezone.now())
    except NoticeInputError as error:
        return _show(request, form, rows, findings=error.findings, status=422)
    messages.success(request, _("%d年放假安排已保存，暂定时限正在重新推算。") % notice.year)
    return redirect(f"{reverse('supervision:calendar')}?year={notice.year}")


def _show(
    request: HttpRequest, form: NoticeForm, rows: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "rows": rows, **more}
    return render(request, "supervision/notice.html", context, status=status)


def _picture(year: int, known: dict[int, YearNotice]) -> dict[str, Any]:
    notice = known.get(year)
    return {
        "notice": notice,
        "months": months_of(year, known),
        "festivals": festival_lines(notice) if notice else [],
    }


def _year(said: str, today: date) -> int:
    if said.isascii() and said.isdecimal() and FIRST_YEAR <= int(said[:6]) <= LAST_YEAR:
        return int(said)
    return today.year
