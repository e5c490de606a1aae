"""Tie targets to series and untie them (挂接、取消挂接): events of the tasks' chains."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended, NewEvent, append_event, append_events
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.scenes import Scene, open_scene, open_scenes
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.enums import OPEN_STATES, TaskState
from taizhang.ledger.models import Task

from ...permissions import may_link
from ..queries.series import Known, known_series
from ..types import LinkInput
from .checking import check_link
from .figures import take_over
from .projecting import load_links
from .state import LINKED, UNLINKED, link_payload

STATES = OPEN_STATES | {TaskState.CLOSED}
LINK = ActRule("link_target", gettext_lazy("挂接指标"), STATES, may_link)
UNLINK = ActRule("unlink_target", gettext_lazy("取消挂接指标"), STATES, may_link)


def link_target(task: Task, link: LinkInput, *, actor: Person, as_of: datetime) -> Appended:
    """Hold one target to a series; raises what `link_targets` raises."""
    return link_targets([(task.pk, link)], actor=actor, as_of=as_of)[0]


@transaction.atomic
def link_targets(
    links: Sequence[tuple[int, LinkInput]], *, actor: Person, as_of: datetime
) -> list[Appended]:
    """Hold targets of tasks (their ids) to series, all or none; a target that is held to another
    one leaves it. Figures that units reported against them before become figures of the series.

    Raises what `open_scenes` raises; `ActInputError` where a target and a series do not fit, or
    nothing would change.
    """
    scenes = {
        scene.task.pk: scene
        for scene in open_scenes((pk for pk, _ in links), LINK, actor=actor, as_of=as_of)
    }
    series = known_series([link.series_id for _, link in links])
    held = load_links(scenes.keys(), None)
    if len({(pk, link.key) for pk, link in links}) < len(links):
        raise ActInputError(_("同一个目标选了两次，请每个目标只选一个指标。"), field="key")
    events = []
    for task_id, link in links:
        goal = check_link(link, scenes[task_id], series.get(link.series_id), held[task_id])
        events.append(_linked(task_id, link, goal, series[link.series_id]))
    places = _append(events, scenes, actor, as_of)
    take_over({(pk, link.key) for pk, link in links}, as_of=as_of)
    return places


@transaction.atomic
def unlink_target(task: Task, key: int, *, actor: Person, as_of: datetime) -> Appended:
    """A target is held to no series any more; its figures stay where they are.

    Raises what `open_scenes` raises; `ActInputError` where it is held to none.
    """
    scene = open_scene(task, UNLINK, actor=actor, as_of=as_of)
    known = {held.key: held for held in load_links([task.pk], None)[task.pk]}
    goal = scene.before.goal(key)
    if goal is None or key not in known:
        raise ActInputError(
            _("任务 %(number)s 的第 %(key)s 个目标没有挂接指标。")
            % {"number": task.number, "key": key},
            field="key",
        )
    series_id = known[key].series_id
    told = {"key": key, **_names(goal, known_series([series_id])[series_id])}
    return append_event(task, type=UNLINKED, payload=told, actor=actor, occurred_at=as_of)


def _linked(task_id: int, link: LinkInput, goal: Goal, known: Known) -> NewEvent:
    return NewEvent(task_id, LINKED, {**link_payload(link), **_names(goal, known)})


def _names(goal: Goal, known: Known) -> dict[str, object]:
    """What people read in the event."""
    return {
        "target": goal.indicator,
        "code": known.code,
        "indicator": known.name,
        "region": known.region_id,
        "region_name": known.region,
    }


def _append(
    events: list[NewEvent], scenes: dict[int, Scene], actor: Person, as_of: datetime
) -> list[Appended]:
    return append_events(
        events,
        actor=actor,
        occurred_at=as_of,
        snapshots={pk: scene.before for pk, scene in scenes.items()},
    )
