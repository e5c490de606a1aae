"""Where bulletins stand outside their pages: the tab, lists of the desk (通报的入口)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.tabs import Tab, register_tab
from taizhang.messages.registry import register_digest_kinds, register_digest_source

from .domain.bulletins.reminding import DIGEST_KINDS, remind_of_answers
from .domain.queries.waiting import bulletins_to_review, late_answers, waiting_for_answer
from .permissions import may_list_bulletins

_SHOWN = 12


def register_bulletins() -> None:
    """Register all of it; called once when the application starts."""
    register_tab(_TAB)
    registry.register_desk_list(_REVIEW)
    registry.register_desk_list(_ANSWER)
    registry.register_desk_list(_LATE)
    register_digest_kinds(DIGEST_KINDS)
    register_digest_source(remind_of_answers)


def _anybody(person: Person) -> bool:
    """Whether something is for somebody depends on the day: the queries tell."""
    return True


def _to_review(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = bulletins_to_review(person, now=now)
    if not found:
        return None
    url = f"{reverse('reporting:bulletins')}?state=draft"
    return registry.DeskRows(found[:_SHOWN], len(found), _("没有等您审核的通报。"), url)


def _to_answer(person: Person, *, now: datetime) -> registry.DeskRows | None:
    rows = waiting_for_answer(person, now=now)
    if not rows:
        return None
    url = f"{reverse('reporting:bulletins')}?state=issued"
    return registry.DeskRows(rows[:_SHOWN], len(rows), _("没有等您回复的通报。"), url)


def _late(person: Person, *, now: datetime) -> registry.DeskRows | None:
    rows = late_answers(person, now=now)
    if not rows:
        return None
    url = f"{reverse('reporting:bulletins')}?state=issued"
    return registry.DeskRows(rows[:_SHOWN], len(rows), _("没有逾期的回复。"), url)


_TAB = Tab(
    "bulletins",
    _("通报"),
    "reporting:bulletins",
    may_list_bulletins,
    position=20,
    group="reporting",
)
_REVIEW = registry.DeskList(
    "bulletins-review",
    _("通报，等我审核"),
    _anybody,
    _to_review,
    460,
    "reporting/parts/desk_bulletins.html",
)
_ANSWER = registry.DeskList(
    "bulletins-answer",
    _("通报，待我回复"),
    _anybody,
    _to_answer,
    130,
    "reporting/parts/desk_answers.html",
)
_LATE = registry.DeskList(
    "bulletins-late",
    _("通报，逾期未回复"),
    _anybody,
    _late,
    465,
    "reporting/parts/desk_late_answers.html",
)
