"""The scoreboard beside the list of tasks (单位榜)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.permissions import may_work_on_tasks
from taizhang.ledger.tabs import Tab, register_tab

_TAB = Tab("scoreboard", _("单位榜"), "supervision:scoreboard", may_work_on_tasks, position=60)


def register_scoreboard() -> None:
    """Register the tab; called once when the application starts."""
    register_tab(_TAB)
