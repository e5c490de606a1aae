"""Making things public and withdrawing them (公开、撤回). First reviewed, then public."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.indicators.models import Indicator
from taizhang.ledger.models import Task

from ...enums import PublicKind
from ...models import PublicMark
from ...permissions import may_publish
from .errors import PublicError
from .offering import Offer, database_moment, offer_document, offer_indicator, offer_task

LONGEST_REASON = 512


@transaction.atomic
def publish_document(
    document_id: int, *, tasks: Collection[int], reason: str, digest: str, actor: Person
) -> list[PublicMark]:
    """Make a document public, with those of its tasks (ids) that were chosen; of a document that
    is public already only the tasks. The new marks.

    Raises:
        PublicError: no permission, no reason, something stands in the way, nothing was chosen, or
            the words are no longer those of the digest.
    """
    reason = _check(actor, reason)
    list(Draft.objects.select_for_update(no_key=True).filter(pk=document_id))
    _lock_tasks(Task.objects.filter(document=document_id).values_list("pk", flat=True))
    moment = database_moment()
    offer = _offered_as_read(offer_document(document_id, moment=moment), digest)
    chosen = _chosen_tasks(offer, tasks)
    subjects = [] if offer.mark else [(PublicKind.DOCUMENT, document_id)]
    subjects += [(PublicKind.TASK, task_id) for task_id in chosen]
    return _mark(subjects, reason=reason, digest=digest, actor=actor, moment=moment)


@transaction.atomic
def publish_task(task_id: int, *, reason: str, digest: str, actor: Person) -> list[PublicMark]:
    """Make one task public, or the words that it has now. Raises as `publish_document`."""
    reason = _check(actor, reason)
    _lock_tasks([task_id])
    moment = database_moment()
    offer = _offered_as_read(offer_task(task_id, moment=moment), digest)
    chosen = _chosen_tasks(offer, [task_id])
    subjects = [(PublicKind.TASK, each) for each in chosen]
    return _mark(subjects, reason=reason, digest=digest, actor=actor, moment=moment)


@transaction.atomic
def publish_indicator(code: str, *, reason: str, digest: str, actor: Person) -> list[PublicMark]:
    """Make an indicator public, or the words and goals that it has now. Raises as
    `publish_document`."""
    reason = _check(actor, reason)
    list(Indicator.objects.select_for_update(no_key=True).filter(code=code))
    moment = database_moment()
    offer = _offered_as_read(offer_indicator(code, moment=moment), digest)
    subjects = [(PublicKind.INDICATOR, offer.subject_id)]
    return _mark(subjects, reason=reason, digest=digest, actor=actor, moment=moment)


@transaction.atomic
def withdraw_mark(mark_id: int, *, reason: str, actor: Person) -> list[PublicMark]:
    """Take something back: from now on nobody outside reads it. With a document go its tasks. The
    marks that were ended.

    Raises:
        PublicError: no permission, no reason, or it is not public any more.
    """
    reason = _check(actor, reason)
    mark = PublicMark.objects.select_for_update().filter(pk=mark_id).first()
    if mark is None or mark.until is not None:
        raise PublicError("gone", _("它已经不在公开目录里，可能别人刚撤回；请刷新页面。"))
    marks = [mark]
    if mark.kind == PublicKind.DOCUMENT:
        tasks = Task.objects.filter(document=mark.subject_id).values("pk")
        marks += _current([(PublicKind.TASK, pk) for pk in tasks.values_list("pk", flat=True)])
    _end(marks, reason=reason, actor=actor, moment=database_moment())
    return marks


def _check(actor: Person, reason: str) -> str:
    if not may_publish(actor):
        raise PublicError("not_allowed", _("只有督查室主任可以公开或撤回公开。"))
    reason = " ".join(reason.split())
    if not reason:
        raise PublicError("reason", _("请写明依据或原因。"), "reason")
    if len(reason) > LONGEST_REASON:
        raise PublicError("reason", _("依据或原因太长，请精简到 512 字以内。"), "reason")
    return reason


def _lock_tasks(ids: Iterable[int]) -> None:
    """Nobody appends an event to them until the transaction ends."""
    rows = Task.objects.select_for_update(no_key=True).filter(pk__in=list(ids))
    list(rows.order_by("pk").values_list("pk", flat=True))


def _offered_as_read(offer: Offer, digest: str) -> Offer:
    if offer.obstacles:
        raise PublicError("obstacle", "".join(offer.obstacles))
    if offer.digest != digest:
        raise changed_meanwhile()
    return offer


def changed_meanwhile() -> PublicError:
    """What is refused where the words are not those that were read."""
    return PublicError("changed", _("您看过预览之后内容有了变化，没有公开；请重新看过再公开。"))


def _chosen_tasks(offer: Offer, ids: Collection[int]) -> list[int]:
    possible = {offered.task.id for offered in offer.choosable}
    wrong = sorted(set(ids) - possible)
    if wrong:
        numbers = "、".join(f"T{task_id:06d}" for task_id in wrong)
        raise PublicError(
            "obstacle", _("%(numbers)s 不能公开或已经公开，请重新选择。") % {"numbers": numbers}
        )
    if not ids:
        raise PublicError("nothing", _("没有选择任务；请至少勾选一项要公开的任务。"), "tasks")
    return sorted(set(ids))


def _current(subjects: Iterable[tuple[PublicKind, int]]) -> list[PublicMark]:
    found: list[PublicMark] = []
    wanted = list(subjects)
    for kind in PublicKind:
        ids = [pk for each, pk in wanted if each == kind]
        rows = PublicMark.objects.at(None).select_for_update()
        found += rows.filter(kind=kind, subject_id__in=ids).order_by("pk")
    return found


def _mark(
    subjects: list[tuple[PublicKind, int]],
    *,
    reason: str,
    digest: str,
    actor: Person,
    moment: datetime,
) -> list[PublicMark]:
    _end(_current(subjects), reason=_("重新审查"), actor=actor, moment=moment)
    return PublicMark.objects.bulk_create(
        PublicMark(
            kind=kind,
            subject_id=subject_id,
            since=moment,
            digest=digest,
            marked_by=actor,
            reason=reason,
        )
        for kind, subject_id in subjects
    )


def _end(marks: Iterable[PublicMark], *, reason: str, actor: Person, moment: datetime) -> None:
    for mark in marks:
        mark.until, mark.withdrawn_by, mark.withdrawal_reason = moment, actor, reason
        mark.save(update_fields=["until", "withdrawn_by", "withdrawal_reason"])
