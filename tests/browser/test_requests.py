"""Extensions on an office screen and a telephone: the date shows what it means, keys answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    liaison,
    make_person,
    make_task,
    make_unit,
    region,
    science,
)
from supervision.asking import TITLES, extend, leader, send_back, set_going  # noqa: F401 - a fixture
from taizhang.ledger.models import Task
from taizhang.supervision.domain.planning.sources import work_calendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALF_A_YEAR, A_MONTH = timedelta(days=180), timedelta(days=30)


@pytest.fixture
def tasks(transactional_db, make_task, clerk, liaison, leader):  # noqa: F811
    """Three tasks of 市科技局, due in half a year, signed for today."""
    now = timezone.now()
    due = (timezone.localdate(now) + HALF_A_YEAR).isoformat()
    made = [make_task(title=title, due=due) for title in TITLES]
    return set_going(made, clerk=clerk, liaison=liaison, as_of=now)


def due_of(task: Task):
    return task.versions.get(until__isnull=True).due


def test_chosen_day_shows_at_once_what_it_means(page, log_in, tasks, liaison):  # noqa: F811
    log_in(liaison)
    page.goto(tasks[0].get_absolute_url())
    page.click("a:text-is('申请延期')")
    assert "由督查专员或督查室主任审批" in page.inner_text("#effect")
    day = work_calendar().roll_on(due_of(tasks[0]) + A_MONTH)
    days = (day - due_of(tasks[0])).days
    page.fill("[name=due]", day.isoformat())
    page.dispatch_event("[name=due]", "change")
    page.wait_for_selector(f"#effect >> text=顺延 {days} 天")
    page.fill("[name=reason]", "招标流标")
    page.fill("[name=progress]", "过半")
    page.click("button:text-is('提交申请')")
    page.wait_for_selector("text=还没有签批")


def test_clerk_goes_through_the_list_by_keys(page, log_in, tasks, clerk, leader):  # noqa: F811
    now = timezone.now()
    for task in tasks:
        extend(task, due_of(task) + A_MONTH, actor=leader, as_of=now)
    log_in(clerk)
    page.goto("/supervision/requests/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("button:text-is('同意勾选的申请')")
    page.wait_for_selector("text=已同意 2 件申请")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.click("button.button-main:text-is('同意')")
    page.wait_for_selector("text=没有在等待处理的申请")


def test_pages_fit_a_telephone(page, log_in, tasks, clerk, liaison, leader):  # noqa: F811
    now = timezone.now()
    extend(tasks[0], due_of(tasks[0]) + A_MONTH, actor=leader, as_of=now)
    send_back(tasks[1], actor=leader, as_of=now)
    log_in(liaison)
    page.set_viewport_size({"width": 390, "height": 844})
    start = f"/supervision/requests/{tasks[2].number}/"
    for name in ("", "extend/", "send-back/", "suspend/"):
        page.goto(start + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    log_in(clerk)
    for address in ("/supervision/requests/", start.replace(tasks[2].number, tasks[0].number)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
