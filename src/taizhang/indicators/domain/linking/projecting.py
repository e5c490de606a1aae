"""The links of tasks as rows (目标的投影): goals with versions, written in sets, read back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.registry import Planned, Projection, StateChange

from ...models import GoalVersion, SeriesGoal
from ..observing.changes import tell_changed
from .state import KEY, LINKED, Held, Links, carried, fold_links

_PARTS = ("baseline", "starts", "method", "op", "value", "value_max", "unit", "deadline")
_CLOSE = """
UPDATE indicators_goalversion v SET until = i.moment
FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::timestamptz[])
    AS i(task_id, key, series_id, moment)
JOIN indicators_seriesgoal g
    ON g.task_id = i.task_id AND g.target_key = i.key AND g.series_id = i.series_id
WHERE v.goal_id = g.id AND v.until IS NULL
"""
# The links that hold, and (without a key) the tasks whose chain tells of links although they have
# no version: those are to be folded anew.
_LOAD = f"""
SELECT g.task_id, g.target_key, g.series_id, {", ".join("v." + part for part in _PARTS)}
FROM indicators_seriesgoal g JOIN indicators_goalversion v ON v.goal_id = g.id
WHERE g.task_id = ANY(%s::bigint[]) AND CASE WHEN %s::timestamptz IS NULL THEN v.until IS NULL
    ELSE v.since <= %s AND (v.until IS NULL OR v.until > %s) END
UNION ALL
SELECT lost.task_id, NULL, NULL, {", ".join(["NULL"] * len(_PARTS))}
FROM (
SELECT DISTINCT e.task_id FROM ledger_event e
WHERE e.task_id = ANY(%s::bigint[]) AND e.recorded_at <= coalesce(%s, 'infinity'::timestamptz)
  AND (e.type = '{LINKED}' OR e.type = 'confirmed' AND e.payload LIKE '%%"{KEY}":{{"links":[{{%%')
  AND NOT EXISTS (
    SELECT FROM indicators_seriesgoal g JOIN indicators_goalversion v ON v.goal_id = g.id
    WHERE g.task_id = e.task_id)
) lost
ORDER BY 1, 2
"""  # noqa: S608 - built from constants

_Place = tuple[int, int, int]  # task, key of the target, series


def load_links(task_ids: Collection[int], moment: datetime | None) -> dict[int, Links]:
    """The links of tasks now, or at a recorded moment: one query. A task without links has an
    empty state; one whose rows are gone has none, and is folded from its chain."""
    found: dict[int, list[Held]] = {task_id: [] for task_id in task_ids}
    ids = list(found)
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, [ids, moment, moment, moment, ids, moment])
        for task_id, key, *values in cursor.fetchall():
            if key is None:
                del found[task_id]
            else:
                found[task_id].append(Held(key, *values))
    return {task_id: tuple(held) for task_id, held in found.items()}


def write_links(changes: Sequence[StateChange]) -> None:
    """End the versions of goals that changed and begin the new ones: four statements for any
    number of tasks."""
    ended: list[tuple[_Place, datetime]] = []
    begun: list[tuple[_Place, Held, datetime]] = []
    for change in changes:
        before, after = _placed(change, change.before or ()), _placed(change, change.after)
        ended += [(p, change.moment) for p, held in before.items() if after.get(p) != held]
        begun += [(p, held, change.moment) for p, held in after.items() if before.get(p) != held]
    _close(ended)
    _begin(begun)
    touched = {place[2] for place, _ in ended} | {place[2] for place, _, _ in begun}
    tell_changed(touched, as_of=max(change.moment for change in changes))


def _placed(change: StateChange, links: Iterable[Held]) -> dict[_Place, Held]:
    return {(change.task_id, held.key, held.series_id): held for held in links}


def _close(ended: list[tuple[_Place, datetime]]) -> None:
    if ended:
        tasks, keys, series = zip(*(place for place, _ in ended), strict=True)
        moments = [moment for _, moment in ended]
        with connection.cursor() as cursor:
            cursor.execute(_CLOSE, [list(tasks), list(keys), list(series), moments])


def _begin(begun: list[tuple[_Place, Held, datetime]]) -> None:
    if not begun:
        return
    goals = _goals_at({place for place, *_ in begun})
    GoalVersion.objects.bulk_create(
        [
            GoalVersion(
                goal_id=goals[place],
                since=moment,
                **{name: getattr(held, name) for name in _PARTS},
            )
            for place, held, moment in begun
        ]
    )


def _goals_at(places: set[_Place]) -> dict[_Place, int]:
    """The goals at these places; those that are not there yet are made."""
    SeriesGoal.objects.bulk_create(
        [SeriesGoal(task_id=t, target_key=k, series_id=s) for t, k, s in sorted(places)],
        ignore_conflicts=True,
    )
    known = SeriesGoal.objects.filter(task__in={task_id for task_id, *_ in places})
    return {
        (task_id, key or 0, series_id): pk
        for pk, task_id, key, series_id in known.values_list(
            "pk", "task_id", "target_key", "series_id"
        )
    }


def enrich(planned: Sequence[Planned], *, occurred_at: datetime) -> Mapping[int, Mapping[str, Any]]:
    """A task that takes over from another takes over its links: they stand in its first event."""
    successors = {
        each.task_id: each
        for each in planned
        if each.type == "confirmed" and each.payload.get("replaces")
    }
    if not successors:
        return {}
    replaced = {each.payload["replaces"] for each in successors.values()}
    links = {pk: held for pk, held in load_links(replaced, None).items() if held}
    old = load_snapshots(links.keys()) if links else {}
    taken = {
        task_id: carried(links.get(replaces, ()), old[replaces], each.after)
        for task_id, each in successors.items()
        if (replaces := each.payload["replaces"]) in old
    }
    return {task_id: {"links": told} for task_id, told in taken.items() if told}


PROJECTION = Projection(KEY, _("目标挂接"), fold_links, load_links, write_links, enrich)
