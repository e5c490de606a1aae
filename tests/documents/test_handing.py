"""What an upload decoded is not decoded again by the job that reads it into drafts."""

import os
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from taizhang.documents.domain.handing import sweep_texts, take_text
from taizhang.documents.domain.reading import decode_source, read_source, reread_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.domain.storing import stored_path
from taizhang.documents.enums import ReadingState
from taizhang.extraction.readers import office

needs_office = pytest.mark.skipif(
    office.find_office() is None, reason="LibreOffice is not on this machine"
)


@pytest.fixture
def texts(settings, tmp_path):
    settings.MEDIA_ROOT, settings.TEXT_ROOT = tmp_path / "files", tmp_path / "texts"
    return settings.TEXT_ROOT


@pytest.fixture
def send(texts, clerk, city, moment):
    def make(data: bytes, name: str = "措施.txt"):
        return receive_source(BytesIO(data), name=name, actor=clerk, as_of=moment).source

    return make


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def old_word(policy: bytes, folder: Path) -> bytes:
    """The policy as a .doc that LibreOffice wrote."""
    plain = folder / "措施.txt"
    plain.write_bytes(policy)
    command = [
        str(office.find_office()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "doc:MS Word 97", "--infilter=Text (encoded):UTF8"),
        *("--outdir", str(folder), str(plain)),
    ]
    for _ in range(3):  # it makes a profile first and wants to be started again
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, "HOME": "/"})
        if (made := folder / "措施.doc").exists():
            return made.read_bytes()
    pytest.fail("LibreOffice wrote no .doc")


@needs_office
@pytest.mark.slow
def test_an_old_word_file_is_converted_once(send, policy, moment, tmp_path):
    data = old_word(policy, tmp_path)
    assert data.startswith(b"\xd0\xcf\x11\xe0")
    source = send(data, "措施.doc")
    assert take_text(source) == decode_source(source)
    stored_path(source.file.sha256).unlink()  # nothing is left to convert
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.READ, source.error
    assert [row.path for row in source.drafts.get().rows.all()][:4] == [["1"], ["2"], ["3"], ["4"]]


def test_the_text_is_gone_once_it_is_read(send, policy, moment, texts):
    source = send(policy)
    assert take_text(source) == decode_source(source)
    read_source(source.pk, as_of=moment)
    assert kept(texts) == []


def test_the_text_is_gone_when_the_reading_fails(send, policy, texts, monkeypatch, moment):
    source = send(policy)
    (path,) = kept(texts)
    path.write_bytes(path.read_bytes()[:-7])
    stored_path(source.file.sha256).unlink()
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.FAILED
    assert kept(texts) == []


def test_a_text_that_is_not_whole_is_decoded_again(send, policy, texts, moment, caplog):
    source = send(policy)
    (path,) = kept(texts)
    path.write_bytes(path.read_bytes()[:-7])
    assert take_text(source) is None
    assert "not whole" in caplog.text
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert (source.state, source.text) == (ReadingState.READ, policy.decode())


def test_a_source_that_is_read_again_is_decoded_again(send, policy, moment, clerk, texts):
    source = send(policy)
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    reread_source(source, actor=clerk, as_of=moment)
    assert take_text(source) is None
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.READ


def test_a_known_file_lays_no_text_ready(send, policy, moment, texts):
    read_source(send(policy).pk, as_of=moment)
    send(policy, "又一次.txt")
    assert kept(texts) == []


def test_a_text_that_nobody_came_for_is_swept(send, policy, texts, moment):
    send(policy)
    (path,) = kept(texts)
    os.utime(path, (moment.timestamp(),) * 2)
    assert sweep_texts(before=moment - timedelta(days=1)) == 0
    assert sweep_texts(before=moment + timedelta(days=1)) == 1
    assert kept(texts) == []
