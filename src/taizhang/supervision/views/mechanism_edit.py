"""Entering mechanisms: the numbers of one, its whole text, or a new one (修改督办机制)."""

import re
from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import VersionError
from taizhang.documents.domain.versions import newest_of

from ..domain.rules.versioning import record_version
from ..forms.mechanisms import NumbersForm, TextForm, suggested_day
from ..mechanisms import Finding, check_mechanism, write_mechanism
from ..models import MechanismVersion
from ..permissions import may_edit_mechanisms
from .mechanisms import find_versions, plan_context

NEW = """\
# 代号用小写字母、数字、- 和 _；写法可参照已有的机制。
key: ""
name: ""
reference: ""
valid_from: {today}
near: {{days: 1}}
kinds:
  - {{key: ordinary, name: 一般事项}}
steps:
  - key: settled
    name: 办结
    within: {{days: 7, unit: calendar}}
    met_by: [closure_requested]
    contains: [办理结果]
"""


@only(may_edit_mechanisms)
def edit_numbers(request: HttpRequest, key: str) -> HttpResponse:
    """A new version with other terms, contents, reminders."""
    base = newest_of(find_versions(key))
    today = timezone.localdate()
    initial = {"valid_from": suggested_day(base.mechanism, today), "start": today}
    form = NumbersForm(base.mechanism, _posted(request), initial=initial)
    return _answer(
        request,
        form,
        lambda: write_mechanism(form.changed_mechanism()),
        "supervision/mechanism_edit.html",
        base,
    )


@only(may_edit_mechanisms)
def edit_text(request: HttpRequest, key: str) -> HttpResponse:
    """A new version as a whole text."""
    base = newest_of(find_versions(key))
    today = timezone.localdate()
    day = suggested_day(base.mechanism, today)
    initial = {"body": _with_day(base.body, day), "start": today}
    return _answer_text(request, initial, base)


@only(may_edit_mechanisms)
def add_mechanism(request: HttpRequest) -> HttpResponse:
    """A mechanism that is not there yet."""
    today = timezone.localdate()
    return _answer_text(request, {"body": NEW.format(today=today.isoformat()), "start": today})


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _with_day(body: str, day: date) -> str:
    return re.sub(r"(?m)^valid_from:.*$", f"valid_from: {day.isoformat()}", body, count=1)


def _answer_text(
    request: HttpRequest, initial: dict[str, object], base: MechanismVersion | None = None
) -> HttpResponse:
    form = TextForm(_posted(request), initial=initial)
    template = "supervision/mechanism_text.html"
    return _answer(request, form, lambda: str(form.cleaned_data["body"]), template, base)


def _answer(
    request: HttpRequest,
    form: forms.Form,
    body_of: Callable[[], str],
    template: str,
    base: MechanismVersion | None,
) -> HttpResponse:
    """Show the form, try what was entered, or save it and show the new version."""
    context: dict[str, object] = {"form": form, "version": base}
    status = 200
    if form.is_bound:
        saved = _use(request, form, body_of, context) if form.is_valid() else None
        if saved is not None:
            messages.success(request, _("已保存为新版本，自 %s 起生效。") % saved.valid_from)
            return redirect(
                f"{reverse('supervision:mechanism', args=[saved.key])}?version={saved.pk}"
            )
        status = 422 if form.errors or context.get("refused") else 200
    return render(request, template, context, status=status)


def _use(
    request: HttpRequest, form: forms.Form, body_of: Callable[[], str], context: dict[str, object]
) -> MechanismVersion | None:
    """Check the text that was entered; show its days, or record it unless it was only tried."""
    body = body_of()
    checked = check_mechanism(body)
    context["findings"] = _quoted(checked.findings, body)
    if checked.mechanism is None:
        context["refused"] = True
    elif "try" in request.POST:
        context |= plan_context(checked.mechanism, form.cleaned_data["start"])
    else:
        return _record(request, form, body, context["version"])
    return None


def _record(
    request: HttpRequest, form: forms.Form, body: str, base: object
) -> MechanismVersion | None:
    assert base is None or isinstance(base, MechanismVersion)
    try:
        return record_version(body, actor=actor_of(request), as_of=timezone.now(), base=base)
    except VersionError as error:
        form.add_error(None, error.message)
        return None


def _quoted(findings: tuple[Finding, ...], body: str) -> list[tuple[Finding, str]]:
    """Each finding with the line it speaks of."""
    lines = body.splitlines()
    return [(one, lines[one.line - 1] if one.line <= len(lines) else "") for one in findings]
