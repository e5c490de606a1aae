"""Issue slips, one or many at once (发督查单): first ones and graver ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.chain import Appended, NewEvent, append_events
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.notices import tell_units
from taizhang.ledger.domain.payloads import clean_text

from ...enums import Colour
from ..clocks.fold_slips import GRAVITY
from ..queries.slips import DueSlip, due_slips, slips_by_light
from .errors import SlipChangedError, SlipStateError
from .numbering import allot_numbers
from .offices import office_names
from .scenes import ISSUE, SlipScene, answering_units, open_slip_scenes

_NOTHING = DueSlip(0, "", None, ())
_REQUIREMENT = "请在答复期限前书面说明原因、补救措施和完成时间。"  # kept as it was sent


@dataclass(frozen=True, slots=True)
class SlipInput:
    """A slip to issue. `over`: the colour of the open slip that the clerk saw, "" without one;
    `reason`: why it goes out although none, or a milder one, is due; `text`: what is required;
    `answer_by`: in place of the mechanism's term."""

    task_id: int
    colour: str
    over: str = ""
    reason: str = ""
    text: str = ""
    answer_by: date | None = None


@transaction.atomic
def issue_slips(inputs: Sequence[SlipInput], *, actor: Person, as_of: datetime) -> list[Appended]:
    """Issue all of them or none. A first slip gets a number; a graver one keeps its own.

    Raises what `open_scenes` raises; `SlipChangedError` where the slip is another one by now,
    `SlipStateError` for a paused clock, `ActInputError` for what cannot be used.
    """
    asked = {each.task_id: each for each in inputs}
    scenes = open_slip_scenes(asked, ISSUE, actor=actor, as_of=as_of)
    due = due_now(list(asked), moment=as_of)
    for scene in scenes:
        _check(scene, asked[scene.task.pk], due.get(scene.task.pk, _NOTHING), as_of)
    numbers = _numbers(scenes, as_of)
    offices = office_names(scene.task.keeper_id for scene in scenes)
    events = [
        NewEvent(
            scene.task.pk,
            "slip_issued",
            _payload(scene, asked[scene.task.pk], due.get(scene.task.pk, _NOTHING))
            | {"number": numbers[scene.task.pk], "office": offices[scene.task.keeper_id]},
        )
        for scene in scenes
    ]
    snapshots = {scene.task.pk: scene.before for scene in scenes}
    places = append_events(events, actor=actor, occurred_at=as_of, snapshots=snapshots)
    for scene, event in zip(scenes, events, strict=True):
        _tell(scene, event.payload, as_of)
    return places


def due_now(task_ids: Sequence[int], *, moment: datetime) -> dict[int, DueSlip]:
    """What is due of these tasks: by the mechanism, else by the light."""
    due = due_slips(task_ids, moment=moment)
    for task_id, by_light in slips_by_light(task_ids, moment=moment).items():
        own = due.get(task_id)
        if own is None:
            due[task_id] = by_light
        elif GRAVITY[by_light.colour] > GRAVITY.get(own.colour, -1):
            said = (*own.unmet, *by_light.unmet)
            due[task_id] = DueSlip(task_id, by_light.colour, own.since, said, by_light.next)
    return due


def _check(scene: SlipScene, given: SlipInput, due: DueSlip, as_of: datetime) -> None:
    number = scene.task.number
    if given.colour not in GRAVITY:
        raise ActInputError(_("请选择督查单的颜色。"), field="colour")
    if scene.state.is_stopped:
        raise SlipStateError(
            _("任务 %(number)s 正在挂账，恢复计时以后才能发督查单。") % {"number": number}
        )
    if scene.open_colour != given.over:
        raise SlipChangedError(
            _("任务 %(number)s 的督查单在您打开页面以后已有变化，请刷新页面后再发。")
            % {"number": number}
        )
    if given.over and GRAVITY[given.colour] <= GRAVITY[given.over]:
        raise ActInputError(
            _("任务 %(number)s 已有未销的%(colour)s督查单，一事一单，只能升级为更重的颜色。")
            % {"number": number, "colour": Colour(given.over).label},
            field="colour",
        )
    _check_reason(number, given, due)
    if given.answer_by is not None and given.answer_by < local_day(as_of):
        raise ActInputError(_("答复日期不能早于今天，请更正。"), field="answer_by")


def _check_reason(number: str, given: SlipInput, due: DueSlip) -> None:
    """Graver than is due, or none due at all: by hand, with a reason."""
    if GRAVITY[given.colour] <= GRAVITY.get(due.colour, -1) or given.reason.strip():
        return
    said = _("任务 %(number)s 现在应发的是%(due)s，发%(colour)s督查单请写明理由。")
    words = _("%(colour)s督查单") % {"colour": Colour(due.colour).label} if due.colour else ""
    colour = Colour(given.colour).label
    if not words:
        said = _("任务 %(number)s 现在没有应发的督查单，发%(colour)s督查单请写明理由。")
    raise ActInputError(said % {"number": number, "due": words, "colour": colour}, field="reason")


def _numbers(scenes: Sequence[SlipScene], as_of: datetime) -> dict[int, str]:
    """The number of each task's slip: its own while one is open, else the next."""
    first = [scene for scene in scenes if not scene.open_colour]
    given = allot_numbers([scene.task.keeper_id for scene in first], as_of=as_of)
    numbers = {scene.task.pk: scene.open_slip.number for scene in scenes if scene.open_colour}
    return numbers | {scene.task.pk: number for scene, number in zip(first, given, strict=True)}


def _payload(scene: SlipScene, given: SlipInput, due: DueSlip) -> dict[str, Any]:
    """Everything the paper says, as it was when the slip was issued."""
    before, document = scene.before, scene.task.document
    named = {"title": document.title, "number": document.document_number} if document else {}
    reason = clean_text(given.reason, _("理由"), field="reason", most=1_000)
    text = clean_text(given.text, _("办理要求"), field="text", most=2_000)
    return {
        "colour": given.colour,
        "over": given.over,
        "units": [
            {"unit": each.unit_id, "name": each.name} for each in answering_units(scene.scene)
        ],
        "title": before.title,
        "basis": before.basis,
        "document": named,
        "unmet": list(due.unmet),
        "reason": reason,
        "text": text or requirement_of(due),
        **({"answer_by": given.answer_by.isoformat()} if given.answer_by else {}),
    }


def requirement_of(due: DueSlip) -> str:
    """What a slip requires if nobody says anything else."""
    return f"{due.next.rstrip('。')}。{_REQUIREMENT}" if due.next else _REQUIREMENT


def _tell(scene: SlipScene, said: Mapping[str, Any], as_of: datetime) -> None:
    colour = {"blue": "蓝色", "orange": "橙色", "red": "红色"}[said["colour"]]
    tell_units(
        scene.task,
        scene.before,
        kind="slip_issued",
        subject=f"{colour}督查单{said['number']}",
        body=f"{''.join(said['unmet'])}{said['text']}",
        as_of=as_of,
    )
