"""From an uploaded table to a kept result."""

import pytest

from assessments.conftest import LAND, MONDAY, RANKING, computed
from taizhang.assessments.domain.errors import RunNotAllowedError, RunStateError
from taizhang.assessments.domain.publishing.submitting import withdraw_run
from taizhang.assessments.domain.running import computing
from taizhang.assessments.domain.running.computing import compute_revision
from taizhang.assessments.domain.running.explaining import input_of, result_of, steps_of
from taizhang.assessments.enums import RevisionState, RunEventKind, RunState
from taizhang.assessments.models import ResultRow, Revision, SchemeRun
from taizhang.documents.domain.storing import open_file
from taizhang.documents.models import StoredFile
from taizhang.schemes import BadSettingError, NotInForceError, scheme_named


def test_a_run_keeps_its_table_and_all_it_computes_with_before_it_is_computed(begin):
    run = begin(settings={"tax_per_mu_yuan": "200000"})
    revision = run.revisions.get()
    assert (run.state, revision.state) == (RunState.COMPUTING, RevisionState.WAITING)
    assert open_file(revision.source).read().decode() == LAND
    values = {row["name"]: (row["value"], row["is_set"]) for row in run.parameters}
    assert values == {
        "investment_per_mu_yuan": ("2300000", False),
        "tax_per_mu_yuan": ("200000", True),
    }
    assert all(row["source"].startswith("驻政办") for row in run.parameters)


def test_only_the_assessment_office_begins_a_run(begin, head, clerk):
    for person in (head, clerk):
        with pytest.raises(RunNotAllowedError):
            begin(actor=person)
    assert not SchemeRun.objects.exists()


def test_a_setting_or_day_that_cannot_be_keeps_nothing(begin):
    with pytest.raises(BadSettingError):
        begin(settings={"tax": "1"})
    with pytest.raises(NotInForceError):
        begin(as_of=MONDAY.date().replace(year=2019))
    assert not SchemeRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_computed_run_is_a_draft_with_rows_sums_hashes_and_history(compute):
    run = compute()
    revision = run.current
    assert (run.state, revision.state) == (RunState.DRAFT, RevisionState.DONE)
    rows = revision.rows.values_list("place", "subject", "name", "unit", "rank")
    assert list(rows)[1] == (2, "青石-02", "青石-02", None, None)
    assert revision.rows.first().cells == {
        "investment_per_mu_yuan": "2300000.00",
        "tax_per_mu_yuan": "150000.00",
        "meets_investment": "true",
        "meets_tax": "true",
    }
    assert all(
        len(digest) == 64
        for digest in (revision.table_digest, revision.result_digest, revision.steps_digest)
    )
    kinds = list(run.events.values_list("kind", flat=True))
    assert kinds == [RunEventKind.BEGUN, RunEventKind.COMPUTED]


def test_a_subject_is_explained_from_the_kept_files(compute):
    run = compute()
    scheme = scheme_named(run.scheme)
    steps = steps_of(run.current, "青石-02")
    assert [step.criterion for step in steps] == ["investment_per_mu_yuan", "tax_per_mu_yuan"]
    assert "10000000" in steps[0].input.replace(",", "")
    assert result_of(run.current, "青石-02", scheme)["meets_investment"] == "false"
    (row,) = input_of(run.current, "青石-02", scheme)
    assert (row.key, row.cells["area_mu"]) == ("青石-02", "20")
    assert result_of(run.current, "没有", scheme) == {}


def test_every_problem_of_a_table_is_kept_and_nothing_else(compute):
    text = LAND.splitlines()[0] + "\nA,0.5.1,x,1,\nB,1,,1,\n"
    run = compute(text)
    revision = run.revisions.get()
    assert (run.state, revision.state, revision.problem_count) == ("refused", "refused", 3)
    found = [(p["row"], p["column"], p["head"], p["value"]) for p in revision.problems]
    assert found == [
        (2, "area_mu", "面积（亩）", "0.5.1"),
        (2, "investment_yuan", "固定资产投资（元）", "x"),
        (3, "investment_yuan", "固定资产投资（元）", ""),
    ]
    assert not ResultRow.objects.exists()
    assert revision.source is not None
    assert run.current is None


def test_counties_are_tied_to_their_governments_by_name(compute, qingshi):
    run = compute(RANKING, "innovation-ranking")
    first = run.current.rows.get(rank=1)
    assert (first.subject, first.name) == ("青石县/2026-06/half_year", "青石县")
    assert first.unit == qingshi[0]
    assert run.current.rows.exclude(unit=None).count() == 1
    assert run.current.totals == {"money_yuan": "-4500000.00"}


def test_a_computation_that_ended_is_not_run_again(compute):
    run = compute()
    assert compute_revision(run.current_id, clock=lambda: MONDAY) is None
    assert ResultRow.objects.count() == 3


def test_a_computation_that_was_killed_runs_again_from_the_start(begin):
    run = begin()
    revision = run.revisions.get()
    order = computing.begin_computing(revision.pk, at=MONDAY)  # and then the worker is gone
    assert order is not None
    assert computed(run).state == RunState.DRAFT


def test_what_two_workers_computed_at_once_is_kept_once(begin):
    run = begin()
    revision = run.revisions.get()
    orders = [computing.begin_computing(revision.pk, at=MONDAY) for _worker in range(2)]
    made = [computing.calculate(order, lambda _stage: None) for order in orders]
    ended = [
        computing.end_computing(order, each, at=MONDAY)
        for order, each in zip(orders, made, strict=True)
    ]
    assert ended == [RevisionState.DONE, None]
    assert ResultRow.objects.count() == 3
    assert list(run.events.values_list("kind", flat=True)) == ["begun", "computed"]
    made[1].steps.close()


def test_a_run_is_not_withdrawn_while_it_is_computed(begin, officer):
    run = begin()
    with pytest.raises(RunStateError):
        withdraw_run(run, text="传错了", actor=officer, at=MONDAY)
    assert computed(run).state == RunState.DRAFT


def test_a_fault_of_the_program_is_shown_and_raised(begin, monkeypatch):
    run = begin()

    def break_down(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(computing, "keep_rows", lambda *_given, on: break_down())
    with pytest.raises(ZeroDivisionError):
        computed(run)
    run = SchemeRun.objects.get(pk=run.pk)
    revision = run.revisions.get()
    assert (run.state, revision.state, revision.result) == ("failed", "failed", None)
    assert "ZeroDivisionError" in revision.reason


def test_equal_tables_give_equal_hashes(compute):
    one, other = compute(), compute()
    assert one.current.result_digest == other.current.result_digest
    assert one.current.steps_digest == other.current.steps_digest
    assert Revision.objects.count() == 2
