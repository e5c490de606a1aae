"""Objections: who raises them, how they are answered, the one corrected cell."""

from datetime import timedelta
from pathlib import Path

import pytest

from assessments.conftest import MONDAY, RANKING, computed, later, seen
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.errors import (
    CorrectionError,
    RunError,
    RunNotAllowedError,
    RunStateError,
    VersionChangedError,
)
from taizhang.assessments.domain.objections.answering import reject_objection, uphold_objection
from taizhang.assessments.domain.objections.raising import raise_objection, record_objection
from taizhang.assessments.domain.places import place_of
from taizhang.assessments.domain.publishing.finalising import finalise_run
from taizhang.assessments.domain.queries.runs import runs_for
from taizhang.assessments.domain.running import calculating
from taizhang.assessments.domain.running.checking import check_again
from taizhang.assessments.domain.running.comparing import moved_between
from taizhang.assessments.domain.running.corrections import Correction
from taizhang.assessments.domain.running.explaining import steps_of
from taizhang.assessments.domain.running.tables import read_kept
from taizhang.assessments.domain.tying import tie_subject
from taizhang.assessments.enums import ObjectionState, RunState
from taizhang.assessments.models import Objection, SchemeRun
from taizhang.messages.models import Message
from taizhang.organisations.domain.succeeding import succeed_unit
from taizhang.schemes import scheme_named

QINGSHI = "青石县/2026-06/half_year"
EXAMPLES = Path(__file__).parents[3] / "examples" / "city" / "assessments"
SCORE = Correction("青石县/2026-06/half_year", "score", "90", "70")


@pytest.fixture
def published(compute, publish, qingshi):
    return publish(compute(RANKING, "innovation-ranking"))


@pytest.fixture
def objection(published, qingshi):
    return raise_objection(published, QINGSHI, text="得分有误", actor=qingshi[1], at=later(days=1))


def uphold(objection, officer, correction=SCORE, at=None):
    at = at or later(days=2)
    return uphold_objection(objection, text="核实有误", correction=correction, actor=officer, at=at)


def test_only_people_of_the_subjects_unit_object(published, liaison, officer):
    for person in (liaison, officer):
        with pytest.raises(RunNotAllowedError):
            raise_objection(published, QINGSHI, text="x", actor=person, at=later(days=1))


def test_the_office_records_what_a_subject_said_and_by_whom(published, officer, head):
    subject = "东湖区/2026-06/half_year"
    with pytest.raises(RunError) as caught:
        record_objection(published, subject, text="x", said_by=" ", actor=officer, at=later(days=1))
    assert caught.value.field == "said_by"
    with pytest.raises(RunNotAllowedError):
        record_objection(published, subject, text="x", said_by="y", actor=head, at=later(days=1))
    made = record_objection(
        published, subject, text="x", said_by="东湖区政府来电", actor=officer, at=later(days=1)
    )
    assert (made.state, made.said_by) == (ObjectionState.OPEN, "东湖区政府来电")


def test_objections_are_taken_until_midnight_of_the_last_day(published, qingshi, head):
    midnight = later(days=7, hours=15)  # 00:00 of 9 June in the city, 8 June in Greenwich
    last = midnight - timedelta(seconds=1)
    with pytest.raises(RunStateError) as caught:
        raise_objection(published, QINGSHI, text="x", actor=qingshi[1], at=midnight)
    assert caught.value.code == "period_over"
    with pytest.raises(RunStateError) as caught:
        finalise_run(published, seen=seen(published), actor=head, at=last)
    assert caught.value.code == "period_runs"
    raise_objection(published, QINGSHI, text="x", actor=qingshi[1], at=last)


def test_who_took_a_unit_over_reads_and_objects(
    published, qingshi, make_unit, make_person, appoint
):
    new = make_unit("青石新区管理委员会")
    person = make_person("successor")
    appoint(person, new)
    before = place_of(person, on=MONDAY.date())
    assert not runs_for(before).exists()
    succeed_unit(
        qingshi[0],
        new,
        on=MONDAY.date(),
        basis="云机改〔2026〕1号",
        actor=make_person("changer", Role.ADMINISTRATOR),
        as_of=MONDAY,
    )
    assert runs_for(place_of(person, on=MONDAY.date())).get() == published
    made = raise_objection(published, QINGSHI, text="x", actor=person, at=later(days=1))
    assert made.raised_by == person


def test_one_objection_of_a_subject_waits_at_a_time(published, objection, qingshi):
    with pytest.raises(RunStateError) as caught:
        raise_objection(published, QINGSHI, text="x", actor=qingshi[1], at=later(days=2))
    assert caught.value.code == "objection_open"


def test_a_rejected_objection_says_why_and_tells_the_objector(objection, officer, qingshi):
    reject_objection(objection, text="数据与统计年报一致", actor=officer, at=later(days=2))
    objection = Objection.objects.get()
    assert (objection.state, objection.answered_by) == (ObjectionState.REJECTED, officer)
    assert Message.objects.filter(recipient=qingshi[1], body="数据与统计年报一致").exists()
    with pytest.raises(RunStateError):
        reject_objection(objection, text="又一次", actor=officer, at=later(days=2))


def test_an_upheld_objection_leads_to_a_second_result_and_both_are_kept(
    published, objection, officer, qingshi
):
    first = published.current
    before = steps_of(first, QINGSHI)
    uphold(objection, officer)
    run = computed(published, at=later(days=2))
    second = run.current
    assert (second.number, second.corrects, run.state) == (2, first, RunState.PUBLISHED)
    assert (second.column, second.old, second.new) == ("score", "90", "70")
    assert second.rows.get(subject=QINGSHI).rank == 6
    assert first.rows.get(subject=QINGSHI).rank == 1
    assert steps_of(first, QINGSHI) == before
    assert steps_of(second, QINGSHI) != before
    assert Objection.objects.get().state == ObjectionState.UPHELD
    moved = moved_between(first, second, scheme_named(run.scheme))
    assert len(moved) == 6
    changes = {row.subject: {c.label: (c.old, c.new) for c in row.changes} for row in moved}
    assert changes[QINGSHI]["名次"] == ("1", "6")
    assert all(check_again(row, actor=officer, at=later(days=3)).is_same for row in (first, second))


def test_one_of_the_two_rows_of_a_subject_is_corrected(compute, publish, officer):
    text = (EXAMPLES / "counties.csv").read_text("utf-8-sig")
    city = {f"city_{name}_growth_pct": "5" for name in ("va", "tax", "power")}
    run = publish(compute(text, "county-industry-assessment", settings=city))
    said = {"text": "x", "said_by": "来函", "actor": officer, "at": later(days=1)}
    objection = record_objection(run, "青石县", **said)
    old = read_kept(run.current.table)
    chosen = (old["county"] == "青石县") & (old["phase"] == "年终考核（year_end）")
    cell = old.filter(chosen)["new_firms"].item()
    uphold(objection, officer, Correction("青石县/年终考核（year_end）", "new_firms", cell, "99"))
    new = read_kept(computed(run, later(days=2)).current.table)
    differs = [
        (row, name)
        for name in old.columns
        for row, (before, after) in enumerate(zip(old[name], new[name], strict=True))
        if before != after
    ]
    assert differs == [(chosen.arg_true().item(), "new_firms")]


def test_two_corrections_add_up(published, objection, officer):
    uphold(objection, officer)
    run = computed(published, at=later(days=2))
    subject = "白河县/2026-06/half_year"
    other = record_objection(
        run, subject, text="x", said_by="来函", actor=officer, at=later(days=2)
    )
    uphold(other, officer, Correction(subject, "score", "89", "60"), at=later(days=3))
    run = computed(published, at=later(days=3))
    ranks = {row.name: row.rank for row in run.current.rows.all()}
    assert (ranks["青石县"], ranks["白河县"], ranks["临江县"]) == (5, 6, 1)


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        (Correction("没有/2026-06/half_year", "score", "90", "1"), "row_key"),
        (Correction(QINGSHI, "county", "青石县", "白河县"), "column"),
        (Correction(QINGSHI, "points", "90", "1"), "column"),
        (Correction(QINGSHI, "score", "91", "1"), "column"),
        (Correction(QINGSHI, "score", "90", "90"), "new"),
        (Correction(QINGSHI, "score", "90", "九十"), "new"),
    ],
)
def test_a_cell_that_cannot_be_corrected_leaves_everything_as_it_was(
    objection, officer, correction, field
):
    with pytest.raises(CorrectionError) as caught:
        uphold(objection, officer, correction)
    assert caught.value.field == field
    run = SchemeRun.objects.get()
    assert run.revisions.count() == 1
    assert run.objections.get().state == ObjectionState.OPEN


def test_another_version_of_the_scheme_is_never_used_for_a_correction(
    objection, officer, monkeypatch
):
    monkeypatch.setattr(calculating, "version_of", lambda _scheme: "0" * 64)
    with pytest.raises(VersionChangedError):
        uphold(objection, officer)
    assert SchemeRun.objects.get().revisions.count() == 1


def test_a_correction_that_fails_reopens_the_objection(published, objection, officer, monkeypatch):
    uphold(objection, officer)
    monkeypatch.setattr(calculating, "version_of", lambda _scheme: "0" * 64)
    run = computed(published, at=later(days=2))
    assert (run.current.number, run.state) == (1, RunState.PUBLISHED)
    objection = Objection.objects.get()
    assert (objection.state, objection.led_to, objection.answer) == ("open", None, "")
    assert run.events.latest("number").kind == "correction_refused"


def test_while_a_correction_is_computed_nothing_else_is_decided(
    published, objection, officer, head
):
    uphold(objection, officer)
    with pytest.raises(RunStateError):
        finalise_run(published, seen=seen(published), actor=head, at=later(days=9))


def test_an_open_objection_holds_the_final_result_up(published, objection, head):
    with pytest.raises(RunStateError) as caught:
        finalise_run(published, seen=seen(published), actor=head, at=later(days=9))
    assert caught.value.code == "open_objections"


def test_whoever_corrected_a_cell_does_not_make_it_final(published, objection, head, make_person):
    uphold(objection, head)
    run = computed(published, at=later(days=2))
    with pytest.raises(RunNotAllowedError):
        finalise_run(run, seen=seen(run), actor=head, at=later(days=9))
    other = make_person("zhou", "assessment_officer")
    assert finalise_run(run, seen=seen(run), actor=other, at=later(days=9)).state == "final"


def test_a_tie_by_hand_holds_in_the_corrected_result(published, objection, officer, science):
    subject = "东湖区/2026-06/half_year"
    tie_subject(published, subject, unit=science, actor=officer, at=later(days=1))
    uphold(objection, officer)
    run = computed(published, at=later(days=2))
    assert run.current.rows.get(subject=subject).unit == science
