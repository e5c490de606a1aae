"""What the room keeps of a task (目标挂接): pure data and the pure fold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.ledger.domain.payloads import date_from, date_text, number_text
from taizhang.ledger.domain.snapshot import Act, Goal, Snapshot
from taizhang.ledger.enums import TaskState

from ..types import LinkInput

KEY = "goals"  # the projection, and the facts in payloads
LINKED, UNLINKED = "target_linked", "target_unlinked"


@dataclass(frozen=True, slots=True)
class Held:
    """A target that is held to a series, as both stand (已挂接的目标).

    `deadline`: that of the target, else that of its task.
    """

    key: int
    series_id: int
    baseline: Decimal | None
    starts: date | None
    method: str
    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    deadline: date | None


Links = tuple[Held, ...]  # in the order of keys; a task without links has none


def fold_links(state: Links | None, before: Snapshot | None, after: Snapshot, act: Act) -> Links:
    """The links of a task after an act. A link ends with its target, and with its task."""
    links = {held.key: link_of(held) for held in state or ()}
    if act.type == LINKED:
        links |= _told([act.payload])
    elif act.type == UNLINKED:
        links.pop(act.payload["key"], None)
    elif act.type == "confirmed":
        links |= _told(act.payload.get(KEY, {}).get("links", ()))
    if not links or after.state == TaskState.SUPERSEDED:
        return ()
    return tuple(hold(links[goal.key], after) for goal in after.targets if goal.key in links)


def hold(link: LinkInput, task: Snapshot) -> Held:
    """The link with the target as it stands."""
    goal = task.goal(link.key)
    if goal is None:
        raise ValueError(f"no target {link.key}")
    return Held(
        key=link.key,
        series_id=link.series_id,
        baseline=link.baseline,
        starts=link.starts,
        method=link.method,
        op=goal.op,
        value=goal.value,
        value_max=goal.value_max,
        unit=goal.unit,
        deadline=goal.deadline or task.due,
    )


def link_of(held: Held) -> LinkInput:
    """The link alone."""
    return LinkInput(held.key, held.series_id, held.baseline, held.starts, held.method)


def link_payload(link: LinkInput) -> dict[str, Any]:
    """A link as it stands in an event."""
    return {
        "key": link.key,
        "series": link.series_id,
        "baseline": None if link.baseline is None else number_text(link.baseline),
        "starts": date_text(link.starts),
        "method": link.method,
    }


def _told(parts: Iterable[Mapping[str, Any]]) -> dict[int, LinkInput]:
    return {
        part["key"]: LinkInput(
            key=part["key"],
            series_id=part["series"],
            baseline=None if part["baseline"] is None else Decimal(part["baseline"]),
            starts=date_from(part["starts"]),
            method=part["method"],
        )
        for part in parts
    }


def carried(links: Links, old: Snapshot, new: Snapshot) -> list[dict[str, Any]]:
    """The links that a task takes over from the one it replaces: where indicator and measure of a
    target are the same. Of several such (a half year's and a year's number) those of the same
    deadline belong together, the others in the order of their deadlines."""
    by_words: dict[_Words, list[Goal]] = defaultdict(list)
    for goal in sorted(new.targets, key=_by_deadline):
        by_words[goal.indicator, goal.unit].append(goal)
    held = {link.key: link for link in links}
    linked = sorted((goal for goal in old.targets if goal.key in held), key=_by_deadline)
    found: dict[int, int] = {}
    for alike in (_same_deadline, lambda _old, _new: True):
        for goal in linked:
            free = by_words[goal.indicator, goal.unit]
            match = next((each for each in free if alike(goal, each)), None)
            if goal.key not in found and match is not None:
                found[goal.key] = match.key
                free.remove(match)
    return [
        link_payload(replace(link_of(link), key=found[link.key]))
        for link in links
        if link.key in found
    ]


_Words = tuple[str, str]  # indicator, unit


def _by_deadline(goal: Goal) -> tuple[date, int]:
    return goal.deadline or date.max, goal.key


def _same_deadline(one: Goal, other: Goal) -> bool:
    return one.deadline == other.deadline
