"""The pure fold: a sequence of acts → the task as it stands (回放)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..registry import Projection, event_type, projections
from .errors import ChainError
from .snapshot import Act, Snapshot


def apply_act(before: Snapshot | None, act: Act) -> Snapshot:
    """The task after one act."""
    return event_type(act.type).apply(before, act)


def walk(
    acts: Iterable[Act], kept: Iterable[Projection] | None = None
) -> Iterator[tuple[Snapshot, dict[str, Any]]]:
    """After each act the task, and what projections keep of it (`kept` None: all registered)."""
    asked = projections() if kept is None else tuple(kept)
    before: Snapshot | None = None
    states: dict[str, Any] = {known.name: None for known in asked}
    for act in acts:
        after = apply_act(before, act)
        states = {
            known.name: known.apply(states[known.name], before, after, act) for known in asked
        }
        yield after, states
        before = after


def fold(acts: Iterable[Act], start: Snapshot | None = None) -> Snapshot:
    """The task after all acts, in their order; `ChainError` for no act at all."""
    snapshot = start
    for act in acts:
        snapshot = apply_act(snapshot, act)
    if snapshot is None:
        raise ChainError(_("没有任何事件，无法回放任务。"))
    return snapshot
