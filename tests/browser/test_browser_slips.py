"""A clerk sends slips in one go, the unit's leader answers on a telephone, the clerk lifts."""

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
from supervision.asking import TITLES, leader, set_going, state_of  # noqa: F401 - a fixture
from taizhang.supervision.models import MechanismVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def late(transactional_db, make_task, clerk, liaison, leader):  # noqa: F811
    """Three tasks of 市科技局 under 13710 that nobody reported on for eight days."""
    then = timezone.now() - timedelta(days=8)
    made = [make_task(title=title) for title in TITLES]
    version = MechanismVersion.objects.get(key="13710")
    choices = {"supervision": {"mechanism": version.pk, "kind": "ordinary"}}
    return set_going(made, clerk=clerk, liaison=liaison, as_of=then, choices=choices)


def test_slips_go_out_are_answered_and_lifted(page, log_in, late, clerk, leader):  # noqa: F811
    log_in(clerk)
    page.goto("/supervision/slips/")
    page.get_by_role("link", name="待发督查单").first.click()
    page.get_by_label("全选本页").check()
    page.get_by_role("button", name="预览并发出勾选的督查单").click()
    page.get_by_text("发督查单：3 张，还没有发出").wait_for()
    page.get_by_role("button", name="发出", exact=True).click()
    page.get_by_text("已发出 3 张督查单").wait_for()
    page.context.clear_cookies()
    log_in(leader)
    page.set_viewport_size(PHONE)
    page.goto(f"/supervision/tasks/{late[0].number}/slip/")
    page.get_by_label("答复", exact=False).first.fill("已组织补报，明日报送。")
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_text("答复待审").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.clear_cookies()
    log_in(clerk)
    page.goto(f"/supervision/tasks/{late[0].number}/slip/")
    page.get_by_role("button", name="销号", exact=True).click()
    page.get_by_text("督查单已销号").first.wait_for()
    assert [state_of(task).slip.is_open for task in late] == [False, True, True]
