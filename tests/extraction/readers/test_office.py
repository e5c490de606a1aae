"""Files that only LibreOffice reads: .doc, .wps, .rtf, .odt."""

import io
import zipfile
from pathlib import Path

import pytest

from taizhang.extraction import ReadError, read_bytes
from taizhang.extraction.readers import office

needs_office = pytest.mark.skipif(
    office.find_office() is None, reason="LibreOffice is not on this machine"
)
_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"'
)


def rich_text(*paragraphs: str) -> bytes:
    def escaped(text: str) -> str:
        units = (ord(character) for character in text)
        return "".join(f"\\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)

    body = "\\par ".join(escaped(text) for text in paragraphs)
    return f"{{\\rtf1\\ansi\\uc1 {body}\\par}}".encode()


def open_document(*paragraphs: str) -> bytes:
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", _ODT)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest="
            "'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
    return stream.getvalue()


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.doc", rich_text("一、培育主体。", "（市发改委负责）")),
        ("通知.wps", rich_text("一、培育主体。", "（市发改委负责）")),
        ("通知.odt", open_document("一、培育主体。", "（市发改委负责）")),
    ],
)
def test_text_is_read_by_way_of_word_with_a_notice(name: str, data: bytes) -> None:
    decoded = read_bytes(name, data)
    assert decoded.text == "一、培育主体。\n（市发改委负责）"
    assert [notice.code for notice in decoded.notices] == ["converted"]


@needs_office
@pytest.mark.slow
def test_a_damaged_file_is_refused_and_nothing_is_left_behind() -> None:
    before = set(Path("/tmp").glob("taizhang-*"))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadError, match=r"坏\.doc") as caught:
        read_bytes("坏.doc", data)
    assert caught.value.code in {"damaged", "empty"}
    left = {each for each in set(Path("/tmp").glob("taizhang-*")) - before if each.is_dir()}
    assert not [each for each in left if (each / "profile").exists()]


def test_without_libreoffice_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setattr(office, "_UNPACKED", "no-such-office/*")
    with pytest.raises(ReadError, match=r"另存为 \.docx.*安装 LibreOffice") as caught:
        office.read(rich_text("甲"))
    assert caught.value.code == "needs_office"
