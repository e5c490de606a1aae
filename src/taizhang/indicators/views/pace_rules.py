"""How pace is judged, and from when (进度口径)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.errors import IndicatorError
from ..domain.pace.entering import record_pace_rule
from ..domain.pace.rules import pace_rule_on
from ..forms.pace_rule import PaceRuleForm, grace_words, words_of
from ..models import PaceRuleVersion
from ..permissions import may_define, may_read_indicators

_REFUSED = 422


@require_safe
@only(may_read_indicators)
def show_rules(request: HttpRequest) -> HttpResponse:
    """What holds today, what held and what will."""
    rule = pace_rule_on(timezone.localdate())
    return _show(request, PaceRuleForm.of(rule) if may_define(actor_of(request)) else None)


@require_POST
@only(may_define)
def change_rules(request: HttpRequest) -> HttpResponse:
    """Judge by another rule from a day on."""
    form, now = PaceRuleForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            saved = record_pace_rule(form.rule(), actor=actor_of(request), as_of=now)
        except IndicatorError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("已保存，自 %s 起按新口径判定。") % saved.valid_from)
            return redirect("indicators:pace-rules")
    return _show(request, form, status=_REFUSED)


def _show(request: HttpRequest, form: PaceRuleForm | None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    rows = list(PaceRuleVersion.objects.select_related("recorded_by"))
    held = next((row for row in rows if row.valid_from <= today), rows[-1])
    lines = [
        (row, words_of(row.methods), grace_words(row.grace_days), row.valid_from > today)
        for row in rows
    ]
    words = {"methods": words_of(held.methods), "grace": grace_words(held.grace_days)}
    context = {"held": held, **words, "lines": lines, "form": form}
    return render(request, "indicators/pace_rules.html", context, status=status)
