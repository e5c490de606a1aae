"""Where runs stand outside their pages: the tab, lists of the desk (评定的入口)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_answer_objections, may_approve_any, may_open_assessments

_SHOWN = 12


def register_runs() -> None:
    """Register all of it; called once when the application starts."""
    register_tab(_TAB)
    registry.register_desk_list(_APPROVE)
    registry.register_desk_list(_OBJECTIONS)


def _to_approve(person: Person, *, now: datetime) -> registry.DeskRows | None:
    from .domain.queries.waiting import runs_to_approve  # models: there once all rooms are

    found = runs_to_approve(person, now=now)
    if not found:
        return None
    url = reverse("assessments:runs")
    return registry.DeskRows(found[:_SHOWN], len(found), _("没有等您审核的评定。"), url)


def _to_answer(person: Person, *, now: datetime) -> registry.DeskRows | None:
    from .domain.queries.waiting import objections_to_answer  # models: there once all rooms are

    found = objections_to_answer(person)
    if not found:
        return None
    url = f"{reverse('assessments:runs')}?state=published"
    return registry.DeskRows(found[:_SHOWN], len(found), _("没有待答复的异议。"), url)


_TAB = Tab(
    "runs",
    _("评定"),
    "assessments:runs",
    may_open_assessments,
    position=10,
    group="assessments",
)
_APPROVE = registry.DeskList(
    "runs-approve",
    _("评定，等我审核"),
    may_approve_any,
    _to_approve,
    470,
    "assessments/parts/desk_runs.html",
)
_OBJECTIONS = registry.DeskList(
    "runs-objections",
    _("评定异议，待答复"),
    may_answer_objections,
    _to_answer,
    475,
    "assessments/parts/desk_objections.html",
)
