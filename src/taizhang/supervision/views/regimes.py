"""Light regimes: the list, one as a table of its rules, a new version (亮灯办法)."""

import re
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import VersionError
from taizhang.documents.domain.versions import in_force, newest_of
from taizhang.ledger.permissions import may_see_all

from ..domain.queries.regimes import compare_regimes, regime_versions_of, rule_lines
from ..domain.rules.practice import practice_on, regime_on
from ..domain.rules.regime_versions import record_regime, regimes_in_force
from ..forms.practice import RegimeForm
from ..models import RegimeVersion
from ..permissions import may_edit_practice, may_read_practice
from ..regimes import Finding, Regime, check_file

NEW = """\
# 写法可参照已有的办法；规则自上而下，第一条符合的决定灯色，最后用 otherwise 收口。
key: ""
name: ""
reference: ""
valid_from: {today}
rules:
  - when: {{clock: overdue}}
    then: {{colour: red, label: 逾期}}
  - otherwise: {{colour: green, label: 正常推进}}
"""


@only(may_read_practice)
def list_regimes(request: HttpRequest) -> HttpResponse:
    """Every light regime, and which one is in use."""
    today = timezone.localdate()
    context = {
        "versions": regimes_in_force(on=today),
        "used": practice_on(today).regime,
        "may_edit": may_edit_practice(actor_of(request)),
    }
    return render(request, "supervision/regimes.html", context)


@only(may_read_practice)
def show_regime(request: HttpRequest, key: str) -> HttpResponse:
    """One regime: its rules in words, what it would do to today's tasks, its versions."""
    versions, now = _find_versions(key), timezone.now()
    version = _chosen(versions, request.GET.get("version"), timezone.localdate(now))
    person = actor_of(request)
    context = {
        "version": version,
        "versions": versions,
        "newest": newest_of(versions),
        "used": practice_on(timezone.localdate(now)).regime == key,
        "lines": rule_lines(version.regime),
        "may_edit": may_edit_practice(person),
        "may_compare": may_see_all(person),
        **(_comparison(version.regime) if may_see_all(person) and "compare" in request.GET else {}),
    }
    return render(request, "supervision/regime.html", context)


@only(may_edit_practice)
def add_regime(request: HttpRequest) -> HttpResponse:
    """A regime that is not there yet."""
    return _answer(request, {"body": NEW.format(today=timezone.localdate())}, None)


@only(may_edit_practice)
def edit_regime(request: HttpRequest, key: str) -> HttpResponse:
    """A new version of a regime."""
    base = newest_of(_find_versions(key))
    day = max(base.valid_from, timezone.localdate())
    body = re.sub(r"(?m)^valid_from:.*$", f"valid_from: {day}", base.body, count=1)
    return _answer(request, {"body": body}, base)


def _answer(
    request: HttpRequest, initial: dict[str, object], base: RegimeVersion | None
) -> HttpResponse:
    """Show the form, try what was entered, or save it and show the new version."""
    form = RegimeForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, object] = {"form": form, "version": base}
    if form.is_bound and form.is_valid():
        saved = _use(request, form, base, context)
        if saved is not None:
            messages.success(request, _("已保存为新版本，自 %s 起生效。") % saved.valid_from)
            address = reverse("supervision:regime", args=[saved.key])
            return redirect(f"{address}?version={saved.pk}")
    status = 422 if form.errors or context.get("refused") else 200
    return render(request, "supervision/regime_text.html", context, status=status)


def _use(
    request: HttpRequest,
    form: RegimeForm,
    base: RegimeVersion | None,
    context: dict[str, object],
) -> RegimeVersion | None:
    """Check the text; show what it says and would do, or record it unless it was only tried."""
    body = form.cleaned_data["body"]
    report = check_file(body.encode("utf-8"))
    context["findings"] = [(one, _line(body, one)) for one in report.findings]
    if report.errors or report.regime is None:
        context["refused"] = True
        return None
    if "try" in request.POST:
        context |= {"lines": rule_lines(report.regime), "proved": report.combinations}
        context |= _comparison(report.regime)
        return None
    try:
        return record_regime(body, actor=actor_of(request), as_of=timezone.now(), base=base)
    except VersionError as error:
        form.add_error(None, error.message)
        return None


def _comparison(regime: Regime) -> dict[str, object]:
    """What the regime would do to today's open tasks, against the one in use."""
    now = timezone.now()
    held = regime_on(timezone.localdate(now))
    return {"held": held, "comparison": compare_regimes(held.regime, regime, moment=now)}


def _line(body: str, finding: Finding) -> str:
    lines = body.splitlines()
    return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""


def _find_versions(key: str) -> list[RegimeVersion]:
    versions = regime_versions_of(key)
    if not versions:
        raise Http404
    return versions


def _chosen(versions: list[RegimeVersion], asked: str | None, today: date) -> RegimeVersion:
    """The version asked for, else the one that holds, else the newest."""
    if asked is None:
        return in_force(versions, today) or newest_of(versions)
    for version in versions:
        if str(version.pk) == asked:
            return version
    raise Http404
