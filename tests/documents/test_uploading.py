"""The upload page: several files, what is wrong with each, nothing on the disk before the check."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from taizhang.documents.enums import ReadingState
from taizhang.documents.models import Source

ADDRESS = "/documents/upload/"


@pytest.fixture
def page(client, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    client.force_login(clerk)
    return client


def file(content, name="措施.txt"):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def sentence(answer, status=422):
    assert answer.status_code == status
    return answer.content.decode()


def test_one_file_leads_to_its_page(page, policy):
    answer = page.post(ADDRESS, {"uploads": [file(policy)], "level": "市", "issued": "2026-03-08"})
    source = Source.objects.get()
    assert answer.headers["Location"] == reverse("documents:source", args=[source.pk])
    assert (source.state, source.level_option) == (ReadingState.QUEUED, "市")
    assert source.issued_option.isoformat() == "2026-03-08"


def test_several_files_lead_to_the_list(page, policy):
    second = policy.replace("7号".encode(), "8号".encode())
    answer = page.post(ADDRESS, {"uploads": [file(policy), file(second, "二.txt")]})
    assert answer.headers["Location"] == reverse("documents:list")
    assert Source.objects.count() == 2


def test_file_that_is_there_already_is_said_so(page, policy):
    page.post(ADDRESS, {"uploads": [file(policy)]})
    again = page.post(ADDRESS, {"uploads": [file(policy, "另一个.txt")]}, follow=True)
    assert "内容完全相同，没有重复存入" in again.content.decode()
    assert Source.objects.count() == 1


def test_bad_file_among_good_ones_is_named_and_the_good_ones_are_kept(page, policy):
    html = sentence(page.post(ADDRESS, {"uploads": [file(b"", "空.txt"), file(policy)]}))
    assert "空.txt" in html
    assert "已收到" in html
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "空.txt", "没有任何文字"),
        (b"\x00\x01" * 500, "坏.txt", "二进制"),
        (b"\xff\xff\xfe\x81" * 30, "乱.txt", "编码"),
        (b"PK\x03\x04", "表.xyz", "格式"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_a_sentence(content, name, says, page):
    html = sentence(page.post(ADDRESS, {"uploads": [file(content, name)]}))
    assert says in html
    assert not Source.objects.exists()


def test_file_over_the_limit_is_refused_with_a_sentence(page, settings):
    settings.UPLOAD_LIMIT_BYTES = 3_000_000
    html = sentence(page.post(ADDRESS, {"uploads": [file("台账".encode() * 600_000)]}))
    assert "上限" in html
    assert not Source.objects.exists()


def test_request_that_is_far_too_long_is_refused_before_it_is_read(page, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    html = sentence(page.post(ADDRESS, {"uploads": [file(b"x" * 7_000)]}), status=413)
    assert "合计超过" in html


def test_nothing_chosen_is_said(page):
    assert "请选择至少一个文件" in sentence(page.post(ADDRESS, {}))


def test_wrong_date_is_said(page, policy):
    html = sentence(page.post(ADDRESS, {"uploads": [file(policy)], "issued": "三月"}))
    assert "成文日期应写成" in html
    assert not Source.objects.exists()


def test_large_secret_document_never_reaches_the_disk(page, policy, settings, tmp_path):
    """Django would put more than 2.5 MB into a temporary file before anybody has looked."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    before = temporary.stat().st_mtime_ns
    text = "机密★1年\n" + policy.decode() * 4000
    assert len(text.encode()) > 2_621_440
    html = sentence(page.post(ADDRESS, {"uploads": [file(text.encode())]}))
    assert "涉密文件不得进入本系统" in html
    assert temporary.stat().st_mtime_ns == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Source.objects.exists()


def test_name_with_a_path_loses_it(page, policy):
    page.post(ADDRESS, {"uploads": [file(policy, "../../x/措施.txt")]})
    assert Source.objects.get().name == "措施.txt"
