"""What decomposition adds to the ledger's pages and to its closing (分解)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger import registry
from taizhang.ledger.domain.adding import DECOMPOSE

from .domain.parts.closing import check_parts_closed
from .views.parts_panel import parts_panel


def register_parts() -> None:
    """Register the panel of a task's parts, the way to make them, the check before closing."""
    registry.register_panel(_PANEL)
    registry.register_task_action(_DECOMPOSE)
    registry.register_closing_check(check_parts_closed)


_PANEL = registry.Panel(
    "parts", _("分解"), lambda person: True, parts_panel, "supervision/parts/breakdown.html"
)
_DECOMPOSE = registry.TaskAction("decompose", _("分解"), "supervision:decompose", DECOMPOSE.is_open)
