"""What rooms above keep of every task (另一投影): loaded, folded and written with its events.

`Projection` in the registry is the contract.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, zip_longest
from typing import Any, TypeAlias

from ..models import Event
from ..registry import Planned, Projection, StateChange, projections
from .fold import apply_act, walk
from .payloads import canonical_json
from .replay import act_of
from .snapshot import Act, Snapshot

States: TypeAlias = dict[str, dict[int, Any]]  # projection → task → what it keeps of the task


def load_states(task_ids: Collection[int]) -> States:
    """The states of locked tasks that have events: one query a projection.

    A task that was there before the room is folded from the beginning of its chain first.
    """
    return {known.name: _load(known, set(task_ids)) for known in projections()}


def _load(projection: Projection, task_ids: set[int]) -> dict[int, Any]:
    states = dict(projection.load(task_ids, None)) if task_ids else {}
    unknown = task_ids - states.keys()
    return states | fill_states(projection, unknown) if unknown else states


def fill_states(projection: Projection, task_ids: Collection[int]) -> dict[int, Any]:
    """Fold the chains of locked tasks of which the projection has no row, and write its rows with
    the moments the chains record. Gives the states as they stand now."""
    told = _told(projection, task_ids)
    for turn in zip_longest(*told.values()):
        projection.write([change for change in turn if change is not None])
    return {task_id: changes[-1].after for task_id, changes in told.items()}


def _told(projection: Projection, task_ids: Collection[int]) -> dict[int, list[StateChange]]:
    """Of each task what its events did to the state, in their order; tasks of which the
    projection keeps nothing are left out."""
    told: dict[int, list[StateChange]] = defaultdict(list)
    chains = Event.objects.filter(task__in=task_ids).order_by("task_id", "seq")
    for task_id, chain in groupby(chains, key=lambda event: event.task_id):
        events, before = list(chain), None
        steps = walk(map(act_of, events), [projection])
        for event, (_, states) in zip(events, steps, strict=True):
            after = states[projection.name]
            if after != before:
                change = StateChange(task_id, before, after, event.recorded_at, event.pk)
                told[task_id].append(change)
            before = after
    return told


def enrich_acts(
    acts: Mapping[int, Act], snapshots: Mapping[int, Snapshot], states: States
) -> dict[int, Act]:
    """The acts (task → act, of one person at one time) with the facts that rooms above add."""
    enriched = dict(acts)
    for projection in projections():
        if projection.enrich is None or not enriched:
            continue
        moment = next(iter(enriched.values())).occurred_at
        planned = _planned(enriched, snapshots, states[projection.name])
        for task_id, facts in projection.enrich(planned, occurred_at=moment).items():
            enriched[task_id] = _with_facts(enriched[task_id], projection.name, facts)
    return enriched


def _planned(
    acts: Mapping[int, Act], snapshots: Mapping[int, Snapshot], states: Mapping[int, Any]
) -> list[Planned]:
    return [
        Planned(
            task_id,
            act.type,
            act.payload,
            snapshots.get(task_id),
            apply_act(snapshots.get(task_id), act),
            states.get(task_id),
        )
        for task_id, act in acts.items()
    ]


def _with_facts(act: Act, name: str, facts: Mapping[str, Any]) -> Act:
    """The act with facts in its payload, as they will be read from the chain again."""
    known = {**act.payload.get(name, {}), **facts}
    return replace(act, payload={**act.payload, name: json.loads(canonical_json(known))})


def write_states(
    acts: Mapping[int, Act],
    before: Mapping[int, Snapshot],
    after: Mapping[int, Snapshot],
    states: States,
    places: Sequence[tuple[int, datetime, int]],
) -> None:
    """Fold one act a task into every projection and write what changed; `places` are (task,
    recorded moment, event). `states` afterwards holds the new ones."""
    for projection in projections():
        known, changes = states[projection.name], []
        for task_id, moment, event_id in places:
            old = known.get(task_id)
            new = projection.apply(old, before.get(task_id), after[task_id], acts[task_id])
            if new != old:
                changes.append(StateChange(task_id, old, new, moment, event_id))
                known[task_id] = new
        if changes:
            projection.write(changes)
