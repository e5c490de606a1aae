"""A mechanism changed by the head of the office, on an office screen and a telephone."""

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.supervision.domain.rules.versioning import newest_version

PAGE = "/supervision/mechanisms/13710/"


@pytest.mark.browser
def test_head_tries_and_saves_another_term(page, log_in, transactional_db):
    log_in(Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD]))
    page.goto("/supervision/mechanisms/")
    page.click("a:text-is('“13710”督办工作机制')")
    page.fill("[name=start]", "2026-06-01")
    page.click("button:text-is('试算')")
    assert page.locator(".timeline time:text-is('2026-06-08')").count() == 1
    page.click("a:text-is('改期限和要求')")
    page.fill("[name=start]", "2026-06-01")
    page.fill("[aria-label='“七日内办结”的期限']", "9")
    page.click("button:text-is('试算')")
    assert page.locator(".timeline time:text-is('2026-06-10')").count() == 1
    page.click("button:text-is('保存为新版本')")
    page.wait_for_url(f"**{PAGE}?version=*")
    assert "已保存为新版本" in page.inner_text("#notices")
    assert newest_version("13710").mechanism.steps[2].within.number == 9


@pytest.mark.browser
def test_pages_fit_a_telephone(page, log_in, transactional_db):
    log_in(Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD]))
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/supervision/mechanisms/", PAGE, PAGE + "edit/", PAGE + "text/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
