"""The files of a bulletin (通报文件): Word, Excel annex, PDF."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from taizhang.documents.domain.storing import keep_file
from taizhang.documents.models import StoredFile
from taizhang.papers.official import write_paper

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


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which a bulletin goes out; `write` gives its bytes."""

    suffix: str
    media_type: str
    write: Callable[[Printed], bytes]


FORMATS = {  # by the name of the column that keeps it
    "word": Format(".docx", WORD, word_bytes),
    "annex": Format(".xlsx", EXCEL, annex_bytes),
}


@dataclass(frozen=True, slots=True)
class Files:
    """The files as they are kept."""

    word: StoredFile
    annex: StoredFile
    pdf: StoredFile | None


def keep_files(printed: Printed, *, as_of: datetime) -> Files:
    """Write all files of a bulletin and keep their bytes."""
    return Files(
        _keep(word_bytes(printed), WORD, as_of),
        _keep(annex_bytes(printed), EXCEL, as_of),
        None,
    )


def _keep(data: bytes, media_type: str, as_of: datetime) -> StoredFile:
    return keep_file(io.BytesIO(data), media_type=media_type, as_of=as_of)
