"""Reading turns a source into drafts and rows, again and again with the same result."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import conninfo_to_dict

from taizhang.documents.domain.errors import ReadingStateError
from taizhang.documents.domain.handing import drop_text
from taizhang.documents.domain.progress import ReadingProgress
from taizhang.documents.domain.reading import read_source, reread_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.domain.reviewing import accept_row
from taizhang.documents.domain.storing import stored_path
from taizhang.documents.enums import ReadingState, RowKind, RowState
from taizhang.documents.models import Draft, DraftRow, Source
from taizhang.project.jobs import requeue_interrupted_jobs

_WORKER = """
import django
django.setup()
from taizhang.project.jobs import worker_app
with worker_app() as app:
    app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
"""


def test_policy_becomes_a_draft_with_rows_that_quote_the_text(draft, source):
    rows = list(draft.rows.all())
    items = [row for row in rows if row.kind == RowKind.ITEM]
    assert [row.path for row in items] == [["1"], ["2"], ["3"], ["4"]]
    assert [row.text for row in rows] == [
        source.text[row.span_start : row.span_end] for row in rows
    ]
    assert {row.state for row in rows} == {RowState.PROPOSED}
    assert (draft.document_number, draft.issued.isoformat()) == (
        "云政办〔2026〕7号",
        "2026-03-09",
    )
    assert draft.region.name == "云岭市"


def test_every_entry_keeps_the_span_it_was_read_from(draft, source):
    for row in draft.rows.all():
        for entry in [*row.targets, *row.deadlines]:
            assert source.text[slice(*entry["span"])] == entry["quote"]
        for unit in row.units:
            assert unit["name"].endswith(source.text[slice(*unit["span"])])
            assert unit["unit_id"] is None


def test_duty_outside_the_items_is_a_row_of_its_own_kind(draft):
    duty = draft.rows.get(kind=RowKind.DUTY)
    assert "出台配套措施" in duty.text
    assert [unit["name"] for unit in duty.units] == ["各县区", "各部门"]
    assert "2026-03-19" in [deadline["date"] for deadline in duty.deadlines]


def test_source_keeps_text_and_coverage_of_the_whole_file(source, policy):
    assert source.text == policy.decode()
    assert source.state == ReadingState.READ
    coverage = source.reading["coverage"]
    assert sum(coverage["classes"].values()) == coverage["sentences"]


def test_reading_again_changes_nothing(draft, source, moment):
    before = list(draft.rows.values())
    read_source(source.pk, as_of=moment)
    Source.objects.filter(pk=source.pk).update(state=ReadingState.READING)
    read_source(source.pk, as_of=moment)  # as after a kill: the job runs again
    now = source.drafts.get()
    ignored = ("id", "draft_id")
    assert [{k: v for k, v in row.items() if k not in ignored} for row in now.rows.values()] == [
        {k: v for k, v in row.items() if k not in ignored} for row in before
    ]


def test_options_given_at_upload_win_over_the_text(receive, policy):
    draft = receive(policy, issued=date(2025, 1, 5)).drafts.get()
    assert draft.issued == date(2025, 1, 5)
    assert draft.rows.first().deadlines[0]["date"] == "2025-06-30"


def test_text_without_any_numbering_is_a_draft_without_items(receive):
    text = "今天天气很好。\n我们去公园散步。\n花都开了。\n"
    draft = receive(text.encode()).drafts.get()
    assert not draft.rows.filter(kind=RowKind.ITEM).exists()
    coverage = draft.reading["coverage"]
    assert sum(coverage["classes"].values()) == coverage["sentences"] == 3


def test_several_documents_in_one_file_are_a_draft_each(receive, policy):
    other = policy.decode().replace("〔2026〕7号", "〔2026〕8号").replace("重点工作", "民生工作")
    drafts = list(receive((policy.decode() + "\n\n" + other).encode()).drafts.order_by("position"))
    assert [draft.document_number for draft in drafts] == [
        "云政办〔2026〕7号",
        "云政办〔2026〕8号",
    ]
    assert drafts[0].span_end <= drafts[1].span_start


def test_failed_reading_keeps_a_sentence_and_can_be_repeated(
    clerk, policy, moment, settings, tmp_path, city
):
    settings.MEDIA_ROOT, settings.TEXT_ROOT = tmp_path / "files", tmp_path / "texts"
    source = receive_source(BytesIO(policy), name="a.txt", actor=clerk, as_of=moment).source
    drop_text(source)
    stored_path(source.file.sha256).unlink()
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.FAILED
    assert "从备份恢复" in source.error
    stored_path(source.file.sha256).write_bytes(policy)
    ProcrastinateJob.objects.all().delete()
    reread_source(source, actor=clerk, as_of=moment)
    assert ProcrastinateJob.objects.get().args == {"source_id": source.pk}
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert (source.state, source.error) == (ReadingState.READ, "")
    assert source.drafts.count() == 1


def test_source_with_decisions_is_not_read_again(source, draft, clerk, moment):
    accept_row(draft.rows.first(), 1, actor=clerk, as_of=moment)
    with pytest.raises(ReadingStateError, match="已经有人核对"):
        reread_source(source, actor=clerk, as_of=moment)


def test_decision_made_while_the_reading_waits_is_kept(source, draft, clerk, moment):
    reread_source(source, actor=clerk, as_of=moment)
    accepted = accept_row(draft.rows.first(), 1, actor=clerk, as_of=moment)
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.READ
    assert DraftRow.objects.get(pk=accepted.pk).state == RowState.ACCEPTED


@pytest.mark.django_db
def test_progress_writes_only_what_is_news(
    clerk, policy, moment, settings, tmp_path, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path / "files"
    source = receive_source(BytesIO(policy), name="a.txt", actor=clerk, as_of=moment).source
    Source.objects.filter(pk=source.pk).update(state=ReadingState.READING)
    progress = ReadingProgress(source)
    for stage, share in [("clean", 0.0), ("documents", 0.1), ("documents", 0.11), ("done", 1.0)]:
        progress(stage, share)
    source.refresh_from_db()
    assert (source.stage, source.percent) == ("done", 99)
    with django_assert_num_queries(0):
        progress("done", 1.0)


@pytest.mark.django_db(transaction=True)
def test_queued_source_is_read_by_a_real_worker(
    clerk, policy, moment, settings, tmp_path, city, run_jobs
):
    settings.MEDIA_ROOT = tmp_path / "files"
    source = receive_source(BytesIO(policy), name="a.txt", actor=clerk, as_of=moment).source
    run_jobs()
    source.refresh_from_db()
    assert source.state == ReadingState.READ
    assert source.drafts.get().rows.count() == 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_the_middle_leaves_nothing_half_done(
    clerk, policy, moment, settings, tmp_path, city, run_jobs
):
    settings.MEDIA_ROOT = tmp_path / "files"
    long = long_policy(policy.decode(), items=4000)
    source = receive_source(BytesIO(long.encode()), name="长.txt", actor=clerk, as_of=moment).source
    worker = start_worker(tmp_path)
    wait_until(lambda: Source.objects.get(pk=source.pk).percent > 0)
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=10)
    source.refresh_from_db()
    assert source.state == ReadingState.READING
    assert not Draft.objects.exists()
    settings.DATABASE_URL = ""
    assert requeue_interrupted_jobs(as_of=moment) == 1
    run_jobs()
    source.refresh_from_db()
    assert source.state == ReadingState.READ
    assert source.drafts.get().rows.filter(kind=RowKind.ITEM).count() == 4000


def long_policy(text: str, *, items: int) -> str:
    """The policy with its first measure said over and over."""
    head, rest = text.split("1. ", 1)
    measure = rest.split("2. ", 1)[0].strip()
    return head + "\n\n".join(f"{number}. {measure}" for number in range(1, items + 1)) + "\n"


def start_worker(data) -> subprocess.Popen[bytes]:
    """A worker in a process of its own on the database of this test."""
    parts = conninfo_to_dict(connection.connection.info.dsn)
    query = "&".join(f"{key}={parts[key]}" for key in ("host", "port", "user") if key in parts)
    url = f"postgresql:///{parts['dbname']}?{query}"
    environment = {
        **os.environ,
        "TAIZHANG_DATA": str(data),
        "DATABASE_URL": url,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    return subprocess.Popen([sys.executable, "-c", _WORKER], env=environment)


def wait_until(holds, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
