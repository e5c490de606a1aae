"""What other rooms add to the ledger: event types, projections, checks before closing, panels and
actions of the task page, columns of the list, lists of the desk, choices of a dispatch.

The ledger renders and replays what is registered and knows no name.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .domain.errors import ChainError
from .domain.snapshot import Act, Snapshot

if TYPE_CHECKING:
    from django.forms import Form

    from .domain.scenes import Scene
    from .domain.standing import Standing


TASK_ROWS = "ledger/parts/desk_tasks.html"  # rows of a desk list that are tasks


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event: how it changes a task, and how a person reads it.

    `apply` is pure: the task before (None: before its first event) and the act → the task after.
    `sentence` says what was done, without who and when ("报告进展：…").
    A payload's `figures` and `files` are recorded as figures and evidence for every type.
    `submits`: it is a submission of the units, and who made it never decides on the task's closing.
    """

    name: str
    label: str | Promise
    apply: Callable[[Snapshot | None, Act], Snapshot]
    sentence: Callable[[Mapping[str, Any]], str]
    submits: bool = False


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


class ClosingCheck(Protocol):
    """What a task must have to be closed (办结检查).

    Asked with the payload of a closing request, and with None when the request is accepted; gives
    full sentences of what is missing and what to do, none where all is there.
    """

    def __call__(
        self, scene: "Scene", payload: Mapping[str, Any] | None, /, *, as_of: datetime
    ) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the task page; `query(task, person=, moment=)` gives the template's context, or
    nothing where there is nothing to show."""

    key: str
    title: str | Promise
    may: Callable[..., bool]  # (person) -> bool
    query: Callable[..., Mapping[str, Any]]
    template: str


@dataclass(frozen=True, slots=True)
class TaskAction:
    """A button among the acts of the task page that leads to a page of another room.

    `url_name` is an address that takes the task's number; `may(task, standing)` says whether this
    person could do something there now. It is not asked of the past.
    """

    key: str
    label: str | Promise
    url_name: str
    may: Callable[[Snapshot, "Standing"], bool]


@dataclass(frozen=True, slots=True)
class DispatchChoice:
    """What is to be chosen when tasks are dispatched (交办选项).

    `form(data, prefix=, tasks=, now=)` gives a form whose `cleaned_data` is plain JSON and goes as
    `choices[name]` to `dispatch_tasks`. `tasks` is empty where they are still to be ticked.
    """

    name: str
    form: Callable[..., "Form"]


@dataclass(frozen=True, slots=True)
class DeskRows:
    """What a list of the desk shows: its first rows, how many there are, where all of them stand,
    and what is said when there are none."""

    rows: Sequence[Any]
    count: int
    empty: str | Promise
    url: str = ""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of the desk (工作台): what waits for a person.

    `query(person, now=)` gives the rows, or None where the list is not for this person now. The
    template shows `list.rows`; without one they are tasks, made by `ledger.desk.task_rows`. Lists
    stand in the order of `position`; `instead_of` names a list whose place this one takes.
    `bulk`: a template with what can be done to all ticked rows, inside the form that the rows'
    checkboxes belong to (`form="bulk-KEY"`). `assets`: style sheets and scripts that rows need.
    """

    key: str
    title: str | Promise
    may: Callable[[Any], bool]  # (person) -> bool
    query: Callable[..., DeskRows | None]
    position: int
    template: str = TASK_ROWS
    instead_of: str = ""
    bulk: str = ""
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; `annotate(versions, moment=)` adds what `cell(version)` shows."""

    name: str
    label: str | Promise
    annotate: Callable[[QuerySet[Any], datetime | None], QuerySet[Any]]
    cell: Callable[[Any], object]


_event_types: dict[str, EventType] = {}
_projections: dict[str, Projection] = {}
_closing_checks: list[ClosingCheck] = []
_panels: dict[str, Panel] = {}
_columns: dict[str, Column] = {}
_actions: dict[str, TaskAction] = {}
_desk_lists: dict[str, DeskList] = {}
_dispatch_choices: dict[str, DispatchChoice] = {}


def register_event_type(event_type: EventType) -> None:
    """Add an event type; a name is taken once."""
    _add(_event_types, event_type.name, event_type)


def register_projection(projection: Projection) -> None:
    """Add a projection; they are asked in the order of registration."""
    _add(_projections, projection.name, projection)


def register_closing_check(check: ClosingCheck) -> None:
    """Add a check that a closing request and its acceptance must pass."""
    if check not in _closing_checks:
        _closing_checks.append(check)


def register_panel(panel: Panel) -> None:
    """Add a panel to the task page; panels stand in the order of registration."""
    _add(_panels, panel.key, panel)


def register_column(column: Column) -> None:
    """Add a column to the list."""
    _add(_columns, column.name, column)


def register_task_action(action: TaskAction) -> None:
    """Add a button to the acts of the task page."""
    _add(_actions, action.key, action)


def register_desk_list(desk_list: DeskList) -> None:
    """Add a list to the desk."""
    _add(_desk_lists, desk_list.key, desk_list)


def register_dispatch_choice(choice: DispatchChoice) -> None:
    """Add fields to the dispatch, of one task and of many."""
    _add(_dispatch_choices, choice.name, choice)


def event_type(name: str) -> EventType:
    """The event type of a name; `ChainError` when no room has registered it."""
    try:
        return _event_types[name]
    except KeyError:
        raise ChainError(
            _("事件类别“%(name)s”没有登记，可能是用新版本写入、用旧版本读取，请升级程序。")
            % {"name": name}
        ) from None


def submissions() -> tuple[str, ...]:
    """The names of the event types with which units submit something."""
    return tuple(known.name for known in _event_types.values() if known.submits)


def projections() -> tuple[Projection, ...]:
    return tuple(_projections.values())


def closing_checks() -> tuple[ClosingCheck, ...]:
    return tuple(_closing_checks)


def panels() -> tuple[Panel, ...]:
    return tuple(_panels.values())


def columns() -> tuple[Column, ...]:
    return tuple(_columns.values())


def task_actions() -> tuple[TaskAction, ...]:
    return tuple(_actions.values())


def desk_lists() -> tuple[DeskList, ...]:
    """The lists in their order, without those whose place another takes."""
    replaced = {known.instead_of for known in _desk_lists.values()}
    left = (known for known in _desk_lists.values() if known.key not in replaced)
    return tuple(sorted(left, key=lambda known: known.position))


def dispatch_choices() -> tuple[DispatchChoice, ...]:
    return tuple(_dispatch_choices.values())


def _add(known: dict[str, Any], name: str, thing: object) -> None:
    if name in known and known[name] != thing:
        raise ValueError(f"{name!r} is registered twice")
    known[name] = thing
