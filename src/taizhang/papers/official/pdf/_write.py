from __future__ import annotations

import datetime as dt

from .._types import OfficialPaper
from ._page import END, page_of
from ._process import Limits, draw


def write_pdf(paper: OfficialPaper, limits: Limits | None = None) -> bytes:
    """An official document as PDF in the layout of GB/T 9704-2012, fonts held in the file.

    The same paper as `write_paper` takes, in the same places; docs/algorithms/official-papers.md
    says what differs. On one machine equal papers give equal bytes. It is drawn in a child process
    that fetches nothing and is held to its limits.

    Raises `PaperError` as `write_paper` does, and `PdfError`: `pdf_library_missing`, `no_glyph`,
    `bad_picture`, `pdf_timeout`, `pdf_memory`, `pdf_failed`.
    """
    html, pictures = page_of(paper)
    at = paper.properties.at
    moment = at if at.utcoffset() is not None else at.replace(tzinfo=dt.UTC)
    imprint = 'class="imprint' in html
    return draw(
        html,
        pictures,
        imprint=imprint,
        end=END,
        at=int(moment.timestamp()),
        limits=limits or Limits(),
    )
