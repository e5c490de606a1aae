"""Pages as pictures (页面图): what the review page lays its marks over."""

from __future__ import annotations

import os

from .errors import ReadError

_DRAWN = frozenset((".pdf",))


def can_draw(name: str) -> bool:
    """Whether pages of a file of this name can be drawn; others have only their text in place."""
    return os.path.splitext(name)[1].lower() in _DRAWN


def draw_page(name: str, data: bytes, number: int, *, width: int = 1200) -> bytes:
    """Page ``number`` (from 1) of a file as PNG, at most ``width`` pixels wide.

    Drawn in a child process with limits. Raises `ReadError`: ``unknown_format``, ``no_page``,
    ``damaged``, ``reader_timeout``, ``reader_memory`` or ``reader_died``.
    """
    if not can_draw(name):
        raise ReadError("unknown_format", f"文件“{name}”的页面画不出来，请改看“文字”。")
    from .readers.pdf_picture import draw_page as draw

    return draw(data, number, width=width)
