"""Loading the units and people of a city from tables (批量登记)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from taizhang.accounts.access import actor_of, only
from taizhang.papers import write_csv

from ..forms.loading import LoadForm
from ..loading import PERSON_COLUMNS, UNIT_COLUMNS, LoadError, load_city
from ..permissions import may_manage_units

TEMPLATES = {"units": UNIT_COLUMNS, "people": PERSON_COLUMNS}


@never_cache
@only(may_manage_units)
def load(request: HttpRequest) -> HttpResponse:
    """The form; then what was loaded with the temporary passwords, shown once."""
    today = timezone.localdate()
    form = LoadForm(request.POST or None, request.FILES or None, initial={"starts": today})
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done = load_city(**form.cleaned_data, actor=actor_of(request), as_of=timezone.now())
        except LoadError as error:
            context["wrong"] = error.messages
        else:
            return render(request, "organisations/loaded.html", {"load": done})
    status = 422 if form.errors or "wrong" in context else 200
    return render(request, "organisations/load.html", context, status=status)


@only(may_manage_units)
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty table to fill in."""
    if name not in TEMPLATES:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    write_csv([], TEMPLATES[name], response)  # type: ignore[arg-type]
    return response
