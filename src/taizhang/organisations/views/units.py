"""The list of units and the page of a unit (单位)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain.errors import UnitError
from ..domain.queries.units import in_tree_order, memberships_of, show_units, units_matching
from ..domain.units import register_unit, remove_name
from ..forms.units import UnitActForm, UnitForm, UnitsFilter
from ..models import Unit, UnitName
from ..permissions import may_appoint, may_manage_units, may_name_units, may_read_units
from .acts import ACTS, open_acts

PAGE_SIZE = 50


@only(may_read_units)
def list_units(request: HttpRequest) -> HttpResponse:
    """All units in their tree, with names, liaisons and successors."""
    filters, today = UnitsFilter(request.GET), timezone.localdate()
    ordered = in_tree_order(units_matching(on=today, **filters.values()))
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page_obj": page, "rows": show_units(page, on=today)}
    context["may_manage"] = may_manage_units(actor_of(request))
    return render(request, "organisations/units.html", context)


@only(may_manage_units)
def add_unit(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = register_unit(**form.cleaned_data, actor=actor_of(request), as_of=timezone.now())
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已登记。"))
            return redirect("organisations:unit", unit.pk)
    status = 422 if form.errors else 200
    return render(request, "organisations/unit_new.html", {"form": form}, status=status)


@only(may_read_units)
def show_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: names, people, superior, successor."""
    return render_unit(request, _find(pk))


@require_POST
@only(may_read_units)
def act_on_unit(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one of `ACTS`, then show the unit again."""
    unit, actor = _find(pk), actor_of(request)
    if act not in ACTS:
        raise Http404
    if not ACTS[act].may(actor):
        raise PermissionDenied
    form = ACTS[act].form(request.POST, unit=unit)
    if form.is_valid():
        try:
            ACTS[act].perform(unit, form.cleaned_data, actor, timezone.now())
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("organisations:unit", pk)
    return render_unit(request, _find(pk), {act: form}, status=422)


@require_POST
@only(may_name_units)
def drop_name(request: HttpRequest, pk: int, name_id: int) -> HttpResponse:
    """Let a name no longer mean the unit."""
    name = get_object_or_404(UnitName.objects.select_related("unit__region"), pk=name_id, unit=pk)
    try:
        remove_name(name, actor=actor_of(request), as_of=timezone.now())
    except UnitError as error:
        messages.error(request, error.message)
    return redirect("organisations:unit", pk)


def render_unit(
    request: HttpRequest,
    unit: Unit,
    bound: dict[str, UnitActForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The unit page; `bound` holds a form that was refused, with its errors."""
    actor, today = actor_of(request), timezone.localdate()
    memberships = memberships_of(unit)
    context = {
        "unit": unit,
        "names": unit.names.all(),
        "predecessors": unit.predecessors.all(),
        "memberships": [(held, held.holds_on(today)) for held in memberships],
        "acts": open_acts(unit, actor) | (bound or {}),
        "bound": next(iter((bound or {}).values()), None),
        "may_name": may_name_units(actor),
        "may_appoint": may_appoint(actor),
    }
    return render(request, "organisations/unit.html", context, status=status)


def _find(pk: int) -> Unit:
    return get_object_or_404(Unit.objects.select_related("region", "parent", "successor"), pk=pk)
