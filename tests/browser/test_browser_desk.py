"""The desk in a browser: few clicks, keys, all that is ticked, office screen and telephone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.conftest import high_tech_goal
from supervision.owing_tasks import dispatch, filled, sign
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.adding import TaskInput, add_tasks
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Assignment, Event
from taizhang.organisations.models import Membership, Region, Unit
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.rules.versioning import record_shipped

pytestmark = pytest.mark.browser


class City:
    """A clerk, a liaison of one unit, and tasks between them."""

    def __init__(self) -> None:
        record_shipped(as_of=timezone.now())
        region = Region.objects.get_or_create(name="云岭市", level="市")[0]
        self.unit = Unit.objects.create(region=region, name="市科技局")
        self.clerk = Person.objects.create_user("wangfang", name="王芳", roles=[Role.CLERK])
        self.liaison = Person.objects.create_user(
            "liwei", name="李伟", password="Yunling-2024-desk"
        )
        Membership.objects.create(
            person=self.liaison, unit=self.unit, role=Role.LIAISON, starts=date(2024, 1, 1)
        )

    def tasks(self, count, days_ago=0, signed=True):
        when = timezone.now() - timedelta(days=days_ago)
        inputs = [
            TaskInput(
                title=f"加大创新主体培育力度，挂牌成立第{n + 1}个产业技术研究院",
                text="挂牌成立产业技术研究院，力争培育140家高新技术企业。",
                basis="《云岭市攻坚二季度若干措施》第1条",
                units=(Answer(self.unit.pk, "responsible", "市科技局"),),
                targets=(high_tech_goal(),),
                due=date(2099, 12, 31),
            )
            for n in range(count)
        ]
        tasks = dispatch(add_tasks(inputs, actor=self.clerk, as_of=when), self.clerk, when)
        if signed:
            sign(tasks, self.liaison, when)
        return tasks


@pytest.fixture
def city(transactional_db):
    return City()


def test_commonest_item_takes_three_clicks_from_the_log_in(page, city):
    city.tasks(2)
    page.goto("/")
    page.fill("#id_username", "liwei")
    page.fill("#id_password", "Yunling-2024-desk")
    clicks = 0
    for selector in (".button-main", "#list-owed [data-answer] >> nth=0"):
        page.click(selector)
        clicks += 1
    form = page.locator("#list-owed .owed")
    form.locator("textarea").nth(0).fill("创新处张三负责")
    form.locator("textarea").nth(1).fill("分三步推进，月底前完成选址")
    form.locator("button:text-is('报出')").click()
    clicks += 1
    page.wait_for_selector("#list-owed .owed-saved")
    assert clicks == 3
    assert Event.objects.filter(type="reported").count() == 1


def test_report_by_keys_alone_goes_on_to_the_next_row(page, log_in, city):
    city.tasks(2)
    log_in(city.liaison)
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("#list-owed .owed textarea:focus")
    page.keyboard.type("jxae 由创新处负责")
    page.locator("#list-owed .owed textarea").nth(1).fill("分三步推进")
    page.locator("#list-owed button:text-is('报出')").press("Enter")
    page.wait_for_selector("#list-owed li.done")
    second = page.locator("#list-owed li").nth(1).get_attribute("data-row-key")
    page.locator(f"[data-row-key='{second}']:focus").wait_for()


def test_clerk_accepts_a_report_in_its_row_and_stands_on_the_next(page, log_in, city):
    for task in city.tasks(3):
        report_owed(task, filled("step:deployed"), actor=city.liaison, as_of=timezone.now())
    log_in(city.clerk)
    page.goto("/")
    rows = page.locator("#list-report_reviews li")
    second = rows.nth(1).get_attribute("data-row-key")
    rows.nth(0).locator("select").select_option("good")
    rows.nth(0).locator("button:text-is('通过')").click()
    page.wait_for_selector("#notices >> text=已通过 1 份报告")
    page.locator(f"[data-row-key='{second}']:focus").wait_for()
    page.keyboard.press("a")
    page.wait_for_selector("#list-report_reviews li:only-child")
    assert Event.objects.filter(type="report_reviewed").count() == 2


def test_all_that_is_ticked_is_signed_at_once(page, log_in, city):
    city.tasks(3, signed=False)
    log_in(city.liaison)
    page.goto("/")
    page.check("#list-to_sign >> text=全选")
    page.keyboard.press("j")
    page.locator("#list-to_sign li").nth(2).locator("input[type=checkbox]").uncheck()
    page.click("button:text-is('签收勾选的')")
    page.wait_for_selector("#notices >> text=已签收 2 项任务")
    assert Assignment.objects.at(None).filter(signed_at__isnull=True).count() == 1
    page.locator("#list-to_sign li:only-child").wait_for()


def test_late_units_are_urged_from_the_desk(page, log_in, city):
    city.tasks(3, days_ago=5)
    log_in(city.clerk)
    page.goto("/")
    assert page.inner_text(".desk-counts a[href='#list-overdue'] .big-count") == "3"
    page.check("#list-overdue >> text=全选")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("button:text-is('催办勾选的')")
    page.wait_for_selector("#notices >> text=已催办 3 项任务")
    assert Event.objects.filter(type="urged").count() == 3


def test_question_mark_shows_the_keys_of_the_desk(page, log_in, city):
    log_in(city.liaison)
    page.goto("/")
    page.wait_for_selector(".empty >> text=都办完了")
    page.keyboard.press("?")
    assert "填写选中一行的报告" in page.inner_text("dialog#keys")


def test_desk_fits_a_telephone_and_works_without_script(browser, live_server, log_in, city, page):
    city.tasks(2, signed=False)
    log_in(city.liaison)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cookies = page.context.cookies()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="zh-CN"
    )
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto("/")
    plain.locator("#list-to_sign button:text-is('签收')").first.click()
    plain.wait_for_selector("#notices >> text=已签收 1 项任务")
    plain.locator("#list-owed [data-answer]").first.click()
    plain.wait_for_selector("details.owed[open]")
    context.close()
