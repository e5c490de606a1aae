"""Who is entitled to what, and what was chosen (免申即享)."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.access import only
from taizhang.schemes.entitlements import write_facts_template

from ..forms.entitled import ChoiceFilter
from ..models import EntitlementChoice
from ..permissions import may_ask_entitlements, may_choose_entitlements
from .entitled_page import ChoicePage, EntitledPage
from .refusals import perform

REFUSED = 422
_ROWS = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_ask_entitlements)
def show_entitled(request: HttpRequest) -> HttpResponse:
    """The form of facts, and every scheme that pays for what it says."""
    page = EntitledPage(request, now=timezone.now())
    status = REFUSED if page.form.errors else 200
    return render(request, "assessments/entitled.html", {"page": page}, status=status)


@require_POST
@only(may_choose_entitlements)
def choose(request: HttpRequest) -> HttpResponse:
    """Record which of several payments for the same purpose is given."""
    try:
        page = ChoicePage(request, now=timezone.now())
    except signing.BadSignature:
        messages.error(request, _("这次查询已经过期，请重新填写情况再选定。"))
        return redirect("assessments:entitled")
    if page.rivalry is None:
        raise Http404
    form = page.choice_form()
    done = form.is_valid() and perform(form, lambda: page.record(form))
    if done:
        messages.success(request, _("已记录选定的项目和理由。"))
    status = 200 if done else REFUSED
    return render(request, "assessments/entitled.html", {"page": page}, status=status)


@require_safe
@only(may_ask_entitlements)
def list_choices(request: HttpRequest) -> HttpResponse:
    """What was chosen, the latest first."""
    form = ChoiceFilter(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    rows = EntitlementChoice.objects.select_related("actor").order_by("-id")
    if asked:
        rows = rows.filter(Q(subject__icontains=asked) | Q(name__icontains=asked))
    page = Paginator(rows, _ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "rows": page, "asked": asked}
    return render(request, "assessments/entitled_choices.html", context)


@require_safe
@only(may_ask_entitlements)
def give_facts_template(request: HttpRequest) -> FileResponse:
    """The empty table of facts, with lists to choose from."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.xlsx"
        write_facts_template(path)
        file = path.open("rb")  # the answer closes it; its bytes outlive their name
    name = _("企业和人员情况（空表）.xlsx")
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)
