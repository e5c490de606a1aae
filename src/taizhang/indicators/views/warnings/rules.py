"""Rules of early warning: the list, one with its versions, a new one (预警规则)."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import VersionError
from taizhang.documents.domain.versions import in_force, newest_of

from ...domain.warnings import record_rule
from ...domain.warnings.rule_versions import rules_listed, versions_of
from ...forms.warnings import RuleForm
from ...models import WarningRuleVersion
from ...permissions import may_define, may_read_indicators
from ...warnings import Finding, RuleError, check_rule, condition_words

_REFUSED = 422
NEW = """\
# 条件（on）写一种：level、change、streak 或 gap_to_mean；写法可参照已有的规则。
key: ""
name: ""
reference: ""
valid_from: {today}
severity: yellow
applies: all
on:
  level: {{lag: ">= 10"}}
then:
  advice: ""
  days_to_answer: 5
"""


@require_safe
@only(may_read_indicators)
def list_rules(request: HttpRequest) -> HttpResponse:
    """Every rule, and whether it holds today."""
    rows = [
        {"version": version, "holds": holds, "condition": condition_words(version.rule.on)}
        for version, holds in rules_listed(on=timezone.localdate())
    ]
    context = {"rows": rows, "may_edit": may_define(actor_of(request))}
    return render(request, "indicators/warning_rules.html", context)


@require_safe
@only(may_read_indicators)
def show_rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule in words, with its versions."""
    versions = _find_versions(key)
    holds = in_force(versions, timezone.localdate())
    version = _chosen(versions, request.GET.get("version"), holds)
    context = {
        "version": version,
        "rule": version.rule,
        "condition": condition_words(version.rule.on),
        "versions": versions,
        "holds": holds is not None and holds.pk == version.pk,
        "may_edit": may_define(actor_of(request)),
    }
    return render(request, "indicators/warning_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_define)
def add_rule(request: HttpRequest) -> HttpResponse:
    """A rule that is not there yet."""
    return _answer(request, NEW.format(today=timezone.localdate()), None)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_define)
def edit_rule(request: HttpRequest, key: str) -> HttpResponse:
    """A new version of a rule."""
    base = newest_of(_find_versions(key))
    day = max(base.valid_from, timezone.localdate())
    body = re.sub(r"(?m)^valid_from:.*$", f"valid_from: {day}", base.body, count=1)
    return _answer(request, body, base)


def _answer(request: HttpRequest, body: str, base: WarningRuleVersion | None) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None, initial={"body": body})
    context: dict[str, object] = {"form": form, "version": base}
    if form.is_bound and form.is_valid():
        saved = _save(request, form, base, context)
        if saved is not None:
            messages.success(request, _("已保存为新版本，自 %s 起生效。") % saved.valid_from)
            address = reverse("indicators:warning-rule", args=[saved.key])
            return redirect(f"{address}?version={saved.pk}")
    status = _REFUSED if form.errors or context.get("refused") else 200
    return render(request, "indicators/warning_rule_text.html", context, status=status)


def _save(
    request: HttpRequest,
    form: RuleForm,
    base: WarningRuleVersion | None,
    context: dict[str, object],
) -> WarningRuleVersion | None:
    """Check the text and record it, unless it is only to be checked."""
    body = form.cleaned_data["body"]
    checked = check_rule(body)
    context["findings"] = [(one, _line(body, one)) for one in checked.findings]
    context["refused"] = checked.rule is None
    if checked.rule is None:
        return None
    if "try" in request.POST:
        context["tried"] = condition_words(checked.rule.on)
        return None
    try:
        return record_rule(body, actor=actor_of(request), as_of=timezone.now(), base=base)
    except VersionError as error:
        form.add_error(None, error.message)
    except RuleError as error:
        form.add_error(None, str(error))
    return None


def _line(body: str, finding: Finding) -> str:
    lines = body.splitlines()
    return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""


def _find_versions(key: str) -> list[WarningRuleVersion]:
    if not (versions := versions_of(key)):
        raise Http404
    return versions


def _chosen(
    versions: list[WarningRuleVersion], asked: str | None, holds: WarningRuleVersion | None
) -> WarningRuleVersion:
    """The version asked for, else the one that holds, else the newest."""
    if asked is None:
        return holds or newest_of(versions)
    for version in versions:
        if str(version.pk) == asked:
            return version
    raise Http404
