"""The list of indicators in the rail (指标目录)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_read_indicators

_TAB = Tab(
    "catalogue",
    _("目录"),
    "indicators:catalogue",
    may_read_indicators,
    position=10,
    group="indicators",
)


def register_catalogue() -> None:
    """Register the tab; called once when the application starts."""
    register_tab(_TAB)
