"""Ending and handing over a membership (任职)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only
from taizhang.accounts.models import Person

from ..domain.errors import UnitError
from ..domain.memberships import end_membership, hand_over
from ..forms.units import EndForm, HandOverForm
from ..models import Membership
from ..permissions import may_appoint

Perform = Callable[[Membership, dict[str, Any], Person, datetime], object]


@only(may_appoint)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a membership."""
    return _change(
        request,
        pk,
        form=EndForm(request.POST or None, initial={"ends": timezone.localdate()}),
        perform=lambda held, data, actor, at: end_membership(held, **data, actor=actor, as_of=at),
        heading=_("结束任职"),
    )


@only(may_appoint)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else takes over from a day on."""
    return _change(
        request,
        pk,
        form=HandOverForm(request.POST or None, initial={"on": timezone.localdate()}),
        perform=lambda held, data, actor, at: hand_over(held, **data, actor=actor, as_of=at),
        heading=_("移交工作"),
    )


def _change(
    request: HttpRequest, pk: int, *, form: EndForm | HandOverForm, perform: Perform, heading: str
) -> HttpResponse:
    held = get_object_or_404(Membership.objects.select_related("person", "unit"), pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            perform(held, form.cleaned_data, actor_of(request), timezone.now())
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已保存，双方都会收到消息。"))
            return redirect("organisations:unit", held.unit_id)
    context = {"membership": held, "form": form, "heading": heading}
    status = 422 if form.errors else 200
    return render(request, "organisations/membership.html", context, status=status)
