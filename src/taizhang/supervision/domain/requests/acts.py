"""The beginning of every clock act (时限事项): lock the tasks, see what is pending, who decides."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.errors import ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task
from taizhang.ledger.permissions import may_see

from ...enums import RequestKind
from ...permissions import may_ask, may_resume, may_sign_request, took_part
from ..clocks.scenes import SupervisedScene, led_units, open_supervised
from ..clocks.state import Request
from .approving import Rung, level_asked, rung_of
from .errors import NoRequestError, NotSignedError, RequestPendingError

_WORKED_ON = frozenset({TaskState.UNDERWAY})
_WITH_UNITS = frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY})

ASK = {
    RequestKind.EXTENSION: ActRule("ask_extension", gettext_lazy("申请延期"), _WORKED_ON, may_ask),
    RequestKind.SEND_BACK: ActRule("ask_send_back", gettext_lazy("申请回退"), _WITH_UNITS, may_ask),
    RequestKind.SUSPENSION: ActRule(
        "ask_suspension", gettext_lazy("申请挂账"), _WORKED_ON, may_ask
    ),
}
ANSWER = ActRule("answer_request", gettext_lazy("处理申请"), _WITH_UNITS, may_see)
RESUME = ActRule("resume", gettext_lazy("恢复计时"), _WITH_UNITS | {TaskState.CLOSING}, may_resume)


class ClockScene(SupervisedScene):
    """A locked task before a person, with the state of its clock."""

    __slots__ = ()

    @property
    def request(self) -> Request:
        """What is pending; `NoRequestError` where nothing is."""
        if self.state.request is None:
            raise NoRequestError(
                _("任务 %(number)s 现在没有待处理的申请，可能已由他人处理或撤回，请刷新页面。")
                % {"number": self.task.number}
            )
        return self.state.request

    @property
    def rung(self) -> Rung:
        """Who decides on the request that is pending."""
        return rung_of(level_asked(self.state), self.task.keeper_id)


def open_clock_scenes(
    task_ids: Iterable[int], rule: ActRule, *, actor: Person, as_of: datetime
) -> list[ClockScene]:
    """Lock tasks for a clock act; raises what `open_scenes` raises."""
    return open_supervised(ClockScene, task_ids, rule, actor=actor, as_of=as_of)


def open_clock_scene(task: Task, rule: ActRule, *, actor: Person, as_of: datetime) -> ClockScene:
    """Lock one task for a clock act."""
    return open_clock_scenes([task.pk], rule, actor=actor, as_of=as_of)[0]


def check_nothing_pending(scene: ClockScene) -> None:
    """One request a task: `RequestPendingError` while there is one."""
    request = scene.state.request
    if request is not None:
        raise RequestPendingError(
            _("任务 %(number)s 已经有一件“%(kind)s”申请在等待处理，办完或撤回以后才能再申请。")
            % {"number": scene.task.number, "kind": RequestKind(request.kind).label}
        )


def check_may_sign(scene: ClockScene, actor: Person, *, as_of: datetime) -> None:
    """Only the leader of the unit that asked signs, and once."""
    if not may_sign_request(led_units(actor, as_of=as_of), scene.request.unit_id):
        raise ActNotAllowedError(
            _("任务 %(number)s 的申请由提出单位的负责人签批，您不是该单位的负责人。")
            % {"number": scene.task.number}
        )
    if scene.request.signed_at is not None:
        raise NoRequestError(
            _("任务 %(number)s 的申请已经签过，不用再签。") % {"number": scene.task.number}
        )


def check_may_decide(scene: ClockScene, actor: Person) -> None:
    """The rung of the request decides, nobody on their own, and not before it is signed."""
    number = {"number": scene.task.number}
    if not scene.rung.decides(actor, scene.standing.oversight):
        words = number | {"who": scene.rung.label}
        raise ActNotAllowedError(_("任务 %(number)s 的申请由%(who)s审批，您无权审批。") % words)
    if took_part(actor, scene.request):
        raise OwnSubmissionError(
            _("任务 %(number)s 的申请由您提出或签批，不能由您自己审批，请由他人审批。") % number
        )
    if scene.request.signed_at is None:
        raise NotSignedError(
            _("任务 %(number)s 的申请还没有经单位负责人签批，签批以后才能审批。") % number
        )


def check_seen(scene: ClockScene, seen: datetime | None) -> None:
    """`seen`: when the request on the person's page was asked; another one is not decided by it."""
    if seen is not None and scene.request.asked_at != seen:
        raise NoRequestError(
            _("任务 %(number)s 的申请已经换成另一件，请刷新页面，看过以后再处理。")
            % {"number": scene.task.number}
        )
