"""The road from a confirmed draft to a closed task, walked by a clerk and a liaison."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.models import Draft
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.models import Assignment, Task
from taizhang.organisations.models import Membership, Region

POLICY = Path(__file__).resolve().parents[2] / "examples/policies/yunling-2026-double-half.txt"
PDF = {"name": "认定名单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def clerk(transactional_db) -> Person:
    return Person.objects.create_user("limin", name="李敏", roles=[Role.CLERK])


@pytest.fixture
def draft(clerk) -> Draft:
    Region.objects.create(name="云岭市", level="市")
    now = timezone.now()
    text = io.BytesIO(POLICY.read_bytes())
    received = receive_source(text, name=POLICY.name, actor=clerk, as_of=now)
    read_source(received.source.pk, as_of=now)
    return Draft.objects.get(source=received.source)


@pytest.fixture
def page_for(browser, live_server):
    """A second window: another session of the browser, logged in as this person."""
    contexts = []

    def open_window(person):
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        contexts.append(context)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def liaison_of(unit_name):
    unit = Assignment.objects.filter(name=unit_name)[0].unit
    person = Person.objects.create_user("gaolei", name="高磊")
    Membership.objects.create(person=person, unit=unit, role=Role.LIAISON, starts=date(2024, 1, 1))
    return person


def open_act(page, label):
    page.click(f".act summary:text-is('{label}')")


@pytest.mark.browser
def file_figure(page, number, value):
    """The figure of the statistics office that closes a target."""
    form = page.locator(f"form.evidence-form[action$='/{number}/figure/']")
    name = f"figure-{number}"
    form.locator(f"[name='{name}-value']").fill(value)
    form.locator(f"[name='{name}-observed_on']").fill(timezone.localdate().isoformat())
    form.locator(f"[name='{name}-source']").fill("市统计局")
    form.locator(f"[name='{name}-file']").set_input_files(PDF)
    form.locator("button:text-is('提交佐证')").click()
    assert "佐证已提交" in page.inner_text("#notices")


def test_from_draft_to_closed_task(page, page_for, log_in, clerk, draft):
    log_in(clerk)
    page.goto(f"/documents/drafts/{draft.pk}/")
    page.click("a:text-is('确认入账')")
    page.check("[name=accept_all]")
    page.click("button:text-is('确认入账')")
    page.wait_for_url(f"**/ledger/?document={draft.pk}")
    task = Task.objects.get(versions__title="壮大创新主体")
    liaison = liaison_of("市科技局")

    page.check(f"input[name=task][value='{task.pk}']")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("button:text-is('交办勾选的任务')")
    assert "已交办 1 项任务" in page.inner_text("#notices")

    office = page_for(liaison)
    office.goto("/inbox/")
    assert "请签收：壮大创新主体" in office.inner_text("main")
    office.goto("/")
    office.click(".desk section:has(h2:text('要签收')) a:text-is('壮大创新主体')")
    office.click("button:text-is('签收')")
    assert "已签收" in office.inner_text("#notices")

    open_act(office, "报告进展")
    form = office.locator("form[action$='/report/']")
    form.locator("[name=percent]").fill("400")
    form.locator("[name=text]").fill("已培育 22 家")
    form.locator("[name=attachments]").set_input_files(PDF)
    form.locator("button:text-is('报告进展')").click()
    assert "已上传：认定名单.pdf" in form.inner_text()
    form.locator("[name=percent]").fill("48")
    form.locator("[name='figure-1']").fill("22")
    form.locator("button:text-is('报告进展')").click()
    assert "进展已报告" in office.inner_text("#notices")
    assert "认定名单.pdf" in office.inner_text("main")

    office.click(".act-links a:text-is('办结佐证')")
    for number, value in (("1", "45"), ("2", "120")):
        file_figure(office, number, value)
    office.click("a:text-is('回到任务')")

    open_act(office, "申请办结")
    form = office.locator("form[action$='/request_closure/']")
    form.locator("[name=text]").fill("已培育 45 家，全部完成")
    form.locator("[name='figure-1']").fill("45")
    form.locator("button:text-is('申请办结')").click()
    assert "等督查室审核" in office.inner_text("#notices")

    page.goto("/")
    page.click(".desk section:has-text('等我审核') >> text=壮大创新主体")
    open_act(page, "通过办结")
    page.select_option("[name=grade]", "excellent")
    page.click("form[action$='/accept_closure/'] button")
    assert "已办结" in page.inner_text("#notices")
    assert "办结等次：优秀" in page.inner_text(".timeline")
    with page.expect_download() as download:
        page.click("text=认定名单.pdf")
    assert download.value.suggested_filename == "认定名单.pdf"


@pytest.fixture
def ledger(clerk, draft):
    done = confirm_draft(draft, actor=clerk, as_of=timezone.now(), choices=Choices(accept_all=True))
    return done.tasks


@pytest.mark.browser
def test_a_row_opens_beside_the_list_by_mouse_and_by_keys(page, log_in, clerk, ledger):
    log_in(clerk)
    page.goto("/ledger/")
    first = ledger[0].number
    page.click(f"tr[data-row-key={first}] th a")
    page.wait_for_selector("#aside .timeline")
    assert page.url.endswith(f"?open={first}")
    assert page.get_attribute("tr[aria-selected]", "data-row-key") == first
    page.keyboard.press("Escape")
    page.wait_for_selector("#aside > *", state="detached")
    assert "open=" not in page.url
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#aside :text('{ledger[1].number}')")
    page.reload()
    assert ledger[1].number in page.inner_text("#aside")
    page.go_back()
    page.wait_for_selector(".ledger-table")


@pytest.mark.browser
def test_filters_become_chips_that_are_removed_one_by_one(page, log_in, clerk, ledger):
    log_in(clerk)
    page.goto("/ledger/")
    page.select_option("[name=state]", "confirmed")
    page.fill("#ledger-filter [name=q]", "企业")
    page.click("button:text-is('筛选')")
    assert page.locator(".chips li").count() == 3
    left = page.locator(".ledger-table tbody tr").count()
    assert 0 < left < len(ledger)
    page.click(".chips a:has-text('企业')")
    page.wait_for_url("**state=confirmed**")
    assert page.locator(".ledger-table tbody tr").count() == len(ledger)
    with page.expect_download() as download:
        page.click("text=导出 Excel")
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/", "/ledger/", "/ledger/T%06d/", "/ledger/import/"])
def test_pages_fit_a_phone(page, log_in, clerk, ledger, address):
    log_in(clerk)
    page.set_viewport_size(PHONE)
    page.goto(address % ledger[0].pk if "%" in address else address)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
