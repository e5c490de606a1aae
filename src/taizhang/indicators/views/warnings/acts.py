"""Early warnings: the list, one, what is done with it (预警)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ...domain.errors import IndicatorError
from ...domain.warnings import (
    acknowledge_warning,
    close_warning,
    handle_warning,
    return_warning,
)
from ...forms.warnings import SeenWarningForm
from ...permissions import may_read_indicators
from .listing import WarningList
from .page import FORMS, WarningPage

_ACTS: dict[str, Callable[..., Any]] = {
    "acknowledge": acknowledge_warning,
    "handle": handle_warning,
    "return": return_warning,
    "close": close_warning,
}
_FORBIDDEN = frozenset({"not_allowed", "own_handling"})
_REFUSED = 422


@require_safe
@only(may_read_indicators)
def list_warnings(request: HttpRequest) -> HttpResponse:
    """The warnings that this person sees, those not closed first asked for."""
    page = WarningList(request, now=timezone.now())
    return render(request, "indicators/warnings.html", {"list": page})


@require_safe
@only(may_read_indicators)
def show_warning(request: HttpRequest, warning_id: int) -> HttpResponse:
    """One warning: what it rests on, what was done, what can be done."""
    page = WarningPage(request, warning_id, now=timezone.now())
    return render(request, "indicators/warning.html", {"page": page, "panels": page.panels()})


@require_POST
@only(may_read_indicators)
def act_on_warning(request: HttpRequest, warning_id: int, act: str) -> HttpResponse:
    """Sign for it, handle, return or close it."""
    if act not in FORMS:
        raise Http404
    page = WarningPage(request, warning_id, now=timezone.now())
    form = FORMS[act][1](request.POST)
    if form.is_valid() and _do(request, warning_id, act, form):
        messages.success(request, _("已%(act)s。") % {"act": FORMS[act][0]()})
        return redirect("indicators:warning", warning_id)
    context = {"page": page, "panels": page.panels((act, form)), "refused": form}
    return render(request, "indicators/warning.html", context, status=_REFUSED)


def _do(request: HttpRequest, warning_id: int, act: str, form: SeenWarningForm) -> bool:
    try:
        _ACTS[act](warning_id, actor=actor_of(request), as_of=timezone.now(), **form.facts())
    except IndicatorError as error:
        if error.code in _FORBIDDEN:
            raise PermissionDenied(error.message) from error
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True
