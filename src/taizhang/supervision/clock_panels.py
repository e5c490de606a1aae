"""What the clocks of supervision add to other rooms (时限、机制与口径)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.registry import (
    DispatchChoice,
    Panel,
    register_dispatch_choice,
    register_panel,
)
from taizhang.ledger.tabs import Tab, register_tab
from taizhang.messages.registry import register_digest_kinds

from .domain.planning import recomputing
from .domain.registration import PROJECTION
from .forms.dispatch import MechanismChoiceForm
from .permissions import may_read_practice
from .views.clock import show_clock


def register_clock_panels() -> None:
    """Register the panel of the task page, the tab, the choice of a dispatch, the news."""
    register_panel(_PANEL)
    register_tab(_TAB)
    register_dispatch_choice(DispatchChoice(PROJECTION.name, MechanismChoiceForm))
    register_digest_kinds({recomputing.KIND: _("时限变动")})


_PANEL = Panel("clock", _("时限"), lambda person: True, show_clock, "supervision/parts/clock.html")
_TAB = Tab(
    "rules",
    _("机制与口径"),
    "supervision:practice",
    may_read_practice,
    position=70,
    pages=(
        *("supervision:mechanisms", "supervision:mechanism-new"),
        *("supervision:regimes", "supervision:regime-new"),
        *("supervision:calendar", "supervision:provisional"),
    ),
)
