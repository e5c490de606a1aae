"""What a reader's child process sends back (传回结果): a header in JSON, the text, the places.

Nothing in it can run, and every length and offset is checked: the sender may have been harmed by
the file that it read.
"""

from __future__ import annotations

import json
import struct
from array import array
from itertools import pairwise
from typing import Any

from ..errors import ReadError
from ..types import Decoded, Notice, Page, PageMap, Span

_LENGTH = struct.Struct(">Q")
_HIGHEST_HEADER = 16 * 1024 * 1024
_FLOATS = ("f", "d")


class WireError(ValueError):
    """What came back is not a reading (传回的结果不完整): the child died while it wrote."""


def pack_decoded(decoded: Decoded) -> bytes:
    """A reading as bytes."""
    text = decoded.text.encode("utf-8", "surrogatepass")
    header: dict[str, Any] = {
        "encoding": decoded.encoding,
        "text": len(text),
        "notices": [[n.code, n.message, *n.span] for n in decoded.notices],
        "noise": decoded.noise,
        "continued": decoded.continued,
    }
    boxes = b""
    if decoded.pages is not None:
        header["pages"] = [[*page.span, page.width, page.height] for page in decoded.pages.pages]
        header["boxes"] = decoded.pages.boxes.typecode
        boxes = decoded.pages.boxes.tobytes()
    return _framed(header) + text + boxes


def pack_bytes(data: bytes) -> bytes:
    """Bytes that were made, such as a picture, as they are sent."""
    return _framed({"bytes": len(data)}) + data


def unpack_bytes(data: bytes) -> bytes:
    """The bytes that were sent.

    Raises `ReadError` when one was sent, `WireError` when they are not whole.
    """
    try:
        header, start = _header(data)
        made = data[start:]
        if header["bytes"] != len(made):
            raise WireError("bytes")
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise WireError(str(error)) from error
    return made


def pack_error(code: str, message: str) -> bytes:
    """A `ReadError` as bytes."""
    return _framed({"error": code, "message": message})


def unpack(data: bytes) -> Decoded:
    """The reading that was sent.

    Raises `ReadError` when one was sent, `WireError` when the bytes are no reading.
    """
    try:
        return _unpacked(data)
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise WireError(str(error)) from error


def _framed(header: dict[str, Any]) -> bytes:
    head = json.dumps(header).encode()
    return _LENGTH.pack(len(head)) + head


def _header(data: bytes) -> tuple[dict[str, Any], int]:
    """The header and where it ends; raises the `ReadError` that it tells of."""
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size + length
    if length > _HIGHEST_HEADER or start > len(data):
        raise WireError("header")
    header: dict[str, Any] = json.loads(data[_LENGTH.size : start])
    if "error" in header:
        raise ReadError(str(header["error"]), str(header["message"]))
    return header, start


def _unpacked(data: bytes) -> Decoded:
    header, start = _header(data)
    end = start + int(header["text"])
    if end > len(data):
        raise WireError("text")
    text = data[start:end].decode("utf-8", "surrogatepass")
    notices = tuple(
        Notice(str(code), str(message), _span(first, last, len(text)))
        for code, message, first, last in header["notices"]
    )
    pages = _pages(header, data[end:], len(text)) if "pages" in header else None
    noise = tuple(_span(start, end, len(text)) for start, end in header["noise"])
    continued = tuple(_span(start, start, len(text))[0] for start in header["continued"])
    return Decoded(text, str(header["encoding"]), pages, notices, noise, continued)


def _span(start: Any, end: Any, size: int) -> Span:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= size):
        raise WireError("span")
    return start, end


def _pages(header: dict[str, Any], data: bytes, size: int) -> PageMap:
    if header["boxes"] not in _FLOATS:
        raise WireError("boxes")
    boxes: array[float] = array(header["boxes"])
    boxes.frombytes(data)
    pages = tuple(
        Page(_span(first, last, size), float(width), float(height))
        for first, last, width, height in header["pages"]
    )
    spans = sorted(page.span for page in pages)  # a page may have been printed out of order
    if len(boxes) != 4 * size or any(a[1] > b[0] for a, b in pairwise(spans)):
        raise WireError("pages")
    return PageMap(pages, boxes)
