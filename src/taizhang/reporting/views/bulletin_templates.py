"""The words of bulletins: the list, a new version with a preview (通报模板)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.errors import VersionError

from ..domain.wording.checking import TemplateRefusedError, check_words
from ..domain.wording.template_versions import record_template, templates_in_force, versions_of
from ..enums import PeriodKind
from ..forms.bulletins import TemplateForm
from ..models import BulletinTemplate
from ..permissions import may_edit_templates, may_read_templates
from .refusals import perform
from .template_preview import preview_of, word_list


@require_safe
@only(may_read_templates)
def list_templates(request: HttpRequest) -> HttpResponse:
    """The words in force of each kind."""
    context = {
        "templates": templates_in_force(on=timezone.localdate()),
        "may_edit": may_edit_templates(actor_of(request)),
    }
    return render(request, "reporting/bulletin_templates.html", context)


@only(may_read_templates)
def edit_template(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its words, what they give on today's numbers, a new version."""
    if kind not in PeriodKind.values:
        raise Http404
    versions = versions_of(kind)
    person = actor_of(request)
    if request.method == "POST" and not may_edit_templates(person):
        raise PermissionDenied
    today = timezone.localdate()
    initial = {"body": versions[0].body, "valid_from": max(today, versions[0].valid_from)}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {
        "form": form,
        "kind": PeriodKind(kind),
        "versions": versions,
        "may_edit": may_edit_templates(person),
        "words": word_list(),
    }
    return _answer(request, form, versions[0], context)


def _answer(
    request: HttpRequest, form: TemplateForm, base: BulletinTemplate, context: dict[str, object]
) -> HttpResponse:
    """Show the form, try what was entered, or save it."""
    if form.is_bound and form.is_valid():
        saved = _use(request, form, base, context)
        if saved is not None:
            messages.success(request, _("已保存为新版本，自 %s 起生效。") % saved.valid_from)
            return redirect("reporting:bulletin-template", kind=saved.key)
    status = 422 if form.errors or context.get("findings") else 200
    return render(request, "reporting/bulletin_template.html", context, status=status)


def _use(
    request: HttpRequest, form: TemplateForm, base: BulletinTemplate, context: dict[str, object]
) -> BulletinTemplate | None:
    """Show what is wrong, or what the words give on today's numbers, or record them."""
    body, now = form.cleaned_data["body"], timezone.now()
    context["findings"] = findings = check_words(body)
    if findings:
        return None
    if "try" in request.POST:
        perform(form, lambda: context.update(preview=preview_of(base.key, body, as_of=now)))
        return None
    day = form.cleaned_data["valid_from"]
    try:
        return record_template(body, base=base, valid_from=day, actor=actor_of(request), as_of=now)
    except (VersionError, TemplateRefusedError) as error:
        form.add_error(None, str(error))
        return None
