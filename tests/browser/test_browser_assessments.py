"""The road of a run: uploaded, published by another person, objected to, corrected, final."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.conftest import RANKING, computed
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.assessments.models import SchemeRun
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Membership, Region
from taizhang.supervision.domain.rules.versioning import record_shipped

pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db, settings, tmp_path):
    """Who computes, who approves, who acts for 青石县."""
    settings.MEDIA_ROOT = tmp_path / "files"
    record_shipped(as_of=timezone.now())
    region = Region.objects.get_or_create(name="云岭市", level="市")[0]
    county = ensure_units(["青石县人民政府"], region=region, actor=None, as_of=timezone.now())
    officer = Person.objects.create_user("luo", name="罗正平", roles=[Role.ASSESSMENT_OFFICER])
    head = Person.objects.create_user("gao", name="高建国", roles=[Role.HEAD])
    liaison = Person.objects.create_user("duan", name="段鹏")
    Membership.objects.create(
        person=liaison,
        unit=county["青石县人民政府"],
        role=Role.LIAISON,
        starts=date(2024, 1, 1),
    )
    return officer, head, liaison


def press(page, label):
    page.locator("form button", has_text=label).first.click()


def test_a_run_goes_from_the_upload_to_the_final_result(page, log_in, people):
    officer, head, liaison = people
    log_in(officer)
    page.goto("/assessments/new/innovation-ranking/")
    table = {"name": "排名.csv", "mimeType": "text/csv", "buffer": RANKING.encode()}
    page.set_input_files("input[type=file]", table)
    press(page, "上传并计算")
    page.wait_for_selector("text=等待空闲的计算进程")
    run = computed(SchemeRun.objects.get(), timezone.now())
    page.wait_for_selector("#result")  # the page asks by itself
    press(page, "提交审核")
    page.wait_for_selector(".chip:has-text('待审核')")

    log_in(head)
    page.goto(run.get_absolute_url())
    press(page, "审核通过并公示")
    page.wait_for_selector(".chip:has-text('公示中')")

    log_in(liaison)
    page.goto(run.get_absolute_url())
    page.click("#result a:has-text('青石县')")
    page.fill("textarea", "得分应为70")
    press(page, "提出异议")
    page.wait_for_selector("text=异议已提出")

    log_in(officer)
    page.goto(run.get_absolute_url())
    page.click("#objections a:has-text('青石县')")
    page.click("summary:has-text('异议成立，更正一格')")
    page.select_option("select[name=cell]", label="创新指标得分（分）：90")
    page.fill("input[name=new]", "70")
    page.locator("details[open] textarea").fill("核实有误，更正。")
    press(page, "更正并重新计算")
    page.wait_for_selector(".chip:has-text('更正计算中')")
    computed(run, timezone.now())

    SchemeRun.objects.update(objections_until=timezone.localdate() - timedelta(days=1))
    log_in(head)
    page.goto(run.get_absolute_url())
    assert "6" in page.locator("#result tr", has_text="青石县").locator("td").first.inner_text()
    press(page, "确定结果")
    page.wait_for_selector(".chip:has-text('已定')")
    run.refresh_from_db()
    assert (run.current.number, run.finalised_by) == (2, head)
