"""Where entitlements stand outside their pages: the tab (免申即享的入口)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_ask_entitlements

_TAB = Tab(
    "entitled",
    _("免申即享"),
    "assessments:entitled",
    may_ask_entitlements,
    position=40,
    pages=("assessments:entitled-choices",),
    group="assessments",
)


def register_entitlements() -> None:
    """Register it; called once when the application starts."""
    register_tab(_TAB)
