"""A source file is refused before it is stored, or stored once and queued."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from taizhang.accounts.enums import Role
from taizhang.documents.domain.errors import (
    DocumentError,
    FileTooLargeError,
    SecretDocumentError,
    UnreadableDocumentError,
)
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.enums import ReadingState
from taizhang.documents.models import Source, StoredFile


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.TEXT_ROOT = tmp_path / "files", tmp_path / "texts"
    return settings.MEDIA_ROOT


@pytest.fixture
def send(clerk, moment):
    def make(content, name="措施.txt", actor=None, **options):
        return receive_source(
            BytesIO(content), name=name, actor=actor or clerk, as_of=moment, **options
        )

    return make


def nothing_kept(folder):
    kept = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    return not kept and not StoredFile.objects.exists() and not Source.objects.exists()


@pytest.mark.django_db
def test_received_file_waits_for_its_reading(send, policy, clerk, moment):
    received = send(policy, issued=None, level="市")
    source = received.source
    assert received.is_new
    assert (source.state, source.name, source.uploaded_by) == (
        ReadingState.QUEUED,
        "措施.txt",
        clerk,
    )
    assert (source.uploaded_at, source.level_option) == (moment, "市")
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("documents.read_source", {"source_id": source.pk})


@pytest.mark.django_db
def test_same_bytes_give_the_source_that_is_there(send, policy):
    first, second = send(policy), send(policy, name="另一个名字.txt")
    assert not second.is_new
    assert second.source == first.source
    assert second.source.name == "措施.txt"
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\xff\xff\xff\xfe\x81" * 20, "encoding"),
    ],
)
def test_file_that_is_no_text_is_refused_and_not_kept(content, code, send, files):
    with pytest.raises(UnreadableDocumentError) as caught:
        send(content)
    assert caught.value.code == code
    assert "措施.txt" in caught.value.message
    assert nothing_kept(files)


@pytest.mark.django_db
def test_unknown_format_is_refused(send, files):
    with pytest.raises(UnreadableDocumentError, match=r"\.txt"):
        send(b"%PDF-1.7", name="措施.xyz")
    assert nothing_kept(files)


@pytest.mark.django_db
def test_gb18030_text_is_received(send, policy):
    assert send(policy.decode().encode("gb18030")).is_new


@pytest.mark.django_db
def test_file_over_the_limit_is_refused(send, settings, files):
    settings.UPLOAD_LIMIT_BYTES = 1000
    with pytest.raises(FileTooLargeError, match="上限"):
        send("台账".encode() * 200)
    assert nothing_kept(files)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["机密★1年", "秘密", "绝密★", "000012\n秘 密★10年"])
def test_marked_document_is_refused_and_leaves_no_bytes(mark, send, policy, files, tmp_path):
    text = f"{mark}\n{policy.decode()}"
    with pytest.raises(SecretDocumentError) as caught:
        send(text.encode())
    assert "涉密文件不得进入本系统" in caught.value.message
    assert nothing_kept(files)
    assert not ProcrastinateJob.objects.exists()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == []


def word_file(policy, *marks):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, mark in zip(table._cells, marks, strict=False):
        cell.text = mark
    for line in policy.decode().splitlines():
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.django_db
def test_word_file_is_read_by_a_job_and_kept_under_its_media_type(send, policy, moment):
    source = send(word_file(policy), "措施.docx").source
    assert source.file.media_type.endswith("wordprocessingml.document")
    read_source(source.pk, as_of=moment)
    source.refresh_from_db()
    assert source.state == ReadingState.READ, source.error
    rows = [list(draft.rows.order_by("position")) for draft in source.drafts.all()]
    plain = send(policy).source
    read_source(plain.pk, as_of=moment)
    assert [[row.title for row in each] for each in rows] == [
        [row.title for row in draft.rows.order_by("position")] for draft in plain.drafts.all()
    ]


@pytest.mark.django_db
def test_marking_in_a_table_cell_of_a_word_file_is_refused(send, policy, files):
    with pytest.raises(SecretDocumentError, match="机密"):
        send(word_file(policy, "份号", "000012", "密级", "机密★1年"), "措施.docx")
    assert nothing_kept(files)


@pytest.mark.django_db
def test_words_about_secrets_in_the_text_are_no_mark(send):
    text = "关于做好保密工作的通知\n一、依法保守国家秘密，保护商业秘密。（市保密局负责）\n"
    assert send(text.encode()).is_new


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\用户\\桌面\\措施.txt", "措施.txt"),
        ("/var/措施.txt", "措施.txt"),
        ("a\x00b\n\u202etxt.txt", "abtxt.txt"),
        ("<script>.txt", "<script>.txt"),
        ("长" * 400 + ".txt", "长" * 251 + ".txt"),
    ],
)
def test_file_name_loses_its_path_and_hidden_characters(given, kept, send, policy):
    assert send(policy, name=given).source.name == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.CITY_LEADER, Role.INDICATOR_OFFICER]
)
def test_other_roles_may_not_upload(role, send, policy, person, files):
    with pytest.raises(PermissionDenied):
        send(policy, actor=person("somebody", role))
    assert nothing_kept(files)


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_the_same_moment_are_one_source_and_one_job(send, policy):
    def work(_):
        try:
            return send(policy)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(work, range(6)))
    assert sum(received.is_new for received in results) == 1
    assert len({received.source.pk for received in results}) == 1
    assert Source.objects.count() == StoredFile.objects.count() == 1
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_upload_that_is_rolled_back_leaves_no_job_and_no_source(send, policy):
    def fail_after_upload():
        with transaction.atomic():
            send(policy)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_upload()
    assert not Source.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert send(policy).is_new


@pytest.mark.django_db
def test_refusals_are_document_errors_with_a_code(send):
    with pytest.raises(DocumentError) as caught:
        send(b"")
    assert caught.value.code
