"""The files of a bulletin (通报文件): Word, Excel annex, PDF."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from taizhang.documents.domain.storing import keep_file
from taizhang.documents.models import StoredFile
from taizhang.papers.official import write_paper, write_pdf

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


def keep_files(printed: Printed, *, as_of: datetime) -> tuple[StoredFile, StoredFile]:
    """Write Word and the annex of a bulletin and keep their bytes."""
    word = _keep(word_bytes(printed), WORD, as_of)
    return word, _keep(annex_bytes(printed), EXCEL, as_of)


def _keep(data: bytes, media_type: str, as_of: datetime) -> StoredFile:
    return keep_file(io.BytesIO(data), media_type=media_type, as_of=as_of)
