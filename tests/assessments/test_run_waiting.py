"""What waits for a person, and on whose desk it stands."""

from assessments.conftest import RANKING, later, seen
from taizhang.assessments.domain.objections.raising import raise_objection
from taizhang.assessments.domain.publishing.submitting import submit_run
from taizhang.assessments.domain.queries.waiting import objections_to_answer, runs_to_approve


def test_a_submitted_run_waits_for_another_person(compute, officer, head, make_person):
    run = compute()
    assert runs_to_approve(head, now=later()) == []
    submit_run(run, seen=seen(run), actor=officer, at=later())
    other = make_person("zhou", "assessment_officer")
    waiting = [runs_to_approve(person, now=later()) for person in (head, other, officer)]
    assert waiting == [[run], [run], []]


def test_a_published_run_waits_once_its_period_is_over_and_nothing_is_open(
    compute, publish, qingshi, officer, head
):
    run = publish(compute(RANKING, "innovation-ranking"))
    assert runs_to_approve(head, now=later(days=7)) == []
    assert runs_to_approve(head, now=later(days=8)) == [run]
    subject = "青石县/2026-06/half_year"
    made = raise_objection(run, subject, text="x", actor=qingshi[1], at=later(days=1))
    assert runs_to_approve(head, now=later(days=8)) == []
    waiting = [objections_to_answer(person) for person in (officer, head, qingshi[1])]
    assert waiting == [[made], [made], []]


def test_both_stand_on_the_desk(client, compute, publish, qingshi, officer):
    run = publish(compute(RANKING, "innovation-ranking"))
    subject = "青石县/2026-06/half_year"
    made = raise_objection(run, subject, text="x", actor=qingshi[1], at=later(days=1))
    client.force_login(officer)
    page = client.get("/").content.decode()
    assert "评定异议，待答复" in page
    assert made.get_absolute_url() in page
