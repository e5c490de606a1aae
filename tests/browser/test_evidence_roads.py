"""Closing with evidence and re-checking it, as people walk it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    industry,
    liaison,
    make_person,
    make_task,
    make_unit,
    noon,
    other_liaison,
    region,
    science,
)
from supervision.photographs import saved, scene
from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASK = {"evidence": {"how": "rules"}}
GPS = {1: "N", 2: (30.0, 41.0, 24.0), 3: "E", 4: (111.0, 17.0, 6.0)}


@pytest.fixture
def plant(make_task, clerk, liaison):  # noqa: F811
    """A plant to be built, underway: a photograph closes it."""
    now = timezone.now()
    task = make_task(targets=(), title="建成科技企业孵化器")
    dispatch_tasks([task], actor=clerk, as_of=now, choices=ASK)
    sign_for_task(task, actor=liaison, as_of=now)
    return task


@pytest.fixture
def pictures(tmp_path) -> dict[str, Path]:
    """What a telephone sends: with and without what the camera writes."""
    taken = timezone.localtime().strftime("%Y:%m:%d %H:%M:%S")
    contents = {"现场.jpg": saved(scene(), taken=taken, gps=GPS), "转发.jpg": saved(scene(2))}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def test_closing_waits_for_the_photograph(page, page_errors, log_in, plant, pictures, liaison):  # noqa: F811
    log_in(liaison)
    page.goto(plant.get_absolute_url())
    page.click("summary:text-is('申请办结')")
    form = page.locator("form[action$='/request_closure/']")
    form.locator("[name=text]").fill("已建成投用")
    form.locator("[name=attachments]").set_input_files(pictures["转发.jpg"])
    form.locator("button:text-is('申请办结')").click()
    assert "缺“整项任务”的照片" in page.inner_text("main")

    page.click(".act-links a:text-is('办结佐证')")
    page.set_input_files("[name=photo-0-file]", pictures["转发.jpg"])
    page.click("button:text-is('提交佐证')")
    assert "照片里没有拍摄时间" in page.inner_text("main")
    assert "已上传：转发.jpg" in page.inner_text("main")
    page.set_input_files("[name=photo-0-file]", pictures["现场.jpg"])
    page.click("button:text-is('提交佐证')")
    assert "北纬30.69°、东经111.285°" in page.inner_text("main")
    assert "已齐" in page.inner_text("main")

    page.click("a:text-is('回到任务')")
    page.click("summary:text-is('申请办结')")
    form.locator("[name=text]").fill("已建成投用")
    form.locator("button:text-is('申请办结')").click()
    assert "办结申请已提交" in page.inner_text("#notices")
    assert all("422" in error for error in page_errors)
    page_errors.clear()


def test_head_draws_auditor_finds_and_the_task_is_open_again(
    page,
    log_in,
    make_task,  # noqa: F811
    make_person,  # noqa: F811
    clerk,  # noqa: F811
    liaison,  # noqa: F811
):
    head = make_person("head", Role.HEAD, name="周主任")
    auditor = make_person("auditor", Role.AUDITOR, name="钱审计")
    now = timezone.now()
    close(make_task, liaison, clerk, now)

    log_in(head)
    page.goto("/supervision/rechecks/")
    page.click("main a:text-is('发起抽查') >> nth=0")
    for name in ("closed_from", "closed_to"):
        page.fill(f"[name={name}]", timezone.localdate(now).isoformat())
    page.click("button:text-is('看要抽几项')")
    assert "办结 3 项，要抽 3 项" in page.inner_text("main")
    page.click("button:text-is('抽取 3 项')")
    assert "还有 3 项没有复核" in page.inner_text("main")
    page.click("text=怎样重抽核对")

    log_in(auditor)
    page.goto("/")
    assert "等我复核" in page.inner_text("main")
    page.click(".desk-list a >> nth=0")
    page.check("[name=result][value=false]")
    page.fill("[name=text]", "现场没有这栋楼，照片为效果图")
    page.click("button:text-is('记入结论')")
    assert "不实 1" in page.inner_text("main")


def close(make_task, liaison, clerk, now):  # noqa: F811
    """Three closed tasks."""
    kept = keep_evidence(BytesIO(saved(scene(9))), name="现场.jpg", as_of=now)
    report = ReportInput("已建成", files=[FileInput(kept, "现场.jpg")])
    for number in range(3):
        task = make_task(title=f"改造老旧小区{number}期", targets=())
        dispatch_tasks([task], actor=clerk, as_of=now)
        sign_for_task(task, actor=liaison, as_of=now)
        request_closure(task, report, actor=liaison, as_of=now)
        accept_closure(task, grade="good", actor=clerk, as_of=now)
