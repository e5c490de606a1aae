"""A meeting's minutes become tasks; a leader instructs from a phone; the weekly table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taizhang.accounts.domain.people import create_person
from taizhang.accounts.models import Person
from taizhang.ledger.models import Task
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.supervision.models import Instruction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
UNITS = ("市科技局", "市工业和信息化局", "市住房和城乡建设局", "市财政局", "市城市管理局")
MINUTES = """会议听取了一季度重点工作情况汇报。
会议议定以下事项：
一、加快高新技术企业培育，年底前新增认定高新技术企业20家。（责任单位：市科技局）
二、由市住房和城乡建设局牵头，市财政局配合，两周内完成老旧小区改造方案。
三、市城市管理局会同市工业和信息化局一周内报送充电桩布点清单。
会议强调，各部门要压实责任，确保落实。"""


@pytest.fixture
def people(transactional_db) -> dict[str, Person]:
    now = timezone.now()
    city = ensure_region("云岭市")
    ensure_units(UNITS, region=city, actor=None, as_of=now)

    def make(username, name, role):
        return create_person(username, name=name, roles=[role], actor=None, as_of=now)

    return {
        "clerk": make("limin", "李敏", "clerk"),
        "leader": make("zhou", "周建国", "city_leader"),
    }


def test_minutes_become_tasks_and_stand_on_the_weekly_table(page, log_in, people):
    log_in(people["clerk"])
    page.goto("/supervision/meetings/")
    page.get_by_role("link", name="录入会议").first.click()
    page.get_by_label("会议类别").fill("周调度会")
    page.get_by_label("会议名称").fill("第12次周调度会")
    last_week = timezone.localdate() - timedelta(days=7)
    page.get_by_label("开会日期").fill(last_week.isoformat())
    page.get_by_label("议定事项").fill(MINUTES)
    page.get_by_role("button", name="录入并识读").click()
    page.get_by_text("读出 3 项任务").wait_for()
    page.get_by_label("第5行 任务").fill("报送充电桩布点清单")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="列入台账并交办").click()
    page.get_by_text("已列入台账并交办 3 项任务").wait_for()
    assert Task.objects.count() == 3

    page.get_by_role("navigation", name="会议批示").locator("visible=true")
    page.goto("/supervision/meetings/series/")
    page.get_by_text("3 项，办结 0 项").wait_for()
    page.get_by_role("link", name="报送充电桩布点清单").click()
    page.get_by_role("heading", name="来源").wait_for()
    assert page.get_by_text("第三项").first.is_visible()


def test_leader_instructs_on_a_phone_with_three_fields(page, log_in, people):
    page.set_viewport_size(PHONE)
    log_in(people["leader"])
    page.goto("/supervision/instructions/give/")
    page.get_by_label("办什么").fill("城北内涝点要在汛期前整治到位")
    page.get_by_label("谁来办").fill("市住房和城乡建设局")
    page.get_by_label("什么时候办完").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="下达", exact=True).click()
    page.get_by_text("批示已送督查室").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.set_viewport_size({"width": 1366, "height": 768})
    page.context.clear_cookies()
    log_in(people["clerk"])
    page.goto("/")
    page.get_by_role("link", name="城北内涝点要在汛期前整治到位").click()
    page.get_by_role("button", name="只列入台账").click()
    page.get_by_text("已列入台账 1 项任务").wait_for()
    assert Instruction.objects.get().matters.get().task is not None
