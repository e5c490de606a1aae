"""What this room adds to the pages of the ledger (来源、待办批示)."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.tabs import Tab, register_tab

from .domain.queries.meetings import open_instructions_of, pending_instructions
from .domain.queries.sources import source_of_task
from .permissions import may_instruct
from .views.intake_access import reads_intake

_SHOWN = 12


def register_panels() -> None:
    """Register the source of a task, instructions on the desks of office and leader, the tabs."""
    registry.register_panel(_SOURCE)
    registry.register_desk_list(_WAITING)
    registry.register_desk_list(_OWN)
    register_tab(_TAB)
    register_tab(_GIVE)


def _waiting(person: Person, *, now: datetime) -> registry.DeskRows | None:
    """Instructions to be put into the ledger; no list where there are none."""
    on = timezone.localdate(now)
    if not oversight_of(person, on=on):
        return None
    found = pending_instructions(person, on=on)
    if not (count := found.count()):
        return None
    url = f"{reverse('supervision:instructions')}?show=pending"
    return registry.DeskRows(list(found[:_SHOWN]), count, _("没有待办的批示。"), url)


def _own(person: Person, *, now: datetime) -> registry.DeskRows:
    """A leader's own instructions that are not done yet."""
    found = open_instructions_of(person, on=timezone.localdate(now))
    url = f"{reverse('supervision:instructions')}?show=mine"
    return registry.DeskRows(list(found[:_SHOWN]), found.count(), _("没有在办的批示。"), url)


_SOURCE = registry.Panel(
    "source", _("来源"), lambda person: True, source_of_task, "supervision/parts/source.html"
)
_WAITING = registry.DeskList(
    "instructions",
    _("待办的领导批示"),
    lambda person: True,
    _waiting,
    600,
    "supervision/parts/desk_instructions.html",
)
_OWN = registry.DeskList(
    "own-instructions",
    _("我的批示"),
    may_instruct,
    _own,
    700,
    "supervision/parts/desk_own_instructions.html",
)
_TAB = Tab(
    "intake",
    _("会议批示"),
    "supervision:meetings",
    reads_intake,
    position=50,
    pages=("supervision:instructions",),
)
_GIVE = Tab("give", _("下达批示"), "supervision:instruction-give", may_instruct, position=51)
