"""Where dashboards stand in the rail (看板的入口)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_open_dashboards

_TAB = Tab(
    "dashboard",
    _("看板"),
    "reporting:dashboard",
    may_open_dashboards,
    position=10,
    pages=(
        "reporting:dashboard-list",
        "reporting:dashboard-counties",
        "reporting:dashboard-document",
    ),
    group="reporting",
)


def register_dashboards() -> None:
    """Register the tab; called once when the application starts."""
    register_tab(_TAB)
