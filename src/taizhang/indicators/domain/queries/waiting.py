"""Targets that are held to no series yet (待挂接的目标)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.enums import OPEN_STATES, TaskState
from taizhang.ledger.models import Target, TaskVersion

from ...models import GoalVersion, UnmeasuredTarget
from ...permissions import may_define

_STATES = OPEN_STATES | {TaskState.CLOSED}


def linkable_targets(person: Person, *, on: date) -> QuerySet[Target]:
    """The current targets that the person may tie to series: all, or those of the tasks they
    supervise."""
    living = TaskVersion.objects.at(None).filter(task=OuterRef("task"), state__in=_STATES)
    targets = Target.objects.at(None).filter(Exists(living))
    if may_define(person):
        return targets
    oversight = oversight_of(person, on=on)
    mine = Q(task__keeper__in=oversight.units)
    return targets.filter(mine | Q(task__keeper__isnull=True) if oversight.city else mine)


def waiting_targets(person: Person, *, on: date) -> QuerySet[Target]:
    """Those of them that are held to no series, and of which nobody said that none is kept."""
    return linkable_targets(person, on=on).exclude(_is_held()).exclude(_is_left_out())


def left_out_targets(person: Person, *, on: date) -> QuerySet[Target]:
    """Those of them for which no indicator is kept."""
    return linkable_targets(person, on=on).filter(_is_left_out())


def _is_held() -> Exists:
    versions = GoalVersion.objects.at(None).filter(
        goal__task=OuterRef("task"), goal__target_key=OuterRef("key")
    )
    return Exists(versions)


def _is_left_out() -> Exists:
    decisions = UnmeasuredTarget.objects.at(None).filter(
        task=OuterRef("task"), target_key=OuterRef("key")
    )
    return Exists(decisions)
