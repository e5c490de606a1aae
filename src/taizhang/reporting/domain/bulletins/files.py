"""The files of a bulletin (通报文件): Word, Excel annex, PDF."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from taizhang.documents.domain.storing import keep_file
from taizhang.documents.models import StoredFile
from taizhang.papers.official import PdfError, write_paper, write_pdf

from .annex import annex_of
from .papers import Printed, paper_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def word_bytes(printed: Printed) -> bytes:
    """The Word file; equal bulletins give equal bytes."""
    return write_paper(paper_of(printed))


def annex_bytes(printed: Printed) -> bytes:
    """The Excel annex; equal bulletins give equal bytes."""
    return annex_of(printed)


def pdf_bytes(printed: Printed) -> bytes:
    """The PDF file; equal bulletins give equal bytes on one machine. Raises PdfError."""
    return write_pdf(paper_of(printed))


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which a bulletin goes out; `write` gives its bytes."""

    suffix: str
    media_type: str
    write: Callable[[Printed], bytes]


FORMATS = {  # by the name of the column that keeps it
    "word": Format(".docx", WORD, word_bytes),
    "annex": Format(".xlsx", EXCEL, annex_bytes),
    "pdf": Format(".pdf", PDF, pdf_bytes),
}


@dataclass(frozen=True, slots=True)
class Files:
    """The files as they are kept."""

    word: StoredFile
    annex: StoredFile
    pdf: StoredFile | None
    without_pdf: str = ""  # why there is none


def keep_files(printed: Printed, *, as_of: datetime) -> Files:
    """Write all files of a bulletin and keep their bytes.

    Word is the paper; where PDF cannot be drawn, there is none and the reason is said.
    """
    word = _keep(word_bytes(printed), WORD, as_of)
    annex = _keep(annex_bytes(printed), EXCEL, as_of)
    try:
        return Files(word, annex, _keep(pdf_bytes(printed), PDF, as_of))
    except PdfError as error:
        return Files(word, annex, None, str(error))


def _keep(data: bytes, media_type: str, as_of: datetime) -> StoredFile:
    return keep_file(io.BytesIO(data), media_type=media_type, as_of=as_of)
