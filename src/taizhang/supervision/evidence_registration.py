"""What evidence and re-checks add to the ledger (办结佐证、复核抽查): events, the check before
closing, the panel and the button of the task page, what a dispatch asks, the desk, the tab."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.domain.standing import Standing
from taizhang.ledger.tabs import Tab, register_tab

from .domain.clocks.evidence_events import register_evidence_events
from .domain.evidence.evidencing import FILE, SET, check_evidence
from .domain.queries.evidence_panel import evidence_panel
from .domain.queries.rechecks import waiting_for
from .forms.evidence import EvidenceChoiceForm
from .permissions import may_check_again, may_read_rechecks

_SHOWN = 12


def register_evidence() -> None:
    """Called once when the application starts."""
    register_evidence_events()
    registry.register_closing_check(check_evidence)
    registry.register_dispatch_choice(registry.DispatchChoice("evidence", EvidenceChoiceForm))
    registry.register_panel(_PANEL)
    registry.register_task_action(_ACTION)
    registry.register_desk_list(_DESK)
    register_tab(_TAB)


def _may_work_on(task: Snapshot, standing: Standing) -> bool:
    return FILE.is_open(task, standing) or SET.is_open(task, standing)


def _to_check(person: Person, *, now: datetime) -> registry.DeskRows | None:
    """Drawn tasks that wait for this checker; no list where there are none."""
    found = waiting_for(person)
    if not (count := found.count()):
        return None
    url = reverse("supervision:rechecks")
    return registry.DeskRows(list(found[:_SHOWN]), count, _("没有等待复核的任务。"), url)


def _count(person: Person, *, now: datetime) -> int:
    return waiting_for(person).count() if may_check_again(person) else 0


_PANEL = registry.Panel(
    "evidence",
    _("办结佐证"),
    lambda person: True,
    evidence_panel,
    "supervision/parts/evidence_panel.html",
)
_ACTION = registry.TaskAction("evidence", _("办结佐证"), "supervision:evidence", _may_work_on)
_DESK = registry.DeskList(
    "rechecks",
    _("等我复核"),
    may_check_again,
    _to_check,
    650,
    "supervision/parts/desk_rechecks.html",
)
_TAB = Tab(
    "rechecks", _("复核抽查"), "supervision:rechecks", may_read_rechecks, position=65, count=_count
)
