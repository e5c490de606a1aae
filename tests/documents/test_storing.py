"""Files are kept once, whole, under the hash of their bytes."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from taizhang.documents.domain.errors import FileKindError, FileTooLargeError, StorageError
from taizhang.documents.domain.storing import (
    keep_evidence,
    keep_file,
    open_file,
    stored_path,
    sweep_partial_files,
)
from taizhang.documents.models import StoredFile

CONTENT = "云岭市工程技术研究中心名单".encode()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
ZIP = b"PK\x03\x04" + b"\0" * 26
CFB = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 24


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def keep(content, moment):
    return keep_file(BytesIO(content), media_type="text/plain", as_of=moment)


def all_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_file_lies_under_its_hash_and_reads_back(files, moment):
    stored = keep(CONTENT, moment)
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stored.size == len(CONTENT)
    assert all_files(files) == [files / stored.sha256[:2] / stored.sha256]
    with open_file(stored) as file:
        assert file.read() == CONTENT


@pytest.mark.django_db
def test_kept_file_is_readable_by_its_owner_only(moment):
    stored = keep(CONTENT, moment)
    assert stored_path(stored.sha256).stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_same_bytes_are_one_row_and_one_file(files, moment):
    assert keep(CONTENT, moment) == keep(CONTENT, moment + timedelta(days=1))
    assert StoredFile.objects.count() == 1
    assert len(all_files(files)) == 1


@pytest.mark.django_db
def test_too_large_file_leaves_nothing(files, settings, moment):
    settings.UPLOAD_LIMIT_BYTES = 1000
    with pytest.raises(FileTooLargeError):
        keep(b"x" * 1001, moment)
    assert all_files(files) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_file_that_is_gone_or_cut_is_an_error_that_says_what_to_do(moment):
    stored = keep(CONTENT, moment)
    path = stored_path(stored.sha256)
    path.write_bytes(CONTENT[:-1])
    with pytest.raises(StorageError, match="大小与入库时不同"):
        open_file(stored)
    path.unlink()
    with pytest.raises(StorageError, match="从备份恢复"):
        open_file(stored)


@pytest.mark.django_db(transaction=True)
def test_same_bytes_kept_at_the_same_moment_are_one_row(files, moment):
    def work(_):
        try:
            return keep(CONTENT, moment).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(work, range(8)))
    assert len(keys) == 1
    assert len(all_files(files)) == 1


@pytest.mark.django_db
def test_what_a_killed_upload_left_is_swept_after_a_day(files, moment):
    keep(CONTENT, moment)
    old, fresh = files / ".part-old", files / ".part-fresh"
    for path, age in ((old, timedelta(days=2)), (fresh, timedelta(minutes=1))):
        path.write_bytes(b"half")
        os.utime(path, ((moment - age).timestamp(),) * 2)
    assert sweep_partial_files(before=moment - timedelta(days=1)) == 1
    assert not old.exists()
    assert fresh.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("照片.PNG", PNG, "image/png"),
        ("照片.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("方案.pdf", b"%PDF-1.7\n", "application/pdf"),
        (
            "表.xlsx",
            ZIP,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("文件.ofd", ZIP, "application/ofd"),
        ("文件.wps", CFB, "application/vnd.ms-works"),
        ("名单.txt", CONTENT, "text/plain"),
        ("名单.csv", "序号,名称\n1,甲\n".encode("gb18030"), "text/csv"),
    ],
)
def test_evidence_of_an_accepted_kind_is_kept(name, content, media_type, moment):
    stored = keep_evidence(BytesIO(content), name=name, as_of=moment)
    assert stored.media_type == media_type
    with open_file(stored) as file:
        assert file.read() == content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.exe", b"MZ"),
        ("页面.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg/>"),
        ("没有后缀", CONTENT),
        ("假图.png", b"<script>alert(1)</script>"),
        ("假文.docx", b"MZ\x90\0"),
        ("空.txt", b""),
        ("二进制.txt", b"a\0b"),
    ],
)
def test_evidence_of_another_kind_is_refused_and_nothing_kept(name, content, files, moment):
    with pytest.raises(FileKindError):
        keep_evidence(BytesIO(content), name=name, as_of=moment)
    assert all_files(files) == []


@pytest.mark.django_db
def test_long_evidence_that_comes_in_small_pieces_is_whole(moment):
    class Slow(BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 7) if size > 0 else size)

    content = b"%PDF-" + bytes(range(256)) * 40
    stored = keep_evidence(Slow(content), name="a.pdf", as_of=moment)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
