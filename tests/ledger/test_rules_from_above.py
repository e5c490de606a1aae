"""What rooms above bring to the acts of the ledger: rules of their own, checks before closing."""

import pytest

from ledger.road import as_sent
from taizhang.accounts.enums import Role
from taizhang.ledger import registry
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import (
    ActInputError,
    ActNotAllowedError,
    OwnSubmissionError,
    TaskStateError,
)
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.scenes import open_scene, open_scenes
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.permissions import may_report, may_review_closure

pytestmark = pytest.mark.django_db

ASK = ActRule("ask_extension", "申请延期", frozenset({"underway"}), may_report)
DECIDE = ActRule(
    "grant", "批准延期", frozenset({"underway", "closing"}), may_review_closure, reviews=True
)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_closing_checks", [])


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


@pytest.fixture
def report(make_file):
    return ReportInput("已完成", files=[FileInput(make_file(), "证明.pdf")])


def test_a_rule_from_above_opens_the_scene(underway, liaison, noon):
    [scene] = open_scenes([underway.pk], ASK, actor=liaison, as_of=noon)
    assert scene.before.state == "underway"


def test_a_rule_from_above_refuses_in_its_own_words(make_task, underway, liaison, clerk, noon):
    with pytest.raises(ActNotAllowedError, match="申请延期"):
        open_scene(underway, ASK, actor=clerk, as_of=noon)
    with pytest.raises(TaskStateError, match="不能申请延期；只有“办理中”"):
        open_scene(make_task(), ASK, actor=liaison, as_of=noon)


def test_nobody_decides_by_a_rule_from_above_on_what_they_submitted(
    underway, make_person, appoint, science, report, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science)
    request_closure(underway, report, actor=both, as_of=noon)
    with pytest.raises(OwnSubmissionError, match="请由他人审核"):
        open_scene(underway, DECIDE, actor=both, as_of=noon)


def test_what_closing_checks_miss_is_said_at_once_and_nothing_is_written(
    underway, liaison, report, noon
):
    registry.register_closing_check(lambda scene, payload, *, as_of: ["缺统计局的数字。"])
    registry.register_closing_check(lambda scene, payload, *, as_of: ["缺现场照片。"])
    with pytest.raises(ActInputError) as refused:
        request_closure(underway, report, actor=liaison, as_of=noon)
    assert refused.value.sentence == "缺统计局的数字。\n缺现场照片。"
    assert as_sent(underway) == "签收"


def test_a_check_sees_the_task_and_the_request(underway, liaison, report, noon):
    def wants_photographs(scene, payload, *, as_of):
        assert scene.task == underway
        assert as_of == noon
        return [] if payload["files"][0]["name"].endswith(".pdf") else ["缺文件。"]

    registry.register_closing_check(wants_photographs)
    request_closure(underway, report, actor=liaison, as_of=noon)
    assert as_sent(underway).startswith("申请办结")


def test_acceptance_is_checked_again_without_a_request(underway, liaison, clerk, report, noon):
    request_closure(underway, report, actor=liaison, as_of=noon)
    registry.register_closing_check(
        lambda scene, payload, *, as_of: ["附件已被认定为假。"] if payload is None else []
    )
    with pytest.raises(ActInputError, match="认定为假"):
        accept_closure(underway, grade="good", actor=clerk, as_of=noon)


def test_a_check_is_registered_once(own_registry):
    def check(scene, payload, *, as_of):
        return []

    registry.register_closing_check(check)
    registry.register_closing_check(check)
    assert registry.closing_checks() == (check,)
