"""A letter as bytes (通知书文件)."""

from taizhang.papers.official import write_paper, write_pdf

from .facts import Letter
from .papers import paper_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"


def word_bytes(letter: Letter) -> bytes:
    """The Word file; equal letters give equal bytes."""
    return write_paper(paper_of(letter))


def pdf_bytes(letter: Letter) -> bytes:
    """The PDF; equal letters give equal bytes on one machine. Raises PdfError."""
    return write_pdf(paper_of(letter))
