"""What a file really is (辨认格式): told by its first bytes, whatever it is called.

Officials rename files: a .doc that is a web page, a .docx that is a PDF, a .txt that is a workbook.
"""

from __future__ import annotations

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF_WITHIN = 1024
_HTML = re.compile(
    rb"(?>\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*){0,8})"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n){0,4}){0,12}MIME-Version:",
    re.IGNORECASE,
)
_HEAD = 4096
_BOM = b"\xef\xbb\xbf"
# A part that only a file of this kind has.
_PARTS = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("OFD.xml", ".ofd"),
    ("ppt/presentation.xml", ".pptx"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLE_STREAMS = (
    ("WordDocument".encode("utf-16-le"), ".doc"),
    ("Workbook".encode("utf-16-le"), ".xls"),
    ("Book\0".encode("utf-16-le"), ".xls"),
    ("PowerPoint Document".encode("utf-16-le"), ".ppt"),
)
LOCKED = "locked"


def sniff(data: bytes) -> str | None:
    """The suffix of the format that the bytes are, `LOCKED` for a password, None when unknown.

    Plain text has no mark of its own: it is None.

    >>> sniff(b"%PDF-1.7 ..."), sniff("一、加强领导。".encode())
    ('.pdf', None)
    """
    head = data[:_HEAD]
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if head.startswith(rb"{\rtf"):
        return ".rtf"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return ".pdf"
    bare = head.removeprefix(_BOM)
    if _HTML.match(bare):
        return ".html"
    return ".mht" if _MHTML.match(bare) else None


def _zipped(data: bytes) -> str | None:
    import struct
    import zipfile
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OSError):
        return None
    for mimetype, suffix in _OPEN_DOCUMENT.items():
        if "mimetype" in names and mimetype in data[:200]:
            return suffix
    return next((suffix for part, suffix in _PARTS if part in names), None)


def _compound(data: bytes) -> str | None:
    """An OLE file: the names of its streams are UTF-16 in its directory."""
    if _LOCKED in data:
        return LOCKED
    return next((suffix for name, suffix in _OLE_STREAMS if name in data), None)
