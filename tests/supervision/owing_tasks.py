"""Dispatched tasks that owe something, for the tests of reports."""

from datetime import datetime

from taizhang.calendars import TIME_ZONE
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reports import ReportInput, ReportPart
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.supervision.models import MechanismVersion

PARTS = {
    "step:deployed": ("由谁负责", "怎么办"),
    "step:reported": ("采取的措施", "目前进展"),
    "period": ("本月进展", "存在问题", "下步打算"),
}


def local(text: str) -> datetime:
    """A moment in Yunling."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def dispatch(tasks, clerk, when, kind="long", key="13710"):
    """Dispatch under a shipped mechanism."""
    version = MechanismVersion.objects.get(key=key)
    choices = {"supervision": {"mechanism": version.pk, "kind": kind}}
    dispatch_tasks(tasks, actor=clerk, as_of=when, choices=choices)
    return tasks


def sign(tasks, person, when):
    """Sign for tasks."""
    for task in tasks:
        sign_for_task(task, actor=person, as_of=when)


def filled(answers, text="已完成招标，正在组织施工", **more):
    """A report with every part that 13710 asks for."""
    names = PARTS["period" if answers.startswith("period") else answers]
    parts = [ReportPart(name, f"{name}：{text}") for name in names]
    return ReportInput(parts=parts, answers=answers, **more)
