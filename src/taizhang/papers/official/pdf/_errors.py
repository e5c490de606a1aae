from __future__ import annotations

from ..._errors import PaperError


class PdfError(PaperError):
    """A paper that cannot be made into a PDF here and now (PDF 生成失败).

    Codes: `pdf_library_missing` (the machine lacks Pango), `no_glyph` (no installed font has a
    character), `bad_picture`, `pdf_timeout`, `pdf_memory`, `pdf_failed`.
    """
