"""What a file is, whatever it is called."""

import io
import zipfile

import pytest

from plugins.growth import seconds
from taizhang.extraction import ReadError, read_bytes
from taizhang.extraction.readers.sniffing import LOCKED, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\0" * 100 + b"%PDF-1.4\n", ".pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), ".ofd"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        (zipped("甲.txt"), None),
        (b"PK\x03\x04" + b"\0" * 40, None),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (rb"{\rtf1\ansi", ".rtf"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html PUBLIC>", ".html"),
        (b'<?xml version="1.0"?>\n<!-- saved --><HTML>', ".html"),
        (b"From: <Saved>\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n", ".mht"),
        ("一、加强领导。".encode(), None),
        (b"", None),
    ],
)
def test_first_bytes_tell_the_format(data: bytes, kind: str | None) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize("piece", [b"<!--", b"A-a: b\r\n", b" ", b"<!---->", b"A:\n ", b"<?xml "])
def test_long_hostile_heads_are_told_at_once(piece: bytes) -> None:
    head = piece * (4_000_000 // len(piece))
    assert seconds(lambda: sniff(head)) < 0.2


def test_a_file_that_only_its_password_opens_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReadError, match=r"^文件“密\.txt”：设有打开密码.*去掉密码") as caught:
        read_bytes("密.txt", OLE + "EncryptedPackage".encode("utf-16-le"))
    assert caught.value.code == "encrypted"


def test_a_renamed_file_of_a_kind_that_is_not_read_is_named() -> None:
    with pytest.raises(ReadError, match=r"^文件“片\.txt”的内容其实是 \.pptx") as caught:
        read_bytes("片.txt", zipped("[Content_Types].xml", "ppt/presentation.xml"))
    assert caught.value.code == "unknown_format"


def test_plain_text_about_a_web_page_stays_plain_text() -> None:
    text = "<html>是网页的第一个标签。"
    assert read_bytes("说明.txt", text.encode()).text == text
