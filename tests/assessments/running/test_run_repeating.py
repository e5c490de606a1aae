"""A run can be repeated: the same bytes and version give the same hashes, or it says why not."""

import pytest
from django.db import IntegrityError, transaction

from assessments.conftest import later
from taizhang.assessments.domain.history import first_broken_event
from taizhang.assessments.domain.running import calculating, checking, versions
from taizhang.assessments.domain.running.checking import check_again
from taizhang.assessments.domain.running.versions import version_of
from taizhang.assessments.enums import RunEventKind
from taizhang.assessments.models import ResultRow, Revision, RunEvent, SchemeRun
from taizhang.documents.domain.storing import stored_path
from taizhang.schemes import scheme_named, schemes


def test_a_run_computed_again_is_the_same(compute, make_person):
    run = compute()
    auditor = make_person("qian", "auditor")
    checked = check_again(run.current, actor=auditor, at=later(days=900))
    assert checked.is_same
    event = run.events.latest("number")
    assert (event.kind, event.actor, event.text) == (RunEventKind.CHECKED, auditor, "核对一致")


def test_another_version_of_the_scheme_is_named(compute, officer, monkeypatch):
    run = compute()
    monkeypatch.setattr(checking, "version_of", lambda _scheme: "0" * 64)
    checked = check_again(run.current, actor=officer, at=later(days=1))
    assert checked.differences == ("办法的程序或参数已是另一版本，与首次计算时不同。",)


def test_a_kept_result_that_was_tampered_with_is_found(compute, officer):
    run = compute()
    path = stored_path(run.current.result.sha256)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    (said,) = check_again(run.current, actor=officer, at=later(days=1)).differences
    assert said.startswith("保存的结果与当时不同")


def test_a_kept_file_that_is_gone_is_said(compute, officer):
    run = compute()
    stored_path(run.current.steps.sha256).unlink()
    (said,) = check_again(run.current, actor=officer, at=later(days=1)).differences
    assert said.startswith("不能重新计算：存储的文件")


def test_the_fingerprint_follows_programs_and_parameters_not_notes(tmp_path, monkeypatch):
    for name in ("scheme.py", "parameters.yaml", "columns.yaml", "page.md", "cases.yaml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(versions, "files", lambda _package: tmp_path)
    scheme = scheme_named("standard-land")
    first = version_of(scheme)
    (tmp_path / "page.md").write_text("other")
    (tmp_path / "cases.yaml").write_text("other")
    assert version_of(scheme) == first
    for name in ("scheme.py", "parameters.yaml", "columns.yaml"):
        before = version_of(scheme)
        (tmp_path / name).write_text("other")
        assert version_of(scheme) != before


def test_every_scheme_has_a_version():
    assert all(len(version_of(scheme)) == 64 for scheme in schemes().values())


def test_the_history_is_chained_and_a_foreign_event_is_found(compute, officer):
    run = compute()
    assert first_broken_event(run) is None
    last = run.events.latest("number")
    forged = RunEvent(run=run, number=3, kind=RunEventKind.SUBMITTED, actor=officer)
    forged.recorded_at, forged.previous, forged.digest = later(days=1), last.digest, last.digest
    forged.save()
    assert first_broken_event(run) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda run: RunEvent.objects.filter(run=run).update(text="x"),
        lambda run: RunEvent.objects.filter(run=run).delete(),
        lambda run: SchemeRun.objects.filter(pk=run.pk).update(version="x"),
        lambda run: SchemeRun.objects.filter(pk=run.pk).update(settings={"a": "b"}),
        lambda run: Revision.objects.filter(run=run).update(result_digest="x"),
        lambda run: ResultRow.objects.filter(revision__run=run).update(rank=1),
        lambda run: ResultRow.objects.filter(revision__run=run).delete(),
    ],
)
def test_the_database_refuses_to_change_what_was_computed(compute, change):
    run = compute()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(run)


def test_a_run_of_a_scheme_that_is_gone_says_so(compute, officer, monkeypatch):
    run = compute()
    known = {name: scheme for name, scheme in schemes().items() if name != run.scheme}
    monkeypatch.setattr("taizhang.schemes.registry.schemes", lambda: known)
    (said,) = check_again(run.current, actor=officer, at=later(days=1)).differences
    assert "没有名为“standard-land”的办法" in said
    with pytest.raises(calculating.VersionChangedError):
        calculating.scheme_of_version(run)
