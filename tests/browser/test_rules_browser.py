"""A practice changed, a notice pasted, a due day explained: on an office screen and a telephone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.conftest import (  # noqa: F401 - fixtures
    clerk,
    make_person,
    make_task,
    make_unit,
    region,
    science,
)
from supervision.rules.test_notices import OF_2026
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.supervision.domain.rules.calendar import calendar_in_force
from taizhang.supervision.domain.rules.practice import practice_on

PAGES = ["practice", "regimes", "regimes/default", "calendar", "calendar/new", "provisional"]


@pytest.fixture
def head(transactional_db):
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


@pytest.mark.browser
def test_head_changes_the_practice(page, log_in, head):
    log_in(head)
    page.goto("/ledger/")
    page.click(".tabs a:text-is('机制与口径')")
    day = timezone.localdate() + timedelta(days=7)
    page.fill("[name=valid_from]", day.isoformat())
    page.select_option("[name=regime]", "yichang-2015")
    page.click("button:text-is('自这一天起使用')")
    assert "已保存" in page.inner_text("#notices")
    assert practice_on(day).regime == "yichang-2015"


@pytest.mark.browser
def test_notice_is_pasted_checked_and_saved(page, log_in, head):
    log_in(head)
    page.goto("/supervision/calendar/new/")
    page.fill("[name=text]", OF_2026.replace("2026年", "2032年").replace("2025", "2031"))
    page.click("button:text-is('读取')")
    assert page.input_value("[name=year]") == "2032"
    for number in range(7):  # other days of the week: only the festivals stay
        page.fill(f"[name=form-{number}-work]", "")
    page.click("button:text-is('试看')")
    assert page.locator(".month").count() == 12
    page.click("button:text-is('保存')")
    page.wait_for_url("**/supervision/calendar/?year=2032")
    assert calendar_in_force().knows(2032)


@pytest.mark.browser
def test_due_day_opens_its_explanation(page, log_in, make_task, clerk, transactional_db):  # noqa: F811
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=timezone.now())
    log_in(clerk)
    page.goto(task.get_absolute_url())
    page.click("tr:has-text('三日内反馈') + .why-row summary")
    assert "起数，当日不计" in page.inner_text("details[open]")
    assert page.locator("details[open] .runs li").count() >= 1


@pytest.mark.browser
def test_pages_fit_a_telephone(page, log_in, head):
    log_in(head)
    page.set_viewport_size({"width": 390, "height": 844})
    for name in PAGES:
        page.goto(f"/supervision/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
