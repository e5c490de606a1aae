"""A page of a PDF as a picture (PDF 页面图): drawn by PDFium in a process of its own.

Fonts that the file does not bring are taken from the system: this reader is not sealed.
"""

from __future__ import annotations

import json
import struct
import zlib

import pypdfium2

from ..errors import ReadError
from .isolation import compute_isolated
from .limits import MEGABYTE, Limits

_LIMITS = Limits(seconds=30, result=64 * MEGABYTE, sealed=False)
_LENGTH = struct.Struct(">I")
_MOST_PIXELS = 6_000_000
_LARGEST_SCALE = 4.0


def draw_page(data: bytes, number: int, *, width: int) -> bytes:
    """Page ``number`` (from 1) of a PDF as PNG, ``width`` pixels wide or less.

    Raises `ReadError`: ``no_page``, ``damaged``, ``reader_timeout``, ``reader_memory``,
    ``reader_died``.
    """
    order = json.dumps({"number": number, "width": width}).encode()
    return compute_isolated(__name__, _LENGTH.pack(len(order)) + order + data, _LIMITS)


def compute(data: bytes) -> bytes:
    """Draw what the order in front of the file asks for."""
    (length,) = _LENGTH.unpack_from(data)
    order = json.loads(data[_LENGTH.size : _LENGTH.size + length])
    number = order["number"]
    try:
        document = pypdfium2.PdfDocument(data[_LENGTH.size + length :])
        if not 1 <= number <= len(document):
            raise ReadError("no_page", f"文件共 {len(document)} 页，没有第 {number} 页。")
        return _drawn(document[number - 1], order["width"])
    except pypdfium2.PdfiumError as error:
        raise ReadError("damaged", "这一页打不开，画不出原文版面。请改看“文字”。") from error


def _drawn(page: pypdfium2.PdfPage, width: int) -> bytes:
    wide, high = page.get_size()
    most = (_MOST_PIXELS / max(1.0, wide * high)) ** 0.5
    scale = min(width / max(1.0, wide), most, _LARGEST_SCALE)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
    kind = {1: 0, 3: 2, 4: 6}[bitmap.n_channels]  # grey, colour, colour with transparency
    length = bitmap.width * bitmap.n_channels
    view = memoryview(bitmap.buffer).cast("B")
    rows = (view[y * bitmap.stride : y * bitmap.stride + length] for y in range(bitmap.height))
    return _png(bitmap.width, bitmap.height, kind, b"".join(b"\0" + bytes(row) for row in rows))


def _png(width: int, height: int, kind: int, rows: bytes) -> bytes:
    """A PNG file (ISO/IEC 15948) of rows, each with its filter byte."""
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    )
