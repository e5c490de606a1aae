"""Publishing, what stands in its way, and taking back."""

import pytest
from django.db import IntegrityError, connection, transaction

from reporting.public.conftest import NOON, REASON
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.models import Task
from taizhang.reporting.domain.public.errors import PublicError
from taizhang.reporting.domain.public.marking import publish_document, withdraw_mark
from taizhang.reporting.domain.public.offering import (
    database_moment,
    offer_document,
    offer_indicator,
    offer_task,
)
from taizhang.reporting.domain.queries.public_documents import public_documents
from taizhang.reporting.domain.queries.public_indicators import find_public_indicator, read_goals
from taizhang.reporting.domain.queries.public_marks import marked
from taizhang.reporting.domain.queries.public_tasks import public_tasks, tasks_of_document
from taizhang.reporting.enums import PublicKind
from taizhang.reporting.models import PublicMark
from taizhang.supervision.models import Instruction, Matter


def _offer(document):
    return offer_document(document.pk, moment=database_moment())


def _titles(document) -> list[str]:
    return [task.title for task in tasks_of_document(document.pk)]


def _correct(task, clerk, **parts) -> None:
    correct_task(task, Correction(**parts), reason="笔误", actor=clerk, as_of=NOON)


# Publishing


def test_nothing_is_public_at_first(city) -> None:
    assert public_documents() == []
    assert tasks_of_document(city.document.pk) == []
    assert find_public_indicator("GX001") is None


def test_only_the_chosen_tasks_of_a_document_are_public(city, publish, head) -> None:
    publish(city.document, city.tasks[0])
    assert [document.id for document in public_documents()] == [city.document.pk]
    assert _titles(city.document) == ["加大创新主体培育力度"]
    mark = PublicMark.objects.get(kind=PublicKind.DOCUMENT)
    assert (mark.marked_by, mark.reason, mark.digest != "") == (head, REASON, True)


def test_further_task_of_a_public_document_is_published_later(city, publish) -> None:
    publish(city.document, city.tasks[0])
    publish(city.document, city.tasks[1])
    assert len(_titles(city.document)) == 2
    assert PublicMark.objects.filter(kind=PublicKind.DOCUMENT).count() == 1


def test_task_alone_is_public_without_its_document(city, publish) -> None:
    publish(city.tasks[1])
    assert public_documents() == []
    assert [task.id for task in public_tasks([city.tasks[1].pk])] == [city.tasks[1].pk]


@pytest.mark.parametrize("who", ["clerk", "liaison", "mayor"])
def test_only_the_head_publishes(city, publish, request, who: str) -> None:
    with pytest.raises(PublicError, match="只有督查室主任") as refused:
        publish(city.document, city.tasks[0], actor=request.getfixturevalue(who))
    assert refused.value.code == "not_allowed"
    assert not PublicMark.objects.exists()


def test_reason_is_needed(city, head) -> None:
    with pytest.raises(PublicError, match="请写明依据"):
        publish_document(
            city.document.pk,
            tasks=[city.tasks[0].pk],
            reason="　 ",
            digest=_offer(city.document).digest,
            actor=head,
        )


def test_document_without_a_chosen_task_is_refused(city, publish) -> None:
    with pytest.raises(PublicError, match="没有选择任务"):
        publish(city.document)


def test_what_changed_after_the_preview_is_not_published(city, head, clerk) -> None:
    digest = _offer(city.document).digest
    _correct(city.tasks[0], clerk, title="加快创新主体培育")
    with pytest.raises(PublicError, match="有了变化") as refused:
        publish_document(
            city.document.pk, tasks=[city.tasks[0].pk], reason=REASON, digest=digest, actor=head
        )
    assert refused.value.code == "changed"
    assert not PublicMark.objects.exists()


def test_published_twice_changes_nothing_and_says_so(city, publish) -> None:
    publish(city.document, city.tasks[0])
    with pytest.raises(PublicError, match="已经公开"):
        publish(city.document, city.tasks[0])


# What stands in the way


def test_document_that_closes_itself_cannot_be_public(confirm, publish) -> None:
    draft, tasks = confirm("加大创新主体培育力度", text="若干措施\n（此件依申请公开）")
    with pytest.raises(PublicError, match="依申请公开"):
        publish(draft, tasks[0])


@pytest.mark.parametrize(
    ("text", "why"),
    [("若干措施\n（此件依申请公开）", "依申请公开"), ("机密★1年\n若干措施", "密级标志")],
)
def test_task_of_a_document_that_closes_itself_cannot_be_public_alone(
    confirm, publish, text: str, why: str
) -> None:
    _draft, tasks = confirm("加大创新主体培育力度", text=text)
    with pytest.raises(PublicError, match=why) as refused:
        publish(tasks[0])
    assert refused.value.code == "obstacle"
    assert not PublicMark.objects.exists()


def test_task_of_a_document_that_says_nothing_is_offered_with_the_same_warning(confirm) -> None:
    _draft, tasks = confirm("加大创新主体培育力度", text="若干措施")
    offer = offer_task(tasks[0].pk, moment=database_moment())
    assert "公开属性" in offer.warnings[0]
    assert offer.obstacles == []


def test_document_that_is_not_confirmed_cannot_be_public(make_draft) -> None:
    assert "还没有入账" in _offer(make_draft()).obstacles[0]


def test_document_that_says_nothing_is_offered_with_a_warning(confirm) -> None:
    draft, _tasks = confirm("加大创新主体培育力度", text="若干措施")
    assert "公开属性" in _offer(draft).warnings[0]
    assert _offer(draft).obstacles == []


def test_task_with_a_telephone_number_in_its_words_cannot_be_public(confirm, publish) -> None:
    draft, tasks = confirm("报送联系人：李伟，13800138000", "建成科技企业孵化器")
    offered = {each.task.id: each for each in _offer(draft).tasks}
    assert "手机号码" in offered[tasks[0].pk].obstacle
    with pytest.raises(PublicError, match=tasks[0].number):
        publish(draft, *tasks)
    publish(draft, tasks[1])
    assert _titles(draft) == ["建成科技企业孵化器"]


def test_task_kept_by_a_county_cannot_be_public(make_task, county) -> None:
    whole = make_task()
    part = make_task(parent=whole, keeper=county)
    offer = offer_task(part.pk, moment=database_moment())
    assert "分解给县区" in offer.obstacles[0]


def test_task_of_a_leaders_instruction_cannot_be_public(make_task, mayor) -> None:
    task = make_task()
    instruction = Instruction.objects.create(
        held_on=NOON.date(), entered_by=mayor, entered_at=NOON, leader_name="沈岚", remark="请办理"
    )
    Matter.objects.create(intake=instruction, position=1, source="请办理", task=task)
    offer = offer_task(task.pk, moment=database_moment())
    assert "领导批示" in offer.obstacles[0]


def test_offer_shows_the_words_that_would_be_public(city) -> None:
    offer = offer_task(city.tasks[0].pk, moment=database_moment())
    [offered] = offer.tasks
    assert offered.task.title == "加大创新主体培育力度"
    assert offered.task.units == [("市科技局", "responsible")]
    assert offer.choosable == [offered]


def test_unknown_things_are_told(db) -> None:
    for look in (
        lambda: offer_document(10**9, moment=database_moment()),
        lambda: offer_task(10**9, moment=database_moment()),
        lambda: offer_indicator("无此指标", moment=database_moment()),
    ):
        with pytest.raises(PublicError) as refused:
            look()
        assert refused.value.code == "not_found"


# Words stay as reviewed, states and numbers go on


def test_words_changed_later_wait_for_a_new_review(city, publish, clerk) -> None:
    publish(city.document, *city.tasks)
    _correct(city.tasks[0], clerk, title="尚未审查的标题")
    first, second = tasks_of_document(city.document.pk)
    assert first.title == "加大创新主体培育力度"
    assert (first.is_changed, second.is_changed) == (True, False)
    assert [each.task.id for each in _offer(city.document).choosable] == [city.tasks[0].pk]
    publish(city.document, city.tasks[0])
    first, _second = tasks_of_document(city.document.pk)
    assert (first.title, first.is_changed) == ("尚未审查的标题", False)


def test_changed_target_shows_no_number_until_it_is_reviewed(city, publish, clerk) -> None:
    publish(city.document, *city.tasks)
    [target] = tasks_of_document(city.document.pk)[0].targets
    assert [(n.value, n.pace) for n in target.numbers] == [(62, "behind")]
    payload = {"reason": "省里调整", "targets": [
        {"key": 1, "indicator": "培育高新技术企业", "op": ">=", "value": "100", "value_max": None,
         "unit": "家", "deadline": "2024-06-30", "quote": ""}
    ]}  # fmt: skip
    append_events([NewEvent(city.tasks[0].pk, "corrected", payload)], actor=clerk, occurred_at=NOON)
    [target] = tasks_of_document(city.document.pk)[0].targets
    assert (target.value, target.is_changed, target.numbers) == (140, True, ())


def test_task_added_to_a_public_document_is_not_public(city, publish, clerk) -> None:
    publish(city.document, *city.tasks)
    late = Task.objects.create(document=city.document, position=99)
    payload = {"document": city.document.pk, "row": None, "position": 99, "title": "补充任务",
               "text": "", "basis": "", "due": None, "units": [], "targets": []}  # fmt: skip
    append_events([NewEvent(late.pk, "confirmed", payload)], actor=clerk, occurred_at=NOON)
    assert "补充任务" in [each.task.title for each in _offer(city.document).choosable]
    assert "补充任务" not in _titles(city.document)


def test_goal_of_a_task_is_public_with_the_task_only(city, publish) -> None:
    publish(city.indicator)
    marks = marked(PublicKind.INDICATOR)
    assert read_goals(marks) == []
    publish(city.tasks[0])
    assert [goal.task_number for goal in read_goals(marks)] == [city.tasks[0].number]


# Taking back


def test_withdrawn_document_takes_its_tasks_along(city, publish, head) -> None:
    publish(city.document, *city.tasks)
    mark = PublicMark.objects.get(kind=PublicKind.DOCUMENT)
    assert len(withdraw_mark(mark.pk, reason="发现错误", actor=head)) == 3
    assert public_documents() == []
    assert public_tasks([task.pk for task in city.tasks]) == []
    mark.refresh_from_db()
    assert (mark.withdrawn_by, mark.withdrawal_reason) == (head, "发现错误")


def test_withdrawn_task_leaves_the_rest_public(city, publish, head) -> None:
    publish(city.document, *city.tasks)
    mark = PublicMark.objects.get(kind=PublicKind.TASK, subject_id=city.tasks[0].pk)
    withdraw_mark(mark.pk, reason="发现错误", actor=head)
    assert _titles(city.document) == ["建成科技企业孵化器"]
    with pytest.raises(PublicError, match="已经不在公开目录") as refused:
        withdraw_mark(mark.pk, reason="再撤一次", actor=head)
    assert refused.value.code == "gone"


@pytest.mark.parametrize("who", ["clerk", "mayor"])
def test_only_the_head_withdraws(city, publish, request, who: str) -> None:
    publish(city.tasks[1])
    with pytest.raises(PublicError, match="只有督查室主任"):
        withdraw_mark(PublicMark.objects.get().pk, reason="x", actor=request.getfixturevalue(who))
    assert len(public_tasks([city.tasks[1].pk])) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reporting_publicmark SET since = since - interval '1 day'",
        "UPDATE reporting_publicmark SET reason = ''",
        "DELETE FROM reporting_publicmark",
    ],
)
def test_database_keeps_who_published_what_and_when(city, publish, change: str) -> None:
    publish(city.tasks[1])
    with (
        pytest.raises(IntegrityError, match="only ever ended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
