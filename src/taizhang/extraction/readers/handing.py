"""A decoded text as bytes (转存), to be decoded once and read on by another process."""

from __future__ import annotations

from ..types import Decoded, DecodedText
from . import wire


def pack_text(decoded: DecodedText) -> bytes:
    """The text with its pages, notices and noise, without its name and hash.

    >>> from taizhang.extraction import pack_text, read_bytes, unpack_text
    >>> decoded = read_bytes("通知.txt", "一、加强领导。".encode())
    >>> unpack_text(pack_text(decoded), name="通知.txt", sha256=decoded.sha256) == decoded
    True
    """
    return wire.pack_decoded(
        Decoded(
            decoded.text,
            decoded.encoding,
            decoded.pages,
            decoded.notices,
            decoded.noise,
            decoded.continued,
        )
    )


def unpack_text(data: bytes, *, name: str, sha256: str) -> DecodedText:
    """The text that was packed; `WireError` when the bytes are not whole."""
    decoded = wire.unpack(data)
    return DecodedText(
        name,
        sha256,
        decoded.text,
        decoded.encoding,
        decoded.pages,
        decoded.notices,
        decoded.noise,
        decoded.continued,
    )
