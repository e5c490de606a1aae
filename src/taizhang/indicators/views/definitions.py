"""Make an indicator, change what it means, say in which regions it is kept (指标定义)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of, only

from ..domain.defining import change_indicator, define_indicator
from ..domain.errors import IndicatorError
from ..forms.definitions import DefinitionForm
from ..models import IndicatorVersion
from ..permissions import may_define
from .regions_page import RegionsPage

_REFUSED = 422


@only(may_define)
def new_indicator(request: HttpRequest) -> HttpResponse:
    """A new indicator with its first definition."""
    form = DefinitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: _define(request, form))
        if made is not None:
            messages.success(request, _("已建立指标 %(code)s。") % {"code": made.code})
            return redirect(made)
    return _show(request, form, None)


@only(may_define)
def edit_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Change what an indicator means; what it meant before stands below."""
    version, now = find_version(code), timezone.now()
    form = DefinitionForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        person, data = actor_of(request), form.definition_input()
        changed = perform(
            form, lambda: change_indicator(version.indicator, data, actor=person, as_of=now)
        )
        if changed is not None:
            messages.success(request, _("已保存；以前的定义保留可查。"))
            return redirect(version.indicator)
    return _show(request, form, version)


@only(may_define)
def keep_regions(request: HttpRequest, code: str) -> HttpResponse:
    """In which regions an indicator is kept, who supplies it there, since when it is due."""
    page = RegionsPage(request, find_version(code), now=timezone.now())
    if request.method == "POST" and page.save():
        messages.success(request, _("已保存各地区的数列。"))
        return redirect("indicators:regions", code)
    status = _REFUSED if request.method == "POST" else 200
    return render(request, "indicators/regions.html", {"page": page}, status=status)


def find_version(code: str) -> IndicatorVersion:
    """What the indicator of a code means now; 404 where there is none."""
    versions = IndicatorVersion.objects.at(None).select_related("indicator", "region", "office")
    found: IndicatorVersion | None = versions.filter(indicator__code=code).first()
    if found is None:
        raise Http404
    return found


def perform(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do it; a refusal stands at its field, and None is given. 403 for who may not."""
    try:
        return act()
    except IndicatorError as error:
        if error.code == "not_allowed":
            raise PermissionDenied(error.message) from error
        field = error.field if error.field in form.fields else None
        form.add_error(field, error.message)
    return None


def _define(request: HttpRequest, form: DefinitionForm) -> Any:
    said = form.cleaned_data
    return define_indicator(
        form.definition_input(),
        code=said["code"],
        expected_from=said["expected_from"],
        actor=actor_of(request),
        as_of=timezone.now(),
    )


def _show(
    request: HttpRequest, form: DefinitionForm, version: IndicatorVersion | None
) -> HttpResponse:
    versions = IndicatorVersion.objects.select_related("recorded_by", "office", "region")
    history = versions.filter(indicator=version.indicator) if version else versions.none()
    context = {"form": form, "version": version, "history": history.order_by("-since")}
    status = _REFUSED if form.is_bound else 200
    return render(request, "indicators/definition.html", context, status=status)
