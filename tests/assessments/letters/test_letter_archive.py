"""All letters of a revision as one kept archive."""

import hashlib
import io
import zipfile

import pytest
from django.db import IntegrityError, transaction

from assessments.conftest import MONDAY, later
from assessments.letters.conftest import BARRED, FIRMS, letter_of_subject
from taizhang.assessments.domain.errors import RunNotAllowedError, RunStateError
from taizhang.assessments.domain.letters import archiving
from taizhang.assessments.domain.letters.archiving import kept_letter, write_letters
from taizhang.assessments.domain.letters.files import word_bytes
from taizhang.assessments.domain.letters.issuing import request_letters
from taizhang.assessments.models import LetterSet
from taizhang.documents.domain.storing import open_file, stored_path


def unpacked(revision) -> dict[str, bytes]:
    issued = LetterSet.objects.get(revision=revision)
    with open_file(issued.archive) as stream:
        archive = zipfile.ZipFile(io.BytesIO(stream.read()))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def test_publication_asks_for_the_letters_and_the_job_writes_one_a_subject(published):
    revision = published.current
    assert LetterSet.objects.get(revision=revision).state == "waiting"
    assert write_letters(revision.pk, clock=lambda: MONDAY) == "done"
    names = ["1-青石县精密铸造厂.docx", "2-白河纺织有限公司.docx"]
    names += ["3-临江县食品厂.docx", "4-松山区_化工 厂.docx"]
    found = unpacked(revision)
    assert list(found) == names
    for (code, *_firm), data in zip((*FIRMS, BARRED), found.values(), strict=True):
        assert data == word_bytes(letter_of_subject(revision, code))
        assert data == kept_letter(revision.rows.get(subject=code))
    issued = LetterSet.objects.get(revision=revision)
    assert (issued.written, issued.ended_at) == (4, MONDAY)
    assert write_letters(revision.pk, clock=lambda: MONDAY) is None  # run again it does nothing


def test_equal_results_give_equal_archives(written):
    kept = LetterSet.objects.get(revision=written.current)
    data = stored_path(kept.archive.sha256).read_bytes()
    again = archiving._archive(kept, lambda: MONDAY)["archive"]
    assert again == kept.archive
    assert hashlib.sha256(data).hexdigest() == kept.archive.sha256


def test_a_kept_archive_is_not_changed_nor_written_again(written, head):
    kept = LetterSet.objects.get(revision=written.current)
    with pytest.raises(RunStateError, match="已经生成"):
        request_letters(written.current, actor=head, at=later(days=1))
    kept.office = "别的单位"
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        kept.save()
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        kept.delete()


def test_a_corrected_result_has_letters_of_its_own_and_the_first_ones_stay(written, correct):
    first = unpacked(written.current)
    second = correct(written).current
    assert write_letters(second.pk, clock=lambda: later(days=2)) == "done"
    found = unpacked(second)
    assert [name for name in found if name.startswith("结果没有变化/")] == [
        "结果没有变化/4-松山区_化工 厂.docx"
    ]
    assert len([name for name in found if name.startswith("结果有变化/")]) == 3
    assert kept_letter(second.rows.get(subject="A3")) == found["结果有变化/3-临江县食品厂.docx"]
    assert unpacked(written.revisions.get(number=1)) == first


def test_too_many_letters_say_so_and_single_ones_are_still_there(published, monkeypatch, head):
    monkeypatch.setattr(archiving, "MOST_LETTERS", 3)
    assert write_letters(published.current_id, clock=lambda: MONDAY) == "failed"
    failed = LetterSet.objects.get(revision=published.current)
    assert (failed.code, failed.archive) == ("too_many_letters", None)
    assert "有 4 个对象" in failed.reason
    assert kept_letter(published.current.rows.first()) is None


def test_what_failed_or_died_is_asked_for_again_by_who_may_approve(published, head, clerk):
    revision = published.current
    with pytest.raises(RunStateError, match="正在生成"):
        request_letters(revision, actor=head, at=MONDAY)
    with pytest.raises(RunNotAllowedError):
        request_letters(revision, actor=clerk, at=later(days=1))
    asked = request_letters(revision, actor=head, at=later(minutes=6))  # nobody writes it
    assert (asked.state, asked.asked_at) == ("waiting", later(minutes=6))
    assert asked.issued_on == MONDAY.date()  # what the letters say of their issue stays
    assert write_letters(revision.pk, clock=lambda: later(minutes=6)) == "done"


def test_a_lost_file_is_told_and_not_raised(published):
    stored_path(published.current.steps.sha256).unlink()
    assert write_letters(published.current_id, clock=lambda: MONDAY) == "failed"
    failed = LetterSet.objects.get(revision=published.current)
    assert failed.code == "storage"
    assert "备份" in failed.reason


def test_a_fault_of_the_program_is_told_and_raised(published, monkeypatch):
    def break_down(_letter):
        raise ZeroDivisionError

    monkeypatch.setattr(archiving, "word_bytes", break_down)
    with pytest.raises(ZeroDivisionError):
        write_letters(published.current_id, clock=lambda: MONDAY)
    failed = LetterSet.objects.get(revision=published.current)
    assert (failed.state, failed.code) == ("failed", "broken")


def test_no_letters_before_publication(rated, head):
    with pytest.raises(RunStateError, match="公示以后"):
        request_letters(rated.current, actor=head, at=MONDAY)
