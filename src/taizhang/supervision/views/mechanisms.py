"""The list of mechanisms and the page of one (督办机制)."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from taizhang.accounts.access import actor_of, only
from taizhang.documents.domain.versions import in_force, newest_of

from ..domain.queries.mechanisms import mechanism_rows, plan_kinds, plan_reports, versions_of
from ..forms.mechanisms import TrialForm
from ..mechanisms import Mechanism
from ..models import MechanismVersion
from ..permissions import may_edit_mechanisms, may_read_mechanisms


@only(may_read_mechanisms)
def list_mechanisms(request: HttpRequest) -> HttpResponse:
    """Every mechanism, the version that holds today."""
    rows = mechanism_rows(on=timezone.localdate())
    context = {"rows": rows, "may_edit": may_edit_mechanisms(actor_of(request))}
    return render(request, "supervision/mechanisms.html", context)


@only(may_read_mechanisms)
def show_mechanism(request: HttpRequest, key: str) -> HttpResponse:
    """One mechanism: the steps of each kind with days, reports, slips, versions."""
    versions, today = find_versions(key), timezone.localdate()
    trial = TrialForm(request.GET).values()
    version = _chosen(versions, trial.get("version"), today)
    held = in_force(versions, today)
    context = {
        "version": version,
        "versions": versions,
        "holds": version == held,
        "newest": newest_of(versions),
        "held": held,
        "may_edit": may_edit_mechanisms(actor_of(request)),
        **plan_context(version.mechanism, trial.get("start", today)),
    }
    return render(request, "supervision/mechanism.html", context)


def plan_context(mechanism: Mechanism, start: date) -> dict[str, object]:
    """What `supervision/parts/mechanism_plan.html` shows."""
    return {
        "mechanism": mechanism,
        "plans": plan_kinds(mechanism, start=start),
        "report_plan": plan_reports(mechanism),
        "trial": TrialForm({"start": start}),
        "start": start,
    }


def find_versions(key: str) -> list[MechanismVersion]:
    """All versions of a mechanism, the newest first; 404 without any."""
    versions = versions_of(key)
    if not versions:
        raise Http404
    return versions


def _chosen(versions: list[MechanismVersion], pk: int | None, today: date) -> MechanismVersion:
    """The version asked for, else the one that holds, else the newest."""
    if pk is None:
        return in_force(versions, today) or newest_of(versions)
    for version in versions:
        if version.pk == pk:
            return version
    raise Http404
