"""Answering, signing, accepting and returning."""

import pytest

from ledger.road import as_sent
from supervision.asking import DAY, state_of
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.domain.verification import verify
from taizhang.messages.models import Message
from taizhang.supervision.domain.slips.answers import (
    answer_slip,
    lift_slip,
    return_slip_answer,
    sign_slip_answer,
)
from taizhang.supervision.domain.slips.errors import (
    NoUnitLeaderError,
    SlipChangedError,
    SlipStateError,
)
from taizhang.supervision.domain.slips.scenes import slip_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(underway, issue):
    def make(**more):
        task = underway(**more)
        issue(task)
        return task

    return make


def test_liaisons_answer_waits_for_the_leader(issued, liaison, leader, clerk, noon):
    task, later = issued(), noon + 6 * DAY
    answer_slip(task, text="已组织补报", actor=liaison, as_of=later)
    assert state_of(task).slip.answered_at is None
    assert Message.objects.filter(recipient=leader, kind="slip_to_sign").count() == 1
    assert not Message.objects.filter(recipient=clerk, kind="slip_answered").exists()
    with pytest.raises(SlipStateError, match="还没有答复"):
        return_slip_answer(task, text="不详", actor=clerk, as_of=later)
    answer_slip(task, text="已组织补报，附进度表", actor=liaison, as_of=later)  # until it is signed
    with pytest.raises(ActNotAllowedError):
        sign_slip_answer(task, actor=liaison, as_of=later)
    sign_slip_answer(task, actor=leader, as_of=later)
    assert as_sent(task) == "单位负责人签批督查单答复"
    assert Message.objects.filter(recipient=clerk, kind="slip_answered").count() == 1
    assert state_of(task).slip.answered_at == later
    for act in (answer_slip, sign_slip_answer):
        with pytest.raises(SlipStateError):
            act(task, text="再答", actor=leader, as_of=later)


def test_leaders_own_answer_needs_no_other_signature(answered, leader):
    slip = state_of(answered()).slip
    assert slip.signed_by_id == slip.given_by_id == leader.pk


def test_answer_nobody_could_sign_is_refused(issued, leader, liaison, noon):
    task = issued()
    leader.memberships.all().delete()
    with pytest.raises(NoUnitLeaderError, match="市科技局还没有登记单位负责人"):
        answer_slip(task, text="已组织补报", actor=liaison, as_of=noon + 6 * DAY)


def test_accepted_answer_lifts_the_slip(answered, clerk, liaison, noon):
    task = answered()
    lift_slip(task, quality="good", actor=clerk, as_of=noon + 7 * DAY)
    state = state_of(task)
    assert (state.slip.is_open, state.quality) == (False, "good")
    assert Message.objects.filter(recipient=liaison, kind="slip_lifted").count() == 1
    with pytest.raises(SlipStateError):
        lift_slip(task, actor=clerk, as_of=noon + 8 * DAY)
    verify()


def test_lifting_without_an_answer_takes_words(issued, clerk, noon):
    task = issued()
    with pytest.raises(ActInputError):
        lift_slip(task, actor=clerk, as_of=noon + 6 * DAY)
    lift_slip(task, text="发错", actor=clerk, as_of=noon + 6 * DAY)
    assert not state_of(task).slip.is_open


def test_returned_answer_is_due_again_within_the_term(answered, clerk, noon):
    task = answered()
    return_slip_answer(task, text="措施不实", quality="poor", actor=clerk, as_of=noon + 7 * DAY)
    state = state_of(task)
    assert (state.slip.answered_at, state.slip.colour, state.quality) == (None, "blue", "poor")
    assert as_sent(task) == "退回督查单答复，2024年6月13日前重新答复：措施不实"


def test_new_slip_after_a_lifted_one_has_a_new_number(answered, issue, clerk, noon):
    task = answered()
    lift_slip(task, actor=clerk, as_of=noon + 7 * DAY)
    issue(task, days=8)  # 七日内办结 was due on 10 June
    assert state_of(task).slip.number == "督〔2024〕2号"


def test_nobody_decides_on_their_own_answer(issued, appoint, clerk, second_clerk, science, noon):
    appoint(clerk, science, Role.UNIT_LEADER)
    task, later = issued(), noon + 6 * DAY
    answer_slip(task, text="已组织补报", actor=clerk, as_of=later)
    for act in (lift_slip, return_slip_answer):
        with pytest.raises(OwnSubmissionError):
            act(task, text="可", actor=clerk, as_of=later)
    lift_slip(task, actor=second_clerk, as_of=later)


def test_what_was_not_seen_is_not_decided(issued, liaison, leader, clerk, noon):
    task, later = issued(), noon + 6 * DAY
    seen = slip_token(state_of(task).slip)
    answer_slip(task, text="已组织补报", seen=seen, actor=leader, as_of=later)
    with pytest.raises(SlipChangedError):
        lift_slip(task, text="可", seen=seen, actor=clerk, as_of=later)


def test_only_who_speaks_for_the_task_answers(issued, clerk, other_liaison, leader, noon):
    task = issued()
    for person in (clerk, other_liaison):
        with pytest.raises(ActNotAllowedError):
            answer_slip(task, text="代答", actor=person, as_of=noon + 6 * DAY)
    for person in (leader, other_liaison):
        with pytest.raises(ActNotAllowedError):
            lift_slip(task, text="可", actor=person, as_of=noon + 6 * DAY)
