"""A liaison answers what is owed, a clerk reviews it: office screen and telephone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.conftest import high_tech_goal
from supervision.owing_tasks import dispatch, filled
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.adding import TaskInput, add_tasks
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Event
from taizhang.organisations.models import Membership, Region, Unit
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.rules.versioning import record_shipped
from taizhang.supervision.models import SupervisedTask

pytestmark = pytest.mark.browser


@pytest.fixture
def city(transactional_db):
    """A clerk, a liaison of one unit."""
    record_shipped(as_of=timezone.now())
    region = Region.objects.get_or_create(name="云岭市", level="市")[0]
    unit = Unit.objects.create(region=region, name="市科技局")
    clerk = Person.objects.create_user("wangfang", name="王芳", roles=[Role.CLERK])
    liaison = Person.objects.create_user("liwei", name="李伟")
    Membership.objects.create(person=liaison, unit=unit, role=Role.LIAISON, starts=date(2024, 1, 1))
    return clerk, liaison, unit


def owing(city, count, days_ago=0):
    clerk, _liaison, unit = city
    when = timezone.now() - timedelta(days=days_ago)
    inputs = [
        TaskInput(
            title=f"加大创新主体培育力度，挂牌成立第{n + 1}个产业技术研究院",
            text="挂牌成立产业技术研究院，力争培育140家高新技术企业。",
            basis="《云岭市攻坚二季度若干措施》第1条",
            units=(Answer(unit.pk, "responsible", "市科技局"),),
            targets=(high_tech_goal(),),
            due=date(2099, 12, 31),
        )
        for n in range(count)
    ]
    tasks = add_tasks(inputs, actor=clerk, as_of=when)
    return dispatch(tasks, clerk, when)


def expect_refusals(page_errors):
    """The browser reports every 422; any other complaint fails the test."""
    page_errors[:] = [error for error in page_errors if "422" not in error]


def test_commonest_item_takes_three_clicks(page, log_in, city):
    owing(city, 3)
    log_in(city[1])
    page.goto("/")
    page.locator("section:has-text('我要报的') .desk-list a").first.click()
    first = page.locator("details.owed[open]")
    first.locator("textarea").nth(0).fill("创新处张三负责")
    first.locator("textarea").nth(1).fill("分三步推进，月底前完成选址")
    first.locator("button:text-is('报出')").click()
    page.wait_for_selector(".owed-saved")
    assert Event.objects.filter(type="reported").count() == 1
    assert page.locator("details.owed[open]").count() == 1


def test_what_is_missing_is_said_in_place_and_the_rest_stays(page, log_in, city, page_errors):
    owing(city, 2)
    log_in(city[1])
    page.goto("/supervision/reports/")
    page.locator("details.owed").nth(1).locator("summary").click()
    page.locator("details.owed").nth(1).locator("textarea").nth(0).fill("后一项写了一半")
    first = page.locator("details.owed").nth(0)
    first.locator("textarea").nth(0).fill("只写了负责人")
    first.locator("button:text-is('报出')").click()
    page.wait_for_selector(".owed .banner-bad")
    assert "还缺“怎么办”" in page.inner_text(".owed .banner-bad")
    assert page.locator("details.owed").nth(1).locator("textarea").nth(0).input_value()
    page.locator("details.owed").nth(0).locator("textarea").nth(1).fill("分三步")
    page.click("button:text-is('全部提交')")
    page.wait_for_selector("#notices >> text=已报 1 项")
    assert page.locator("textarea").nth(0).input_value() == "后一项写了一半"
    expect_refusals(page_errors)


def test_words_of_last_time_are_pointed_out_while_typing(page, log_in, city, page_errors):
    [task] = owing(city, 1, days_ago=70)
    _clerk, liaison, _unit = city
    then = timezone.now() - timedelta(days=40)
    report_owed(task, filled("period:1"), actor=liaison, as_of=then)
    log_in(liaison)
    page.goto(f"/supervision/reports/?task={task.number}")
    item = page.locator("details.owed", has_text="报告").filter(has_text="年").first
    if item.get_attribute("open") is None:
        item.locator("summary").click()
    item.locator("textarea").nth(0).fill("本月进展：已完成招标，正在组织施工")
    item.locator("textarea").nth(1).fill("无")
    page.wait_for_selector(".doubts p")
    assert "相同或几乎相同" in item.locator(".doubts").inner_text()
    item.locator("textarea").nth(2).fill("准备验收")
    item.locator("button:text-is('报出')").click()
    page.wait_for_selector(".owed .banner-warn")
    page.check("text=已核对，就按这样报")
    page.locator(".owed:has(.banner-warn) button:text-is('报出')").click()
    page.wait_for_selector(".owed-saved")
    assert SupervisedTask.objects.at(None).get(task=task).repeats == 1
    expect_refusals(page_errors)


def test_clerk_accepts_in_one_click_and_returns_with_words(page, log_in, city, page_errors):
    clerk, liaison, _unit = city
    for task in owing(city, 3):
        report_owed(task, filled("step:deployed"), actor=liaison, as_of=timezone.now())
    log_in(clerk)
    page.goto("/supervision/reports/reviews/")
    page.locator("section.review").nth(0).locator("button:text-is('通过')").click()
    page.wait_for_selector(".owed-saved >> text=已通过")
    page.locator("section.review").nth(0).locator("button:text-is('重报')").click()
    page.wait_for_selector(".review .field-error")
    page.locator("section.review").nth(0).locator("textarea").fill("没有写明由谁负责")
    page.locator("section.review").nth(0).locator("button:text-is('重报')").click()
    page.wait_for_selector(".owed-saved >> text=已要求重报")
    page.check("text=全选本页")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("button:text-is('勾选的全部通过')")
    page.wait_for_selector("#notices >> text=已通过 1 份报告")
    expect_refusals(page_errors)


def test_two_hundred_owed_items_stay_usable_and_fit_a_telephone(page, log_in, city):
    owing(city, 200)
    log_in(city[1])
    page.goto("/supervision/reports/")
    assert "200 项应报" in page.inner_text("h1")
    assert page.locator("details.owed").count() == 30
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
