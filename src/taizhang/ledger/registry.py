"""What other rooms add to the ledger: event types, panels of the task page, columns of the list.

The ledger renders and replays what is registered and knows no name.
"""

from collections.abc import Callable, Mapping
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
_panels: dict[str, Panel] = {}
_columns: dict[str, Column] = {}


def register_event_type(event_type: EventType) -> None:
    """Add an event type; a name is taken once."""
    _add(_event_types, event_type.name, event_type)


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


def panels() -> tuple[Panel, ...]:
    return tuple(_panels.values())


def columns() -> tuple[Column, ...]:
    return tuple(_columns.values())


def _add(known: dict[str, Any], name: str, thing: object) -> None:
    if name in known and known[name] != thing:
        raise ValueError(f"{name!r} is registered twice")
    known[name] = thing
