"""One letter as PDF (通知书 PDF), drawn in the background."""

import io
from collections.abc import Callable
from datetime import datetime

from taizhang.documents.domain.storing import keep_file

from ...models import LetterDrawing, ResultRow
from ...paper_enums import PaperState
from ..paper_jobs import Files, write_asked
from .facts import Letter
from .files import PDF, pdf_bytes
from .gathering import letters_for, scene_of


def draw_letter(row_id: int, *, clock: Callable[[], datetime]) -> PaperState | None:
    """Draw what is asked for; run again it does nothing."""
    return write_asked(LetterDrawing, row_id, lambda paper: _drawn(paper, clock), clock=clock)


def letter_of(row: ResultRow) -> Letter:
    """The letter of one row. Raises VersionChangedError, StorageError."""
    return next(letters_for(scene_of(row.revision), [row]))


def _drawn(paper: LetterDrawing, clock: Callable[[], datetime]) -> Files:
    data = pdf_bytes(letter_of(paper.row))
    return {"pdf": keep_file(io.BytesIO(data), media_type=PDF, as_of=clock())}
