"""Where runs stand outside their pages: the tab, lists of the desk (评定的入口)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_open_assessments

_TAB = Tab(
    "runs",
    _("评定"),
    "assessments:runs",
    may_open_assessments,
    position=10,
    group="assessments",
)


def register_runs() -> None:
    """Register all of it; called once when the application starts."""
    register_tab(_TAB)
