"""How projections turned out, beside the list of indicators (预测回头看)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_read_indicators

_TAB = Tab(
    "honesty",
    _("预测回头看"),
    "indicators:honesty",
    may_read_indicators,
    position=80,
    group="indicators",
)


def register_honesty() -> None:
    """Register the tab; called once when the application starts."""
    register_tab(_TAB)
