"""What reports add to the desk and beside the list of tasks (报告的工作台、分页)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.domain.standing import Standing
from taizhang.ledger.enums import TaskState
from taizhang.ledger.openings import register_opening
from taizhang.ledger.tabs import Tab, register_tab
from taizhang.messages.registry import register_digest_kinds, register_digest_source

from .domain.queries.owed import owed_places, owed_rows
from .domain.queries.reviews import filed_reports, waiting_reviews
from .domain.reports.opening import record_opening
from .domain.reports.rating import RATE
from .domain.reports.reminding import DIGEST_KINDS, remind_of_owed
from .views.owed_items import OwedItem
from .views.report_access import has_reports, owes_reports, reviews_reports

_SHOWN = 12
_ASKED = frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY})


def register_report_lists() -> None:
    """Register desk lists, tab, kinds of reminders; called once when the application starts."""
    register_digest_kinds(DIGEST_KINDS)
    register_digest_source(remind_of_owed)
    register_opening(record_opening)
    registry.register_task_action(_REPORT)
    registry.register_task_action(_RATE)
    registry.register_desk_list(_OWED)
    registry.register_desk_list(_REVIEWS)
    register_tab(_TAB)


def _owed(person: Person, *, now: datetime) -> registry.DeskRows | None:
    if not owes_reports(person):
        return None
    places = owed_places(person, now=now)
    rows = [OwedItem(row, None, now) for row in owed_rows(places[:_SHOWN])]
    empty = _("到期的都报了。")
    return registry.DeskRows(rows, len(places), empty, reverse("supervision:reports"))


def _reviews(person: Person, *, now: datetime) -> registry.DeskRows | None:
    if not reviews_reports(person):
        return None
    waiting = waiting_reviews(person, now=now, limit=_SHOWN)
    if not waiting.count:
        return None
    url = reverse("supervision:report-reviews")
    rows = filed_reports(waiting.places)
    return registry.DeskRows(rows, waiting.count, _("没有等待审核的报告。"), url)


def _owes_here(task: Snapshot, standing: Standing) -> bool:
    """Whether the person's unit speaks for a task that is dispatched and not under review."""
    return standing.speaks_for_the_task and task.state in _ASKED


def _count(person: Person, *, now: datetime) -> int:
    """What the person owes and what waits for their review."""
    return len(owed_places(person, now=now)) + waiting_reviews(person, now=now).count


_OWED = registry.DeskList(
    "owed",
    _("我要报的"),
    lambda person: True,
    _owed,
    50,
    "supervision/parts/desk_owed.html",
    assets=("supervision/reports.css", "supervision/reports.js"),
)
_REPORT = registry.TaskAction(
    "report_owed", _("按督办要求报送"), "supervision:task-reports", _owes_here
)
_RATE = registry.TaskAction("rate", RATE.label, "supervision:rating", RATE.is_open)
_REVIEWS = registry.DeskList(
    "report_reviews",
    _("等我审核的报告"),
    lambda person: True,
    _reviews,
    420,
    "supervision/parts/desk_reviews.html",
    bulk="supervision/parts/bulk_reviews.html",
)
_TAB = Tab("reports", _("报告"), "supervision:reports", has_reports, 20, _count)
