"""Whom a clock act tells (时限事项的消息): always the one whose turn it is."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.notices import people_of
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ..clocks.scenes import leaders_of
from .acts import ClockScene
from .approving import Rung

_WORDS = {"extension": "延期", "send_back": "回退", "suspension": "挂账"}  # kept as they were sent


def people_on(rung: Rung, *, as_of: datetime) -> list[Person]:
    """Who can decide."""
    if rung.keeper_id is None:
        return list(Person.objects.filter(is_active=True, roles__overlap=sorted(rung.roles)))
    on = timezone.localdate(as_of)
    return people_acting_for([rung.keeper_id], on=on, role=Role.COUNTY_CLERK)[rung.keeper_id]


def tell_leaders(scene: ClockScene, kind: str, *, name: str, unit_id: int, as_of: datetime) -> None:
    """A request waits for the leader of its unit."""
    people = leaders_of(unit_id, as_of=as_of)
    _tell(scene, people, f"请签批{_WORDS[kind]}申请", f"{name}提出。", kind, "requested", as_of)


def tell_deciders(scene: ClockScene, kind: str, *, name: str, rung: Rung, as_of: datetime) -> None:
    """A signed request waits for its decision."""
    people = people_on(rung, as_of=as_of)
    body = f"{name}提出，单位负责人已签。"
    _tell(scene, people, f"请审批{_WORDS[kind]}申请", body, kind, "signed", as_of)


def tell_asker(
    scene: ClockScene, kind: str, outcome: str, *, said: str, text: str, as_of: datetime
) -> None:
    """A decision reaches everybody who acts for the task's units, and who asked."""
    people = people_of(scene.before, as_of=as_of)
    body = "。".join(part.rstrip("。") for part in (said, text) if part) + "。"
    subject = f"{'同意' if outcome == 'granted' else '不同意'}{_WORDS[kind]}"
    _tell(scene, people, subject, body, kind, outcome, as_of)


def tell_new_units(scene: ClockScene, after: Snapshot, *, as_of: datetime) -> None:
    """The units that a task went to instead are asked to sign for it."""
    send_messages(
        people_of(after, as_of=as_of),
        kind="dispatched",
        subject=f"请签收：{after.title}"[:256],
        body="由其他单位回退后改交。",
        url=scene.task.get_absolute_url(),
        as_of=as_of,
    )


def tell_withdrawn(scene: ClockScene, people: Iterable[Person], *, as_of: datetime) -> None:
    """Nobody need decide any more."""
    kind = scene.request.kind
    _tell(scene, people, f"已撤回{_WORDS[kind]}申请", "", kind, "withdrawn", as_of)


def tell_resumed(scene: ClockScene, *, text: str, as_of: datetime) -> None:
    """The clock runs again."""
    people = people_of(scene.before, as_of=as_of)
    _tell(scene, people, "恢复计时", text, "suspension", "resumed", as_of)


def _tell(
    scene: ClockScene,
    people: Iterable[Person],
    subject: str,
    body: str,
    kind: str,
    step: str,
    as_of: datetime,
) -> None:
    send_messages(
        people,
        kind=f"{kind}_{step}",
        subject=f"{subject}：{scene.before.title}"[:256],
        body=body,
        url=reverse("supervision:request", args=[scene.task.number]),
        as_of=as_of,
    )
