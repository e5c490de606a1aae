"""Files made to harm their reader: bombs, loops, and things that point outside."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

from mutations import zip_of
from seeds import LINES, docx, html, ofd, sheets

from extraction.readers.pdf_files import write_objects
from extraction.readers.word_files import p, relations, word

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_ENTITIES = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "甲乙丙丁戊"}">' for n in range(12)
)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_type(data: bytes, part: str, inside: str, use: str) -> bytes:
    """A zip whose ``part`` has a document type and uses an entity of it in its first text."""
    parts = parts_of(data)
    xml = parts[part].decode()
    xml = xml[xml.find("?>") + 2 :] if xml.startswith("<?xml") else xml
    at = xml.find(LINES[0]) if LINES[0] in xml else xml.rfind("</")
    parts[part] = f"<!DOCTYPE x [{inside}]>{xml[:at]}{use}{xml[at:]}".encode()
    return zip_of(parts)


_PARTS = {
    ".docx": (docx, "word/document.xml"),
    ".ofd": (ofd, "Doc_0/Pages/Page_0/Content.xml"),
    ".xlsx": (sheets, "xl/sharedStrings.xml"),
}


def entity_bomb(suffix: str) -> bytes:
    """Ten lines of entities that mean five million million characters."""
    if suffix == ".html":
        return f"<!DOCTYPE html [{_ENTITIES}]><html><body><p>&e11;文</p></body></html>".encode()
    build, part = _PARTS[suffix]
    return with_type(build()[0], part, _ENTITIES, "&e11;")


def external_entity(suffix: str, file: Path) -> bytes:
    """An entity whose text is to come from a file."""
    inside = f'<!ENTITY x SYSTEM "{file.as_uri()}"><!ENTITY % y SYSTEM "{file.as_uri()}"> %y;'
    if suffix == ".html":
        tags = "".join(f'<{tag} src="{file.as_uri()}">' for tag in ("iframe", "embed", "script"))
        link = f'<link rel=import href="{file.as_uri()}"><object data="{file.as_uri()}"></object>'
        return f"<!DOCTYPE html [{inside}]><p>文&x;</p>{tags}{link}{html()[0].decode()}".encode()
    build, part = _PARTS[suffix]
    return with_type(build()[0], part, inside, "&x;")


def pointing_relations(file: Path) -> bytes:
    """A Word file whose relations lead to a file, upwards and to an address."""
    outside = [
        (str(file), "footnotes"),
        (file.as_uri(), "header"),
        ("../../../.." + str(file), "numbering"),
    ]
    return word(
        p(LINES[0]),
        more=(*outside, ("http://127.0.0.1:9/x.xml", "styles")),
    )


def linked_zip(suffix: str, file: Path) -> bytes:
    """A zip in which the main part is a symbolic link to a file, with names that lead upwards."""
    build, main = _PARTS[suffix]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts_of(build()[0]).items():
            if name == main:
                link = zipfile.ZipInfo(name)
                link.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(link, str(file))
            else:
                archive.writestr(name, data)
        archive.writestr("../../../../tmp/taizhang-canary.txt", "写到外面")
        archive.writestr("/tmp/taizhang-canary.txt", "写到外面")
    return stream.getvalue()


def zip_bomb(suffix: str) -> bytes:
    """A part that unpacks to 300 MB."""
    build, part = _PARTS[suffix]
    parts = parts_of(build()[0])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name != part:
                archive.writestr(name, data)
        with archive.open(part, "w", force_zip64=True) as sink:
            for _ in range(300):
                sink.write(b" " * 2**20)
    return stream.getvalue()


def long_word() -> bytes:
    """A hundred thousand paragraphs."""
    return word(p("一、加强领导。") * 100_000)


def deep_word() -> bytes:
    """Tables in tables, ten thousand deep."""
    opened = "<w:tbl><w:tr><w:tc>" * 10_000
    return word(opened + p("深") + "</w:tc></w:tr></w:tbl>" * 10_000)


def deep_html() -> bytes:
    """A hundred thousand elements in each other, never closed."""
    return b"<html><body>" + b"<div>" * 100_000 + "深处的文字。".encode()


def many_cells_html() -> bytes:
    """Cells that say they cover a million rows and columns."""
    return (
        b"<table>"
        + "<tr><td rowspan=1000000 colspan=1000000>格</td></tr>".encode() * 50
        + b"</table>"
    )


def many_objects_pdf() -> bytes:
    """Six hundred thousand objects that nothing needs."""
    body = b"".join(b"%d 0 obj\nnull\nendobj\n" % n for n in range(10, 600_000))
    return (
        b"%PDF-1.7\n1 0 obj\n"
        + CATALOGUE
        + b"\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        + body
    )


def recursive_pdf() -> bytes:
    """A tree of pages that holds itself."""
    return write_objects(
        [
            CATALOGUE,
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 9 >>",
        ]
    )


def huge_page_pdf() -> bytes:
    """A page of the size of a country."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99999999999 99999999999] /UserUnit 75000 >>"
    )
    return write_objects([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page])


def cyclic_pdf() -> bytes:
    """A form that draws itself, on a page whose contents are its own page."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 "
        b"/Resources << /XObject << /F 4 0 R >> >> >>\nstream\n/F Do\nendstream"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents [5 0 R 3 0 R] "
        b"/Resources << /XObject << /F 4 0 R >> >> >>"
    )
    return write_objects(
        [
            CATALOGUE,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            form,
            b"<< /Length 5 >>\nstream\n/F Do\nendstream",
        ]
    )


def recursive_ofd() -> bytes:
    """A template of a page that is the page itself."""
    parts = parts_of(ofd()[0])
    name = "Doc_0/Pages/Page_0/Content.xml"
    xml = parts[name].decode()
    at = xml.find(">") + 1
    parts[name] = (xml[:at] + '<ofd:Template TemplateID="7"/>' + xml[at:]).encode()
    document = parts["Doc_0/Document.xml"].decode()
    listed = '<ofd:TemplatePage ID="7" BaseLoc="Pages/Page_0/Content.xml"/></ofd:CommonData>'
    parts["Doc_0/Document.xml"] = document.replace("</ofd:CommonData>", listed).encode()
    return zip_of(parts)


def pointing_ofd(file: Path) -> bytes:
    """A page, a root and a template that lie outside the package."""
    parts = parts_of(ofd()[0])
    document = parts["Doc_0/Document.xml"].decode()
    outside = f'<ofd:Page ID="98" BaseLoc="{file}"/><ofd:Page ID="99" BaseLoc="../../../..{file}"/>'
    parts["Doc_0/Document.xml"] = document.replace(
        "</ofd:Pages>", outside + "</ofd:Pages>"
    ).encode()
    return zip_of(parts)


def broken_sums(suffix: str) -> bytes:
    """A zip whose check sums are not those of its parts."""
    build, part = _PARTS[suffix]
    data = bytearray(build()[0])
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(part.encode()))
    data[at + 16] ^= 0xFF
    return bytes(data)


def relations_loop() -> bytes:
    """A Word file whose main part names itself as its styles, lists and notes."""
    parts = parts_of(docx()[0])
    kinds = ("styles", "numbering", "footnotes", "header", "settings")
    parts["word/_rels/document.xml.rels"] = relations(
        *(("document.xml", k) for k in kinds)
    ).encode()
    return zip_of(parts)
