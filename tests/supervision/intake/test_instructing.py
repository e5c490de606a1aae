"""Leaders' instructions: what, who, by when; the office completes; the leader is told."""

from datetime import date

import pytest

from ledger.road import now
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.models import Task
from taizhang.messages.models import Message
from taizhang.supervision.domain.intake.confirming import confirm_matters
from taizhang.supervision.domain.intake.instructing import (
    InstructionInput,
    QuickInstruction,
    edit_instruction,
    give_instruction,
    record_instruction,
)


def quick(remark="请尽快处置城北内涝", units="市科技局", due=date(2024, 6, 20)):
    return QuickInstruction(remark, units, due)


def test_leader_gives_what_who_and_by_when(leader, clerk, science, noon):
    given = give_instruction(quick(), actor=leader, as_of=noon)
    matter = given.matters.get()
    assert (matter.title, matter.units, matter.due, matter.kind) == (
        "请尽快处置城北内涝",
        "市科技局",
        date(2024, 6, 20),
        "task",
    )
    assert (given.leader, given.held_on, Task.objects.count()) == (leader, date(2024, 6, 3), 0)


def test_office_is_told_at_once(leader, clerk, noon, region):
    given = give_instruction(quick(), actor=leader, as_of=noon)
    message = Message.objects.get(recipient=clerk)
    assert message.subject == "周市长批示，请拟办：请尽快处置城北内涝"
    assert message.url == f"/supervision/instructions/{given.pk}/"


def test_what_the_leader_left_out_is_read_in_the_words(leader, science, region, noon):
    words = quick("请市科技局一周内拿出方案\n越快越好", units="", due=None)
    matter = give_instruction(words, actor=leader, as_of=noon).matters.get()
    assert (matter.units, matter.due) == ("市科技局", date(2024, 6, 10))
    assert matter.source == "请市科技局一周内拿出方案 越快越好"


def test_words_without_unit_and_date_are_a_task_for_the_office(leader, clerk, region, noon):
    matter = give_instruction(quick("好好研究", "", None), actor=leader, as_of=noon).matters.get()
    assert (matter.kind, matter.units, matter.due) == ("task", "", None)


def test_confirmed_instruction_names_its_basis_and_tells_the_leader(leader, clerk, science, noon):
    given = give_instruction(quick(), actor=leader, as_of=noon)
    (task,) = confirm_matters(given, actor=clerk, as_of=noon, dispatch={})
    assert now(task).basis == "周市长 2024年6月3日 批示"
    assert now(task).due == date(2024, 6, 20)
    message = Message.objects.get(recipient=leader)
    assert message.subject == f"您的批示已列入台账：{task.number}"


def test_office_enters_a_remark_on_paper(clerk, leader, science, noon):
    given = record_instruction(
        InstructionInput(
            "周市长",
            date(2024, 6, 1),
            "请科技局阅处。",
            subject="关于孵化器的报告",
            urgency="urgent",
            text="市科技局10日内提出意见\n市科技局本月内上报",
        ),
        actor=clerk,
        as_of=noon,
    )
    first, second = confirm_matters(given, actor=clerk, as_of=noon)
    assert (given.leader, now(first).due) == (leader, date(2024, 6, 11))
    assert now(second).basis == "周市长 2024年6月1日 批示（关于孵化器的报告）"


def test_remark_itself_is_read_where_no_lines_are_given(clerk, science, noon):
    given = record_instruction(
        InstructionInput("李副市长", date(2024, 6, 1), "请市科技局月底前完成。"),
        actor=clerk,
        as_of=noon,
    )
    assert given.leader is None
    assert given.matters.get().due == date(2024, 6, 30)


@pytest.mark.parametrize("who", ["clerk", "liaison", "county_clerk"])
def test_only_leaders_instruct_in_their_own_name(request, who, noon, region):
    with pytest.raises(ActNotAllowedError, match="只有市领导"):
        give_instruction(quick(), actor=request.getfixturevalue(who), as_of=noon)


def test_leader_does_not_enter_for_the_office(leader, noon):
    with pytest.raises(ActNotAllowedError):
        record_instruction(
            InstructionInput("周市长", date(2024, 6, 1), "阅"), actor=leader, as_of=noon
        )


def test_past_date_and_empty_words_are_refused(leader, region, noon):
    with pytest.raises(ActInputError, match="已经过去"):
        give_instruction(quick(due=date(2024, 6, 2)), actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="没有填写"):
        give_instruction(quick(remark=" \n "), actor=leader, as_of=noon)


def test_own_words_of_a_leader_are_not_changed_by_others(leader, clerk, region, noon):
    given = give_instruction(quick(), actor=leader, as_of=noon)
    new = InstructionInput("王五", date(2024, 5, 1), "改了", subject="来信", urgency="top")
    assert edit_instruction(given, new, actor=clerk, as_of=noon)
    given.refresh_from_db()
    assert (given.remark, given.leader_name, given.held_on) == (
        "请尽快处置城北内涝",
        "周市长",
        date(2024, 6, 3),
    )
    assert ["缓急", "平件", "特急"] in given.edits.get().changes
