"""What the office uses, and from when (督查口径)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only

from ..domain.errors import PracticeError
from ..domain.queries.practice import practice_line, practice_lines
from ..domain.rules.practice import practice_on, record_practice
from ..forms.practice import PracticeForm
from ..permissions import may_edit_practice, may_read_practice


@only(may_read_practice)
def show_practice(request: HttpRequest) -> HttpResponse:
    """What holds today, what held and what will."""
    today = timezone.localdate()
    may_edit = may_edit_practice(actor_of(request))
    return _show(request, PracticeForm(today=today) if may_edit else None)


@only(may_edit_practice)
def change_practice(request: HttpRequest) -> HttpResponse:
    """Use another regime or mechanism from a day on."""
    if request.method != "POST":
        return redirect("supervision:practice")
    now = timezone.now()
    form = PracticeForm(request.POST, today=timezone.localdate(now))
    if form.is_valid():
        try:
            saved = record_practice(**form.chosen(), actor=actor_of(request), as_of=now)
        except PracticeError as error:
            form.add_error(
                {"mechanism": "how", "kind": "how"}.get(error.field or "", error.field),
                error.message,
            )
        else:
            messages.success(request, _("已保存，自 %s 起使用。") % saved.valid_from)
            return redirect("supervision:practice")
    return _show(request, form, status=422)


def _show(request: HttpRequest, form: PracticeForm | None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "held": practice_line(practice_on(today), on=today),
        "lines": practice_lines(on=today),
        "form": form,
    }
    return render(request, "supervision/practice.html", context, status=status)
