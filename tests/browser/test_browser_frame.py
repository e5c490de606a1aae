"""The frame by keyboard, menu and htmx, in a real browser."""

from datetime import UTC, datetime

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.messages.models import Message

NOON = datetime(2024, 5, 8, 4, 0, tzinfo=UTC)
PASSWORD = "云岭-门锁-27"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def clerk(db) -> Person:
    return Person.objects.create_user("limin", PASSWORD, name="李敏", roles=[Role.CLERK])


def _enter(page) -> None:
    page.goto("/login/")
    page.fill("[name=username]", "limin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu")


@pytest.mark.browser
def test_log_in_by_keyboard_leads_to_the_desk_and_the_menu_leads_out(page, clerk):
    _enter(page)
    assert page.locator(".rail [aria-current]").inner_text() == "工作台"
    page.click(".menu summary")
    page.click("text=退出登录")
    page.wait_for_url("**/login/")


@pytest.mark.browser
def test_keys_reach_help_search_and_menu(page, clerk, log_in):
    log_in(clerk)
    page.goto("/password/")
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("高新技术")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledger/?q=*")


@pytest.mark.browser
def test_first_tab_offers_to_skip_to_the_content(page, clerk, log_in):
    log_in(clerk)
    page.goto("/inbox/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
def test_open_menu_closes_on_escape_and_on_a_click_elsewhere(page, clerk, log_in):
    log_in(clerk)
    page.goto("/inbox/")
    summary = page.locator(".menu summary")
    summary.click()
    page.keyboard.press("Escape")
    assert not page.locator(".menu-list").is_visible()
    summary.click()
    page.locator("h1").click()
    assert not page.locator(".menu-list").is_visible()


@pytest.mark.browser
def test_language_changes_on_the_page_where_one_is(page, clerk, log_in):
    log_in(clerk)
    page.goto("/password/")
    page.click(".menu summary")
    page.click(".menu button:has-text('English')")
    page.wait_for_url("**/password/")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/", "/ledger/", "/documents/", "/inbox/", "/password/"])
def test_pages_fit_a_phone(page, clerk, log_in, address):
    log_in(clerk)
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
def test_lost_connection_is_told_in_a_sentence(page, clerk, log_in, page_errors):
    log_in(clerk)
    page.goto("/inbox/")
    page.context.set_offline(True)
    page.evaluate("void htmx.ajax('GET', '/inbox/', '#main').catch(() => {})")
    page.wait_for_selector("#notices [role=alert]")
    assert "连不上服务器" in page.locator("#notices").inner_text()
    page.context.set_offline(False)
    page_errors.clear()


@pytest.mark.browser
def test_j_and_k_move_between_rows(page, clerk, log_in):
    for number in range(3):
        Message.objects.create(
            recipient=clerk, kind="x", subject=f"第 {number} 条", url="/password/", sent_at=NOON
        )
    log_in(clerk)
    page.goto("/inbox/")
    rows = page.locator("[data-row-key]")
    for key, expected in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        selected = [rows.nth(at).get_attribute("aria-selected") for at in range(3)]
        assert selected.index("true") == expected
        assert selected.count("true") == 1
