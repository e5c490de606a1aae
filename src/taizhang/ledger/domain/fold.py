"""The pure fold: a sequence of acts → the task as it stands (回放)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..registry import event_type
from .errors import ChainError
from .snapshot import Act, Snapshot


def apply_act(before: Snapshot | None, act: Act) -> Snapshot:
    """The task after one act."""
    return event_type(act.type).apply(before, act)


def fold(acts: Iterable[Act], start: Snapshot | None = None) -> Snapshot:
    """The task after all acts, in their order; `ChainError` for no act at all."""
    snapshot = start
    for act in acts:
        snapshot = apply_act(snapshot, act)
    if snapshot is None:
        raise ChainError(_("没有任何事件，无法回放任务。"))
    return snapshot
