"""Sound small files of every format, to be damaged."""

from __future__ import annotations

import io
from functools import cache

from corpus import EXAMPLES

from extraction.readers.ofd_files import OfdPage, write_ofd
from extraction.readers.pdf_files import PdfPage, write_pdf
from extraction.readers.word_files import cell, level, numbered, numbering, p, row, table, word
from taizhang.extraction.readers import wire
from taizhang.extraction.types import Decoded, Notice

LINES = (
    "云岭市人民政府关于印发行动方案的通知",
    "云政办〔2026〕1号",
    "各县区人民政府：",
    "一、培育主体。到2026年年底，培育企业12家以上。（市科技局牵头，市财政局配合）",
    "二、扩大投资。签约项目开工率达到75%以上。（市发改委负责）",
    "云岭市人民政府",
    "2026年4月9日",
)


def docx() -> list[bytes]:
    """A list with numbers, a table with merged cells, notes and a text box."""
    span = '<w:gridSpan w:val="2"/>'
    rows = table(row(cell("任务", properties=span), cell("责任单位")), row(*map(cell, "甲乙丙")))
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        "{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = "".join([*map(p, LINES[:3]), *map(numbered, LINES[3:5]), rows, p("注", runs=note)])
    return [
        word("".join(map(p, LINES))),
        word(
            body + p("框", runs=box.format(p("框中"))),
            numbering=numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")),
            footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>',
        ),
    ]


def sheets() -> list[bytes]:
    """A task table."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("任务分解表")
        for at, line in enumerate(
            ("序号,任务,牵头单位", "1,培育企业12家,市科技局", "2,建成园区3个,市发改委")
        ):
            sheet.write_row(at, 0, line.split(","))
        sheet.merge_range(3, 0, 3, 2, "合计")
    return [stream.getvalue()]


def ofd() -> list[bytes]:
    """Pages as several makers write them."""
    found = []
    for way in ("line", "character", "deltas", "matrix"):
        page = OfdPage(way)
        page.lines(LINES)
        page.rule(20, 20, 100, 20)
        found.append(write_ofd(page))
    return found


def pdf() -> list[bytes]:
    """A page of text, and one of two columns with rules and a picture."""
    one, two = PdfPage(), PdfPage(rotate=90)
    one.lines(60, 100, LINES)
    two.lines(60, 100, [line[:10] for line in LINES])
    two.lines(320, 100, [line[:10] for line in LINES])
    two.rule(50, 90, 500, 90)
    two.picture()
    return [write_pdf(one), write_pdf(one, two)]


def html() -> list[bytes]:
    """A saved page with a table."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知</title></head>'
    rows = "<table><tr><th rowspan=2>任务</th><th>单位</th></tr><tr><td>市科技局</td></tr></table>"
    return [f"{head}<body><div class=content>{body}{rows}</div></body></html>".encode()]


def mht() -> list[bytes]:
    """A saved page in its envelope."""
    return [
        b'From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + html()[0]
        + b"\r\n--b--\r\n"
    ]


def plain() -> list[bytes]:
    """Policies of a fictional city, cut to a size that leaves room for many attempts."""
    texts = [path.read_text("utf-8") for path in EXAMPLES]
    return ["\n".join(LINES).encode(), *(text[:1500].encode() for text in texts)]


def scheme_table() -> list[bytes]:
    """Parcels for a scheme: CSV in two encodings and with quotes, a workbook with amounts."""
    import xlsxwriter

    head = "parcel_id,area_mu,investment_yuan,annual_tax_yuan,new_entrant"
    rows = ["A1,10,23000000,1500000.5,是", '"甲\n""1""",1.5,0.01,-1,false']
    text = "\r\n".join([head, *rows])
    chinese = text.replace("parcel_id", "地块编号")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, head.split(","))
        sheet.write_row(1, 0, ["A1", 10, 0.1 + 0.2, 150000.5, True])
    return [text.encode("utf-8-sig"), chinese.encode("gb18030"), stream.getvalue()]


_BUILDERS = {f.__name__: f for f in (docx, sheets, ofd, pdf, html, mht, plain, scheme_table)}


@cache
def seeds(module: str) -> tuple[bytes, ...]:
    """The sound files of a reader's module or a stage; plain text where it has none of its own."""
    if module == "wire":
        sent = Decoded(LINES[0], "utf-8", notices=(Notice("seen", "看过了。", (0, 1)),))
        return wire.pack_decoded(sent), wire.pack_error("damaged", "坏。")
    if module == "sniff":
        return tuple(data for build in _BUILDERS.values() for data in build())
    return tuple(_BUILDERS.get(module, plain)())
