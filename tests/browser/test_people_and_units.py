"""The road of a new liaison: account, own password, appointment, message, hand-over."""

from datetime import UTC, date, datetime

import pytest

from taizhang.accounts.domain.people import create_person
from taizhang.accounts.models import Person
from taizhang.messages.domain import unread_count
from taizhang.organisations.domain.memberships import appoint
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Membership, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 5, 8, 4, 0, tzinfo=UTC)
OWN = "自己的-密语-九十"


@pytest.fixture
def admin(transactional_db) -> Person:
    return create_person("admin", name="方卫", roles=["administrator"], actor=None, as_of=NOON)


@pytest.fixture
def unit(transactional_db) -> Unit:
    city = ensure_region("云岭市")
    return ensure_units(["市科学技术局"], region=city, actor=None, as_of=NOON)["市科学技术局"]


def test_a_new_liaison_comes_in_and_is_appointed(page, log_in, admin, unit):
    log_in(admin)
    page.goto("/people/new/")
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("姓名").fill("王思远")
    page.get_by_role("button", name="保存并生成临时密码").click()
    password = page.locator("td.strong").inner_text()

    page.goto(f"/units/{unit.pk}/")
    page.get_by_text("还没有人代表这家单位").wait_for()
    page.get_by_text("指定人员").click()
    page.get_by_label("人员").select_option(label="王思远（wang）")
    page.get_by_label("开始").fill("2026-05-08")
    page.locator("details[open] button", has_text="保存").click()
    page.get_by_role("link", name="王思远").wait_for()

    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/password/")
    page.get_by_label("原密码").fill(password)
    page.get_by_label("新密码", exact=False).nth(0).fill(OWN)
    page.get_by_label("再输一次新密码").fill(OWN)
    page.get_by_role("button", name="保存新密码").click()
    page.get_by_text("密码已修改").wait_for()

    page.goto("/inbox/")
    page.get_by_text("您已被指定为市科学技术局的单位联络员").wait_for()
    page.get_by_role("button", name="打开").click()
    page.get_by_role("heading", name="王思远").wait_for()
    assert unread_count(Person.objects.get(username="wang")) == 0


def test_duties_are_handed_over_with_the_keyboard(page, log_in, admin, unit):
    old, new = (
        create_person(username, name=name, actor=admin, as_of=NOON)
        for username, name in (("old", "潘志刚"), ("new", "王思远"))
    )
    appoint(old, unit, role="liaison", starts=date(2026, 1, 1), actor=admin, as_of=NOON)
    log_in(admin)
    page.goto("/units/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="移交").click()
    page.get_by_label("接手人").select_option(label="王思远（new）")
    page.get_by_label("接手日期").fill("2026-06-01")
    page.get_by_role("button", name="保存").focus()
    page.keyboard.press("Enter")
    page.get_by_text("双方都会收到消息").wait_for()
    handed = Membership.objects.get(person=new)
    assert (handed.unit, handed.starts) == (unit, date(2026, 6, 1))
    assert Membership.objects.get(person=old).ends == date(2026, 5, 31)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_pages_fit_the_width_of_the_screen(page, log_in, admin, unit, size):
    names = [f"市第{number}局" for number in range(60)]
    ensure_units(names, region=unit.region, actor=None, as_of=NOON)
    log_in(admin)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for address in ("/units/", f"/units/{unit.pk}/", "/people/", "/changes/", "/inbox/"):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], address
