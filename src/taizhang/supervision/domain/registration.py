"""What the ledger is told of supervision: its projection, and tasks older than the room."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.models import Task
from taizhang.ledger.registry import Projection

from ..models import SupervisedTask
from .clocks.beginning import KEY
from .clocks.fold import fold_act
from .clocks.projecting import load_states, write_states
from .planning.resolving import enrich

PROJECTION = Projection(KEY, _("督办状态"), fold_act, load_states, write_states, enrich)


def fill_after_migrate(**_signal: Any) -> None:
    """Receiver of `post_migrate`: tasks that were there before the room get their rows."""
    if SupervisedTask._meta.db_table not in connection.introspection.table_names():
        return
    if Task.objects.filter(head_seq__gt=0, supervised__isnull=True).exists():
        rebuild_projection(PROJECTION)
