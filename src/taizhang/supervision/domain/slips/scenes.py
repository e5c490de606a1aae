"""The beginning of every act on a slip (督查单): lock the tasks, see how the slip stands."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.errors import ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.domain.scenes import Scene
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.enums import ANSWERING_ROLES, TaskState, UnitRole
from taizhang.ledger.models import Task
from taizhang.ledger.permissions import may_see

from ...permissions import gave_answer, may_answer_slip, may_issue_slip
from ..clocks.scenes import SupervisedScene, led_units, open_supervised
from ..clocks.state import Slip
from .errors import SlipChangedError, SlipStateError

_WITH_UNITS = frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY})
_OPEN = _WITH_UNITS | {TaskState.CLOSING}

ISSUE = ActRule("issue_slip", gettext_lazy("发督查单"), _WITH_UNITS, may_issue_slip)
ANSWER = ActRule("answer_slip", gettext_lazy("答复督查单"), _OPEN, may_answer_slip)
SIGN = ActRule("sign_slip_answer", gettext_lazy("签批督查单答复"), _OPEN, may_see)
DECIDE = ActRule("decide_slip", gettext_lazy("审核督查单答复"), _OPEN, may_issue_slip)


class SlipScene(SupervisedScene):
    """A locked task before a person, with how its slip stands."""

    __slots__ = ()

    @property
    def open_slip(self) -> Slip:
        """The task's open slip; `SlipStateError` where there is none."""
        slip = self.state.slip
        if slip is None or not slip.is_open:
            raise SlipStateError(
                _("任务 %(number)s 现在没有未销的督查单，可能已由他人销号，请刷新页面。")
                % {"number": self.task.number}
            )
        return slip

    @property
    def open_colour(self) -> str:
        """The colour of the open slip, "" without one."""
        slip = self.state.slip
        return slip.colour if slip is not None and slip.is_open else ""


def open_slip_scenes(
    task_ids: Iterable[int], rule: ActRule, *, actor: Person, as_of: datetime
) -> list[SlipScene]:
    """Lock tasks for an act on their slips; raises what `open_scenes` raises."""
    return open_supervised(SlipScene, task_ids, rule, actor=actor, as_of=as_of)


def open_slip_scene(
    task: Task, rule: ActRule, *, seen: str | None, actor: Person, as_of: datetime
) -> SlipScene:
    """Lock one task with an open slip; `seen`: `slip_token` of what the person's page showed."""
    scene = open_slip_scenes([task.pk], rule, actor=actor, as_of=as_of)[0]
    if seen is not None and seen != slip_token(scene.open_slip):
        raise SlipChangedError(
            _("任务 %(number)s 的督查单在您打开页面以后已有变化，请刷新页面，看过以后再办理。")
            % {"number": task.number}
        )
    return scene


def slip_token(slip: Slip | None) -> str:
    """How a slip stands, for noticing that it changed; "" without an open slip."""
    if slip is None or not slip.is_open:
        return ""
    moments = (slip.issued_at, slip.given_at, slip.answered_at)
    said = ["" if each is None else each.isoformat() for each in moments]
    return "|".join([slip.number, slip.colour, *said])


def answering_units(scene: Scene) -> tuple[Answer, ...]:
    """The units a slip is sent to: the lead, else every responsible unit."""
    units = scene.before.units
    leads = tuple(answer for answer in units if answer.role == UnitRole.LEAD)
    return leads or tuple(answer for answer in units if answer.role in ANSWERING_ROLES)


def check_may_decide(scene: SlipScene, actor: Person) -> None:
    """Nobody decides on an answer that they gave or signed."""
    if gave_answer(actor, scene.open_slip):
        raise OwnSubmissionError(
            _("任务 %(number)s 的督查单由您答复或签批，不能由您自己审核，请由他人审核。")
            % {"number": scene.task.number}
        )


def check_may_sign(scene: SlipScene, actor: Person, *, as_of: datetime) -> None:
    """Only the leader of the unit that answered signs, and once."""
    slip, number = scene.open_slip, {"number": scene.task.number}
    if slip.given_at is None or slip.answered_at is not None:
        raise SlipStateError(
            _("任务 %(number)s 的督查单现在没有等待签批的答复，请刷新页面。") % number
        )
    if slip.unit_id not in led_units(actor, as_of=as_of):
        raise ActNotAllowedError(
            _("任务 %(number)s 的督查单答复由答复单位的负责人签批，您不是该单位的负责人。") % number
        )
