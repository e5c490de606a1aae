"""Web archives (.mht): the page inside a MIME message, as browsers and Word save it."""

from __future__ import annotations

import base64
import quopri
from email import iterators, policy
from email.message import Message
from email.parser import BytesParser

from ..errors import ReadError
from ..types import Decoded
from .html import decode_page, read_page

_LOADED = (
    base64,
    iterators,
    quopri,
)  # the parser of messages looks for them only when it needs them
_MOST_PARTS = 2000


def read(data: bytes) -> Decoded:
    """Read a web archive: its first page.

    Raises `ReadError`: ``damaged``, ``binary`` or ``empty``.
    """
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        if part.get_content_type() == "text/html":
            return read_page(*decode_page(_bytes_of(part), part.get_content_charset("")))
    raise ReadError("damaged", "网页存档里没有网页，可能已损坏。请在浏览器中打开原网页，重新保存。")


def _bytes_of(part: Message[str, str]) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
