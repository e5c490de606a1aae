"""A policy on its whole road, in a real browser: read, dispatched, linked, measured, warned of,
told of in a bulletin, answered, public."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.indicators.models import EarlyWarning, Observation
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task
from taizhang.organisations.domain.units import register_unit
from taizhang.organisations.models import Membership, Region
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.models import Bulletin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POLICY = """云岭市人民政府办公室
关于印发培育创新主体若干措施的通知

云政办〔{issued.year}〕9号

各县区人民政府，市人民政府各部门：

《培育创新主体若干措施》已经市政府同意，现印发给你们，请认真贯彻落实。

云岭市人民政府办公室

{issued.year}年{issued.month}月{issued.day}日

（此件公开发布）

培育创新主体若干措施

为壮大创新主体，现提出以下措施。

1. 壮大创新主体。{due.year}年{due.month}月{due.day}日前，培育高新技术企业140家。（市科技局负责）
"""


@dataclass
class People:
    """Who walks which part of the road."""

    clerk: Person
    officer: Person
    head: Person
    liaison: Person


@pytest.fixture
def people(transactional_db: None) -> People:
    region = Region.objects.get_or_create(name="云岭市", defaults={"level": "市"})[0]
    unit = register_unit("市科技局", region=region, actor=None, as_of=timezone.now())
    make = Person.objects.create_user
    liaison = make("liwei", name="李伟")
    since = date(2024, 1, 1)
    Membership.objects.create(person=liaison, unit=unit, role=Role.LIAISON, starts=since)
    return People(
        clerk=make("wangfang", name="王芳", roles=[Role.CLERK]),
        officer=make("sunli", name="孙丽", roles=[Role.INDICATOR_OFFICER]),
        head=make("chenjing", name="陈静", roles=[Role.HEAD]),
        liaison=liaison,
    )


def notice(page: Any) -> str:
    return str(page.inner_text("#notices"))


def take_in(page: Any, run_jobs: Callable[[], None], today: date) -> Task:
    """The clerk uploads the policy, checks its one row and confirms it."""
    text = POLICY.format(issued=today - timedelta(days=40), due=today + timedelta(days=60))
    page.goto("/documents/upload/")
    file = {"name": "措施.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files("#id_uploads", file)
    page.click("button:text-is('上传并识读')")
    page.wait_for_selector("text=等待识读")
    run_jobs()
    page.wait_for_url("**/documents/drafts/*/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows article.is-accepted")
    page.click("a:text-is('确认入账')")
    page.click("button:text-is('确认入账')")
    page.wait_for_url("**/ledger/?document=*")
    return Task.objects.get()


def dispatch(page: Any, task: Task) -> None:
    page.check(f"input[name=task][value='{task.pk}']")
    page.click("button:text-is('交办勾选的任务')")
    assert "已交办 1 项任务" in notice(page)


def sign(page: Any, task: Task) -> None:
    page.goto(task.get_absolute_url())
    page.click("button:text-is('签收')")
    assert "已签收" in notice(page)


def link(page: Any, starts: date) -> None:
    """The officer takes the indicator that the target proposes, from the year of its figure on."""
    page.goto("/indicators/links/")
    assert "培育高新技术企业140家" in page.inner_text(".links-sentence mark")
    page.click(".links-more summary")
    page.fill("input[name$='-starts']", starts.isoformat())
    page.click("button[name=only]")
    assert "已挂接 1 个目标" in notice(page)


def filled(given: bytes, value: int) -> bytes:
    """The workbook as it was given out, with a figure in its one line."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(given)).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if "数值" in row)
    rows[head + 1][rows[head].index("数值")] = value
    sent = io.BytesIO()
    with xlsxwriter.Workbook(sent, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("填报")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return sent.getvalue()


def give_figure(page: Any, value: int) -> Observation:
    """The liaison fills in the workbook that the system gives out and sends it back."""
    page.goto("/indicators/entry/")
    with page.expect_download() as given:
        page.click("a:text-is('下载模板')")
    sent = filled(given.value.path().read_bytes(), value)
    page.goto("/indicators/entry/import/")
    file = {"name": "报数.xlsx", "mimeType": "", "buffer": sent}
    page.set_input_files("input[type=file]", file)
    page.click("button:text-is('上传并比对')")
    page.click("button:text-is('确认导入')")
    assert "新报 1 个数" in notice(page)
    return Observation.objects.get()


def read_pace(page: Any, code: str) -> None:
    page.goto(f"/indicators/{code}/")
    page.wait_for_selector(".chart-drawn svg")
    assert "滞后" in page.inner_text("section:has(h2:has-text('目标与进度'))")


def act_on(page: Any, warning: EarlyWarning, name: str, text: str = "") -> None:
    """The page of a warning offers what is next for whoever looks at it."""
    page.goto(warning.get_absolute_url())
    form = page.locator(f"form[action$='/{name}/']")
    if text:
        form.locator("textarea").fill(text)
    form.locator("button").click()
    page.wait_for_selector("#notices >> text=已")


def draft(page: Any) -> Bulletin:
    page.goto("/bulletins/new/")
    page.select_option("[name=period]", f"{timezone.localdate():%Y-%m}")
    page.click("button:text-is('汇总并起草')")
    assert "滞后1项" in page.inner_text("article.bulletin").replace(" ", "")
    return Bulletin.objects.get()


def act(page: Any, bulletin: Bulletin, name: str, state: str) -> None:
    page.goto(bulletin.get_absolute_url())
    page.click(f"form[action$='/{name}/'] button[type=submit]")
    bulletin.refresh_from_db()
    assert bulletin.state == state


def answer(page: Any, bulletin: Bulletin) -> None:
    page.goto(bulletin.get_absolute_url())
    page.fill("form[action*='/answer/'] textarea", "下月补齐。")
    page.click("button:text-is('提交回复')")
    assert "回复已提交" in notice(page)
    bulletin.refresh_from_db()
    assert bulletin.state == "answered"


def publish(page: Any) -> None:
    page.goto("/reporting/public/")
    page.select_option("[name=document]", index=1)
    page.click("text=预览并审查")
    page.check("[data-check-all]")
    page.fill("[name=reason]", "主动公开文件")
    page.check("[name=reviewed]")
    page.click("button:text-is('对社会公开')")
    page.wait_for_url("**/reporting/public/")


def warn(page: Any, log_in: Callable[[Person], None], people: People) -> None:
    """The warning that a job raised: the unit signs for it and handles it, the officer closes."""
    warning = EarlyWarning.objects.get(rule_key="lag-10")
    log_in(people.liaison)
    act_on(page, warning, "acknowledge")
    act_on(page, warning, "handle", "与县区逐家落实，下月补齐。")
    log_in(people.officer)
    act_on(page, warning, "close", "措施可行。")
    warning.refresh_from_db()
    assert warning.state == "closed"


def tell(page: Any, log_in: Callable[[Person], None], people: People) -> Bulletin:
    """The clerk drafts and issues, the head reviews, the unit answers."""
    log_in(people.clerk)
    bulletin = draft(page)
    log_in(people.head)
    act(page, bulletin, "review", "reviewed")
    log_in(people.clerk)
    act(page, bulletin, "issue", "issued")
    log_in(people.liaison)
    answer(page, bulletin)
    return bulletin


def test_a_policy_walks_its_whole_road(page, log_in, run_jobs, people):
    today = timezone.localdate()
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(people.clerk)
    task = take_in(page, run_jobs, today)
    dispatch(page, task)
    log_in(people.liaison)
    sign(page, task)
    log_in(people.officer)
    link(page, date((today.replace(day=1) - timedelta(days=1)).year, 1, 1))
    log_in(people.liaison)
    figure = give_figure(page, 20)
    log_in(people.officer)
    read_pace(page, figure.series.indicator.code)
    run_jobs()
    warn(page, log_in, people)
    bulletin = tell(page, log_in, people)
    log_in(people.head)
    publish(page)
    page.context.clear_cookies()
    page.goto(f"/open/tasks/{task.number}/")
    told = page.inner_text("main")
    assert "培育高新技术企业140家" in told
    assert "滞后" in told
    assert rebuild_bulletin(bulletin).is_same
    assert verify().holds
