"""What other rooms add to the ledger: event types, panels of the task page, columns of the list,
and projections of their own.

The ledger renders and replays what is registered and knows no name.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .domain.errors import ChainError
from .domain.snapshot import Act, Snapshot


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event: how it changes a task, and how a person reads it.

    `apply` is pure: the task before (None: before its first event) and the act → the task after.
    `sentence` says what was done, without who and when ("报告进展：…").
    A payload's `figures` and `files` are recorded as figures and evidence for every type.
    """

    name: str
    label: str | Promise
    apply: Callable[[Snapshot | None, Act], Snapshot]
    sentence: Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Planned:
    """An event about to be appended, for those who add facts to it; `state` is that of the
    projection that is asked."""

    task_id: int
    type: str
    payload: Mapping[str, Any]
    before: Snapshot | None
    after: Snapshot
    state: Any


@dataclass(frozen=True, slots=True)
class StateChange:
    """What one event did to what a projection keeps of a task; it holds from `moment` on."""

    task_id: int
    before: Any
    after: Any
    moment: datetime
    event_id: int


@dataclass(frozen=True, slots=True)
class Projection:
    """What another room keeps of every task, folded from the same chain (另一投影).

    `apply(state, before, after, act) → state` is pure; None as long as the room keeps nothing of
    the task, and never again once it keeps something. Of the database it knows what stands in the
    payload, where `enrich(planned, occurred_at=)` puts it before the event is hashed: task → facts
    for `payload[name]` (plain JSON), over what the operation has written there itself.
    `load(task_ids, moment)` gives the states as they stand (None) or stood at a recorded moment;
    `write(changes)` writes those of different tasks, in the transaction of the events. Both take
    a constant number of statements. States are compared with `==`. A task with events and without
    a state is folded from its chain before its next event.
    """

    name: str
    label: str | Promise
    apply: Callable[[Any, Snapshot | None, Snapshot, Act], Any]
    load: Callable[[Collection[int], datetime | None], Mapping[int, Any]]
    write: Callable[[Sequence[StateChange]], None]
    enrich: Callable[..., Mapping[int, Mapping[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the task page; `query(task, person=, moment=)` gives the template's context."""

    key: str
    title: str | Promise
    may: Callable[..., bool]  # (person) -> bool
    query: Callable[..., Mapping[str, Any]]
    template: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; `annotate(versions, moment=)` adds what `cell(version)` shows."""

    name: str
    label: str | Promise
    annotate: Callable[[QuerySet[Any], datetime | None], QuerySet[Any]]
    cell: Callable[[Any], object]


_event_types: dict[str, EventType] = {}
_projections: dict[str, Projection] = {}
_panels: dict[str, Panel] = {}
_columns: dict[str, Column] = {}


def register_event_type(event_type: EventType) -> None:
    """Add an event type; a name is taken once."""
    _add(_event_types, event_type.name, event_type)


def register_projection(projection: Projection) -> None:
    """Add a projection; they are asked in the order of registration."""
    _add(_projections, projection.name, projection)


def register_panel(panel: Panel) -> None:
    """Add a panel to the task page; panels stand in the order of registration."""
    _add(_panels, panel.key, panel)


def register_column(column: Column) -> None:
    """Add a column to the list."""
    _add(_columns, column.name, column)


def event_type(name: str) -> EventType:
    """The event type of a name; `ChainError` when no room has registered it."""
    try:
        return _event_types[name]
    except KeyError:
        raise ChainError(
            _("事件类别“%(name)s”没有登记，可能是用新版本写入、用旧版本读取，请升级程序。")
            % {"name": name}
        ) from None


def projections() -> tuple[Projection, ...]:
    return tuple(_projections.values())


def panels() -> tuple[Panel, ...]:
    return tuple(_panels.values())


def columns() -> tuple[Column, ...]:
    return tuple(_columns.values())


def _add(known: dict[str, Any], name: str, thing: object) -> None:
    if name in known and known[name] != thing:
        raise ValueError(f"{name!r} is registered twice")
    known[name] = thing
