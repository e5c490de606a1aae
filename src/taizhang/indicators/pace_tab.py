"""How pace is judged, beside the list of indicators (口径)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_read_indicators

_TAB = Tab(
    "pace-rules",
    _("口径"),
    "indicators:pace-rules",
    may_read_indicators,
    position=90,
    group="indicators",
)


def register_pace_rules() -> None:
    """Register the tab; called once when the application starts."""
    register_tab(_TAB)
