"""Where the links of targets stand on pages (挂接): a tab, a panel of the task page."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.registry import Panel, register_panel
from taizhang.ledger.tabs import Tab, register_tab

from .domain.queries.waiting import waiting_targets
from .views.access import has_links
from .views.links_panel import show_links


def register_links_places() -> None:
    """Register both; called once when the application starts."""
    register_panel(_PANEL)
    register_tab(_TAB)


def _waiting(person: Person, *, now: datetime) -> int:
    return waiting_targets(person, on=timezone.localdate(now)).count()


_PANEL = Panel("goals", _("指标"), lambda person: True, show_links, "indicators/parts/links.html")
_TAB = Tab(
    "links",
    _("挂接"),
    "indicators:links",
    has_links,
    position=20,
    count=_waiting,
    pages=("indicators:links-left-out",),
    group="indicators",
)
