"""The PDF of a bulletin is drawn after it was issued; without it everything else is there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from plugins.pdf_pages import needs_pdf
from reporting.bulletins.walking import draft, issue
from taizhang.documents.domain.storing import open_file, stored_path
from taizhang.reporting.domain.bulletins.drafting import redraft_bulletin
from taizhang.reporting.domain.bulletins.drawing import begin_drawing, draw_pdf, request_pdf
from taizhang.reporting.domain.errors import (
    BulletinNotAllowedError,
    BulletinStateError,
)
from taizhang.reporting.models import Bulletin, BulletinDrawing

DIES = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
MISSING = "raise ModuleNotFoundError('No module named weasyprint', name='weasyprint')\n"


@pytest.fixture
def drafted(city, clerk):
    city.report(city.start(city.task(("培育高新技术企业", ">=", 140))), 20)
    return draft(clerk)


@pytest.fixture
def issued(drafted, head, clerk):
    return issue(drafted, reviewer=head, issuer=clerk)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A function that puts another module in the place of the library that draws."""

    def replace(source):
        (tmp_path / "weasyprint.py").write_text(source)
        monkeypatch.syspath_prepend(tmp_path)

    return replace


def _page(client, bulletin):
    return client.get(bulletin.get_absolute_url()).content.decode()


def _state(bulletin):
    return BulletinDrawing.objects.get(bulletin=bulletin)


@needs_pdf
def test_the_pdf_is_drawn_after_the_bulletin_was_issued(client, issued, head):
    client.force_login(head)
    assert (issued.pdf, _state(issued).state) == (None, "waiting")
    waiting = _page(client, issued)
    assert "排队等待生成" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert draw_pdf(issued.pk, clock=timezone.now) == "done"
    issued.refresh_from_db()
    with open_file(issued.pdf) as file:
        assert file.read().startswith(b"%PDF")
    done = client.get(reverse("reporting:bulletin-pdf", args=[issued.pk])).content.decode()
    assert "下载 PDF" in done
    assert "hx-trigger" not in done
    assert draw_pdf(issued.pk, clock=timezone.now) is None  # run again it does nothing


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [(MISSING, "pdf_library_missing", "weasyprint"), (DIES, "pdf_failed", "-9")],
)
def test_without_the_library_word_and_excel_are_there_and_the_page_says_why(
    client, issued, head, clerk, library, source, code, said
):
    library(source)
    assert (issued.state, issued.number != "") == ("issued", True)
    assert draw_pdf(issued.pk, clock=timezone.now) == "failed"
    assert _state(issued).code == code
    client.force_login(head)
    page = _page(client, issued)
    assert "没有生成 PDF" in page
    assert said in page
    for kind in ("word", "annex"):
        answer = client.get(reverse("reporting:bulletin-file", args=[issued.pk, kind]))
        assert b"".join(answer.streaming_content).startswith(b"PK")
    nothing = client.get(reverse("reporting:bulletin-file", args=[issued.pk, "pdf"]), follow=True)
    assert "还没有 PDF" in nothing.content.decode()


@needs_pdf
def test_what_could_not_be_drawn_is_drawn_later(client, issued, head, library, tmp_path):
    library(DIES)
    draw_pdf(issued.pk, clock=timezone.now)
    (tmp_path / "weasyprint.py").unlink()
    client.force_login(head)
    assert "再次生成 PDF" in _page(client, issued)
    client.post(reverse("reporting:bulletin-pdf-draw", args=[issued.pk]))
    assert _state(issued).state == "waiting"
    assert draw_pdf(issued.pk, clock=timezone.now) == "done"
    issued.refresh_from_db()
    assert issued.pdf.size > 10_000


@needs_pdf
def test_another_failure_is_noted_for_the_reader_and_raised(issued, settings, tmp_path):
    (tmp_path / "file").write_text("a file where the folder of files should be")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises(OSError, match="file"):
        draw_pdf(issued.pk, clock=timezone.now)
    assert (_state(issued).state, _state(issued).code) == ("failed", "pdf_broken")
    assert "日志" in _state(issued).reason


def test_only_one_is_drawn_at_a_time_and_a_lost_one_is_asked_for_again(issued, head):
    now = timezone.now()
    with pytest.raises(BulletinStateError) as caught:
        request_pdf(issued, actor=head, as_of=now)
    assert caught.value.code == "pdf_underway"
    begin_drawing(issued.pk, as_of=now)  # whoever drew it is gone
    assert _state(issued).state == "drawing"
    request_pdf(issued, actor=head, as_of=now + timedelta(minutes=6))
    assert _state(issued).state == "waiting"


def test_who_reads_drafts_has_it_drawn(client, issued, liaison, mayor):
    late = timezone.now() + timedelta(minutes=6)
    with pytest.raises(BulletinNotAllowedError):
        request_pdf(issued, actor=liaison, as_of=late)
    client.force_login(liaison)
    url = reverse("reporting:bulletin-pdf-draw", args=[issued.pk])
    assert client.post(url).status_code == 403
    assert url not in _page(client, issued)
    request_pdf(issued, actor=mayor, as_of=late)


@needs_pdf
def test_the_pdf_of_a_draft_is_that_of_what_it_says_now(client, drafted, clerk):
    client.force_login(clerk)
    assert "还没有生成" in _page(client, drafted)
    request_pdf(drafted, actor=clerk, as_of=timezone.now())
    draw_pdf(drafted.pk, clock=timezone.now)
    url = reverse("reporting:bulletin-file", args=[drafted.pk, "pdf"])
    assert client.get(url).content.startswith(b"%PDF")
    redraft_bulletin(drafted, actor=clerk, as_of=timezone.now())
    assert client.get(url).status_code == 302
    assert "下载 PDF" not in _page(client, drafted)


def test_what_was_drawn_of_an_earlier_text_is_thrown_away(drafted, clerk, head, monkeypatch):
    request_pdf(drafted, actor=clerk, as_of=timezone.now())
    moments = []

    def clock():
        """The second time it is asked the drawing is done: the bulletin is issued meanwhile."""
        moments.append(timezone.now())
        if len(moments) == 2:
            issue(drafted, reviewer=head, issuer=clerk)
        return moments[-1]

    assert draw_pdf(drafted.pk, clock=clock) is None
    assert _state(drafted).state == "waiting"
    assert Bulletin.objects.get().pdf is None


@needs_pdf
def test_the_pdf_of_an_issued_bulletin_is_added_once(issued):
    draw_pdf(issued.pk, clock=timezone.now)
    for change in ("pdf_id = NULL", "pdf_id = word_id"):
        refused = pytest.raises(IntegrityError, match="is issued")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE reporting_bulletin SET {change}")
    issued.refresh_from_db()
    assert stored_path(issued.pdf.sha256).exists()


@needs_pdf
def test_the_worker_draws_what_was_asked_for(transactional_db, issued, run_jobs):
    run_jobs()
    assert _state(issued).state == "done"
