"""The forms of the three requests, and the operations they call (申请的办理)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.ledger.exchange.corrections import CellError
from taizhang.ledger.exchange.unit_text import parse_units
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Unit

from ..domain.planning.sources import work_calendar
from ..domain.requests.extending import request_extension
from ..domain.requests.sending_back import request_send_back
from ..domain.requests.suspending import request_suspension
from ..enums import RequestKind
from ..forms.requests import ASK_FORMS, AskForm, SendBackForm
from .request_page import RequestPage

_OPERATIONS: dict[RequestKind, Any] = {
    RequestKind.EXTENSION: request_extension,
    RequestKind.SEND_BACK: request_send_back,
    RequestKind.SUSPENSION: request_suspension,
}


def ask_form(page: RequestPage, kind: RequestKind, request: HttpRequest) -> AskForm:
    """The form of a request; a day in the address is proposed."""
    is_sent = request.method == "POST"
    return ASK_FORMS[kind](
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"due": _proposed_day(request)},
        calendar=work_calendar(),
        person_id=page.person.pk,
        as_of=page.page.now,
        today=timezone.localdate(page.page.now),
    )


def _proposed_day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("due", ""))
    except ValueError:
        return None


def perform_asking(page: RequestPage, kind: RequestKind, form: AskForm) -> object:
    """Call the operation with what the form says. Raises `CellError` for an unknown unit."""
    if isinstance(form, SendBackForm):
        form.units = _units_named(page, form.cleaned_data["suggested"])
    return _OPERATIONS[kind](
        page.task, **form.said(), asked=form.asked(), actor=page.person, as_of=page.page.now
    )


def _units_named(page: RequestPage, text: str) -> dict[str, Unit | None]:
    names = [name for name, _role in parse_units(text)]
    known = resolve_names(names, region=page.page.region)
    for name in names:
        if known.get(name) is None:
            message = _("没有叫“%(name)s”的单位，请写登记的名称。") % {"name": name}
            raise CellError("suggested", message)
    return known


def shown_effect(page: RequestPage, kind: RequestKind, form: AskForm) -> dict[str, Any]:
    """What the request would change with the day the form shows, and whether that is a day off."""
    day, calendar = _shown_day(form), work_calendar()
    is_off = day is not None and not calendar.is_working(day)
    return {
        "effect": page.effect(kind, day),
        "day_off": is_off,
        "next_workday": calendar.roll_on(day) if day and is_off else None,
    }


def _shown_day(form: AskForm) -> date | None:
    if "due" not in form.fields:
        return None
    value = form["due"].value()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None
