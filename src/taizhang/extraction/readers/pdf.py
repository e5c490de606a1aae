"""PDF with a text layer (.pdf): PDFium gives the characters, their places make the text."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from ..errors import ReadError
from ..types import Decoded
from .paged import PageContent, assemble_pages
from .pdf_font import install_font
from .pdf_page import read_page

MOST_PAGES = 2000


def read(data: bytes) -> Decoded:
    """The text of a PDF, each character with its place.

    Raises `ReadError`: ``encrypted``, ``damaged``, ``too_many_pages``, ``too_much_text`` or
    ``no_text_layer``.
    """
    install_font()
    document = _open(data)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(
                "too_many_pages",
                f"共 {count} 页，超过了 {MOST_PAGES} 页的上限，未读取。请拆分成几个文件后再试。",
            )
        return assemble_pages(_pages(document), "pdf")
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReadError(
                "encrypted",
                "设有打开密码，无法读取。请向来文单位索取不加密的文件，"
                "或打开后另存为不带密码的 PDF 再试。",
            ) from error
        raise _damaged() from error
    if len(document) == 0:
        document.close()
        raise _damaged()
    return document


def _damaged() -> ReadError:
    return ReadError(
        "damaged",
        "不是完好的 PDF 文件，打不开。请重新下载或索取，或用 WPS 打开后另存为 PDF 再试。",
    )


def _pages(document: pypdfium2.PdfDocument) -> Iterator[PageContent]:
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise ReadError(
                "damaged",
                f"第 {number + 1} 页已损坏，打不开。请重新下载或索取完好的文件后再试。",
            ) from error
        try:
            yield read_page(page)
        finally:
            page.close()
