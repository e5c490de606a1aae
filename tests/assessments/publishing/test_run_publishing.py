"""From draft to final: who may, when, and what everybody sees."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assessments.conftest import MONDAY, RANKING, later, seen
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.errors import RunError, RunNotAllowedError, RunStateError
from taizhang.assessments.domain.publishing.finalising import finalise_run
from taizhang.assessments.domain.publishing.periods import default_period
from taizhang.assessments.domain.publishing.publishing import extend_period, publish_run
from taizhang.assessments.domain.publishing.submitting import return_run, submit_run, withdraw_run
from taizhang.assessments.domain.running.checking import check_again
from taizhang.assessments.domain.tying import tie_subject
from taizhang.assessments.enums import RunState
from taizhang.assessments.models import ResultRow, SchemeRun
from taizhang.messages.models import Message


def test_the_road_from_draft_to_final(compute, publish, officer, head):
    run = publish(compute())
    assert (run.state, run.published_by) == (RunState.PUBLISHED, head)
    assert run.objections_until == date(2026, 6, 8)  # five working days after Monday
    run = finalise_run(run, seen=seen(run), actor=head, at=later(days=8))
    assert (run.state, run.finalised_by) == (RunState.FINAL, head)
    kinds = list(run.events.values_list("kind", flat=True))
    assert kinds == ["begun", "computed", "submitted", "published", "finalised"]


def test_nobody_publishes_what_they_computed_or_submitted(compute, make_person, officer, head):
    other = make_person("zhou", Role.ASSESSMENT_OFFICER)
    run = compute()
    submit_run(run, seen=seen(run), actor=other, at=MONDAY)
    for person in (officer, other):
        with pytest.raises(RunNotAllowedError):
            publish_run(run, days=5, seen=seen(run), actor=person, at=MONDAY)
    third = make_person("third", Role.ASSESSMENT_OFFICER)
    run = publish_run(run, days=5, seen=seen(run), actor=third, at=MONDAY)
    assert run.state == RunState.PUBLISHED


@pytest.mark.parametrize("role", [Role.CLERK, Role.CITY_LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_neither_submit_nor_publish(compute, make_person, officer, role):
    run, person = compute(), make_person("somebody", role)
    with pytest.raises(RunNotAllowedError):
        submit_run(run, seen=seen(run), actor=person, at=MONDAY)
    submit_run(run, seen=seen(run), actor=officer, at=MONDAY)
    with pytest.raises(RunNotAllowedError):
        publish_run(run, days=5, seen=seen(run), actor=person, at=MONDAY)


def test_the_database_knows_too_that_nobody_publishes_their_own_run(compute, officer):
    run = compute()
    with pytest.raises(IntegrityError), transaction.atomic():
        SchemeRun.objects.filter(pk=run.pk).update(published_by=officer)


def test_nothing_is_made_final_within_the_period(compute, publish, head):
    run = publish(compute())
    with pytest.raises(RunStateError) as caught:
        finalise_run(run, seen=seen(run), actor=head, at=later(days=7))  # the last day
    assert caught.value.code == "period_runs"


def test_a_period_is_one_to_sixty_working_days(compute, officer, head):
    run = compute()
    submit_run(run, seen=seen(run), actor=officer, at=MONDAY)
    for days in (0, 61):
        with pytest.raises(RunError) as caught:
            publish_run(run, days=days, seen=seen(run), actor=head, at=MONDAY)
        assert caught.value.field == "days"
    assert default_period(date(2026, 6, 1)).working_days == 5


def test_a_period_is_extended_from_its_end(compute, publish, head):
    run = extend_period(publish(compute()), days=1, text="数据较多", actor=head, at=later(days=1))
    assert run.objections_until == date(2026, 6, 9)


def test_another_result_than_the_page_showed_is_not_approved(compute, officer, head):
    run = compute()
    with pytest.raises(RunStateError) as caught:
        submit_run(run, seen="0" * 64, actor=officer, at=MONDAY)
    assert caught.value.code == "result_changed"


def test_what_was_sent_back_can_be_submitted_again_or_withdrawn(compute, officer, head):
    run = compute()
    submit_run(run, seen=seen(run), actor=officer, at=MONDAY)
    run = return_run(run, text="缺一块地", seen=seen(run), actor=head, at=MONDAY)
    assert run.state == RunState.DRAFT
    assert Message.objects.filter(recipient=officer, body="缺一块地").exists()
    submit_run(run, seen=seen(run), actor=officer, at=MONDAY)
    run = withdraw_run(run, text="重新计算", actor=officer, at=MONDAY)
    assert run.state == RunState.WITHDRAWN
    with pytest.raises(RunStateError):
        submit_run(run, seen=seen(run), actor=officer, at=MONDAY)


def test_a_published_run_is_not_withdrawn(compute, publish, officer):
    run = publish(compute())
    with pytest.raises(RunStateError):
        withdraw_run(run, text="后悔了", actor=officer, at=later(days=1))


def test_units_hear_when_their_result_is_published(compute, publish, qingshi):
    run = publish(compute(RANKING, "innovation-ranking"))
    message = Message.objects.get(recipient=qingshi[1])
    assert message.subject == f"评定结果公示：{run.title}"
    assert "2026-06-08" in message.body


def test_a_subject_is_tied_to_a_unit_by_hand_in_all_revisions(compute, officer, qingshi, head):
    run = compute()
    tie_subject(run, "青石-01", unit=qingshi[0], actor=officer, at=MONDAY)
    assert ResultRow.objects.get(subject="青石-01").unit == qingshi[0]
    with pytest.raises(RunError):
        tie_subject(run, "没有", unit=qingshi[0], actor=officer, at=MONDAY)
    with pytest.raises(RunNotAllowedError):
        tie_subject(run, "青石-01", unit=None, actor=head, at=MONDAY)


def test_a_final_run_never_changes(compute, publish, head):
    run = publish(compute())
    finalise_run(run, seen=seen(run), actor=head, at=later(days=8))
    with pytest.raises(IntegrityError), transaction.atomic():
        SchemeRun.objects.filter(pk=run.pk).update(title="x")
    assert check_again(run.current, actor=head, at=later(days=900)).is_same
