"""Review reports and plans (报告审核): accepted, or insufficient and owed again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.errors import (
    ActInputError,
    ActNotAllowedError,
    LedgerError,
    OwnSubmissionError,
)
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import Scene, look_at
from taizhang.messages.domain import Notice, add_notices, send_messages
from taizhang.organisations.domain.acting import people_acting_for, unit_ids_for

from ...enums import Quality
from ...permissions import may_review_report
from ..clocks.projecting import load_states
from ..clocks.state import Filed, Supervised
from ..errors import ReviewGoneError
from ..queries.last_reports import answered_name

ACCEPTED, INSUFFICIENT = "accepted", "insufficient"
REVIEWED_KIND = "report_reviewed"  # of the digest


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict on the report that answered `answers` and was filed at `filed_at`."""

    task_id: int
    answers: str
    filed_at: datetime
    verdict: str
    quality: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of several reviews: done, and refused with a sentence."""

    done: list[Review] = field(default_factory=list)
    refused: list[tuple[Review, LedgerError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Case:
    """A review that can be done."""

    review: Review
    scene: Scene
    filed: Filed
    name: str  # of what the report answered
    text: str


@transaction.atomic
def review_reports(reviews: Sequence[Review], *, actor: Person, as_of: datetime) -> Reviewed:
    """Review several reports; what is refused does not keep the others from being done.

    The people of the unit are told at once what does not suffice, and with their daily digest
    what was accepted. A constant number of queries.
    """
    ids = {review.task_id for review in reviews}
    scenes, states = look_at(ids, actor=actor, as_of=as_of), load_states(ids, None)
    leads = unit_ids_for(actor, on=timezone.localdate(as_of), role=Role.UNIT_LEADER)
    result, cases = Reviewed(), list[_Case]()
    for review in reviews:
        try:
            cases.append(_open(review, scenes, states, leads))
        except LedgerError as error:
            result.refused.append((review, error))
        else:
            result.done.append(review)
    if cases:
        _append(cases, actor, as_of)
        _tell(cases, as_of)
    return result


def _open(
    review: Review,
    scenes: Mapping[int, Scene],
    states: Mapping[int, Supervised],
    leads: Collection[int],
) -> _Case:
    """The review held against its locked task."""
    scene, state = scenes.get(review.task_id), states.get(review.task_id)
    if scene is None or state is None:
        raise ActNotAllowedError(_("没有这项任务，或者您无权查看它。"))
    filed = next((each for each in state.filed if each.answers == review.answers), None)
    if filed is None or filed.filed_at != review.filed_at:
        raise ReviewGoneError(
            _("任务 %(number)s 的这份报告已经审核过，或者单位已重新报送，请刷新页面。")
            % {"number": scene.task.number}
        )
    if not may_review_report(scene.standing, filed, leads):
        raise ActNotAllowedError(
            _("任务 %(number)s 的这份报告不由您审核。") % {"number": scene.task.number}
        )
    if filed.by_id == scene.standing.person.pk:
        raise OwnSubmissionError(
            _("任务 %(number)s 的这份报告是您自己报送的，请由他人审核。")
            % {"number": scene.task.number}
        )
    return _Case(review, scene, filed, answered_name(state, filed.answers), _checked(review))


def _checked(review: Review) -> str:
    """The words of a review; what does not suffice needs some."""
    if review.verdict not in (ACCEPTED, INSUFFICIENT):
        raise ActInputError(_("请选择“通过”或“重报”。"), field="verdict")
    if review.quality and review.quality not in Quality.values:
        raise ActInputError(_("质量只能选好、一般或差。"), field="quality")
    needed = review.verdict == INSUFFICIENT
    return clean_text(review.text, _("审核意见"), field="text", needed=needed)


def _append(cases: Sequence[_Case], actor: Person, as_of: datetime) -> None:
    events = [
        NewEvent(
            case.review.task_id,
            "report_reviewed",
            {
                "answers": case.review.answers,
                "verdict": case.review.verdict,
                "quality": case.review.quality,
                "text": case.text,
            },
        )
        for case in cases
    ]
    snapshots = {case.scene.task.pk: case.scene.before for case in cases}
    append_events(events, actor=actor, occurred_at=as_of, snapshots=snapshots)


def _tell(cases: Sequence[_Case], as_of: datetime) -> None:
    units = {case.filed.unit_id for case in cases if case.filed.unit_id is not None}
    people = people_acting_for(units, on=timezone.localdate(as_of))
    notices = []
    for case in cases:
        told = people.get(case.filed.unit_id or 0, [])
        if case.review.verdict == INSUFFICIENT:
            _tell_insufficient(case, told, as_of)
        else:
            notices += [_accepted_notice(case, person) for person in told]
    add_notices(notices, as_of=as_of)


def _tell_insufficient(case: _Case, people: Sequence[Person], as_of: datetime) -> None:
    send_messages(
        people,
        kind="report_insufficient",
        subject=f"“{case.name}”不合要求，需要重报：{case.scene.before.title}",
        body=case.text,
        url=case.scene.task.get_absolute_url(),
        as_of=as_of,
    )


def _accepted_notice(case: _Case, person: Person) -> Notice:
    return Notice(
        recipient=person.pk,
        kind=REVIEWED_KIND,
        subject=f"{case.scene.task.number} {case.scene.before.title}：“{case.name}”审核通过",
        key=f"reviewed:{case.scene.task.pk}:{case.review.answers}:{case.review.filed_at.timestamp():.0f}",
        body=case.text,
        url=case.scene.task.get_absolute_url(),
    )
