"""Harmful and broken files: a result or a clear error, never a crash, a hang or a look outside."""

import io
import random
import time
import zipfile

import pytest
from test_html import BODY, page
from test_same_policy import HEAD, ROWS, as_page, as_word, as_workbook
from word_files import NS, cell, p, package, relations, row, table, word

from taizhang.extraction import ReadError, read_bytes

TYPES = "<Types/>"
MAIN = "word/document.xml"
WHOLE = {
    "甲.docx": as_word(["一、加强领导。"] * 40, (HEAD, *ROWS)),
    "甲.xlsx": as_workbook(["一、加强领导。"], (HEAD, *ROWS)),
    "甲.html": as_page(["一、加强领导。"] * 40, (HEAD, *ROWS)),
}


def outcome(name: str, data: bytes) -> str:
    """The code of the error, "" for a result; never anything else."""
    refused = None
    try:
        text = read_bytes(name, data).text
    except ReadError as error:
        refused = error
    if refused is None:
        assert text.strip()
        return ""
    assert name in refused.message
    assert refused.message.endswith("。")
    return refused.code


def raw(document: str, prolog: str = "") -> bytes:
    return package(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations((MAIN, "officeDocument")),
            MAIN: f"{prolog}<w:document {NS}><w:body>{document}</w:body></w:document>",
        }
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_anywhere_is_an_error_or_a_result(name: str) -> None:
    data = WHOLE[name]
    step = max(1024, len(data) // 24)
    for length in range(0, len(data), step):
        assert outcome(name, data[:length]) not in {"reader_died", "reader_timeout"}


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_a_file_with_bytes_changed_is_an_error_or_a_result(name: str) -> None:
    source = random.Random(7)
    for _ in range(12):
        data = bytearray(WHOLE[name])
        for _ in range(source.choice((1, 20, 400))):
            data[source.randrange(len(data))] = source.randrange(256)
        assert outcome(name, bytes(data)) not in {"reader_timeout", "reader_memory"}


def test_parts_of_a_word_file_changed_inside_a_sound_zip() -> None:
    source = random.Random(11)
    with zipfile.ZipFile(io.BytesIO(WHOLE["甲.docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(12):
        changed = bytearray(files[MAIN])
        for _ in range(source.choice((1, 5, 50))):
            changed[source.randrange(len(changed))] = source.choice(b'<>/"&w:\x00 a9')
        assert outcome("甲.docx", package({**files, MAIN: bytes(changed)})) in {
            "", "damaged", "empty",
        }  # fmt: skip


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(prolog: str) -> None:
    assert outcome("甲.docx", raw(p("&a;"), prolog)) == "damaged"


def test_entities_behind_another_encoding_expand_to_nothing() -> None:
    xml = (
        '<?xml version="1.0" encoding="utf-16"?>'
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f"<w:document {NS}><w:body>{p('甲&a;')}</w:body></w:document>"
    )
    data = package(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations((MAIN, "officeDocument")),
            MAIN: xml.encode("utf-16"),
        }
    )
    assert outcome("甲.docx", data) == "damaged" or "root:" not in read_bytes("甲.docx", data).text


def test_parts_outside_the_package_are_not_looked_for() -> None:
    data = word(
        p("正文。"), more=(("http://127.0.0.1:9/x", "numbering"), ("../../etc/passwd", "styles"))
    )
    assert read_bytes("甲.docx", data).text == "正文。"


@pytest.mark.parametrize("name", ["甲.docx", "甲.xlsx"])
def test_a_zip_that_unpacks_to_gigabytes_is_refused_at_once(name: str) -> None:
    part = {"甲.docx": MAIN, "甲.xlsx": "xl/workbook.xml"}[name]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", relations((part, "officeDocument")))
        with archive.open(part, "w") as file:
            for _ in range(64):
                file.write(b" " * 2**20 * 8)
    started = time.monotonic()
    assert outcome(name, stream.getvalue()) == "bomb"
    assert time.monotonic() - started < 5


def test_deep_nesting_is_left_and_said() -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + p("深") + "</w:sdtContent></w:sdt>" * 120
    decoded = read_bytes("甲.docx", word(p("浅") + deep))
    assert decoded.text == "浅"
    assert [notice.code for notice in decoded.notices] == ["deep"]
    boxes = "<w:hyperlink>" * 5000 + "</w:hyperlink>" * 5000
    assert outcome("甲.docx", word(p("浅", runs=boxes))) in {"", "damaged"}


def test_a_hundred_thousand_paragraphs_and_cells_are_read_in_time() -> None:
    started = time.monotonic()
    paragraphs = read_bytes("甲.docx", word(p("一、甲。") * 100_000), limit=10**9)
    assert paragraphs.text.count("\n") == 99_999
    cells = table(*[row(cell("1"), cell("甲"))] * 20_000)
    assert read_bytes("甲.docx", word(cells), limit=10**9).text.count("\t") == 20_000
    assert time.monotonic() - started < 20


def test_a_cell_over_thousands_of_columns_is_bounded() -> None:
    wide = cell("一" * 1000, properties='<w:gridSpan w:val="99999"/>')
    decoded = read_bytes("甲.docx", word(table(row(wide, cell("乙")), row(cell("丙"), cell("丁")))))
    assert len(decoded.text) < 300_000


@pytest.mark.parametrize(
    "body",
    [
        "<table>" * 2000 + "甲",
        "<div>" * 3000 + BODY,
        "<b><i>" * 2000 + "甲",
        "<ol><li>" * 2000 + "甲",
        "&#x10FFFF;&#0;&#xD800;甲" * 1000,
        "<td rowspan=999 colspan=999>甲" * 50,
        f"<table><tr>{'<td rowspan=999 colspan=255>甲' * 300}</table>",
    ],
)
def test_hostile_pages_are_read_or_refused(body: str) -> None:
    assert outcome("甲.html", page(body)) in {"", "too_large"}


def test_a_workbook_with_a_cell_at_the_far_corner_is_refused() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(WHOLE["甲.xlsx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    data = package({**files, "xl/worksheets/sheet1.xml": sheet})
    assert outcome("甲.xlsx", data) in {"too_large", "reader_memory", "reader_died"}
