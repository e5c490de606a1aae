"""Reading a file's bytes (读文件): its size, its format, its text."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from ..errors import ReadError
from ..types import DecodedText
from .registry import FORMATS

DEFAULT_LIMIT = 20 * 1024 * 1024


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, sorted."""
    return tuple(sorted(FORMATS))


def _mebibytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def read_bytes(name: str, data: bytes, *, limit: int = DEFAULT_LIMIT) -> DecodedText:
    """Decode the bytes of a file called ``name``.

    ``limit`` is the largest size in bytes. Raises `ReadError`: ``empty``, ``too_large``,
    ``unknown_format``, ``binary`` or ``encoding``.

    >>> read_bytes("通知.txt", "一、加强领导。".encode("gb18030")).text
    '一、加强领导。'
    """
    if len(data) > limit:
        raise ReadError(
            "too_large",
            f"文件“{name}”有 {_mebibytes(len(data))}，超过了 {_mebibytes(limit)} 的上限，未读取。"
            "请拆分成较小的文件后再试。",
        )
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    format = FORMATS.get(suffix)
    if format is None:
        known = "、".join(suffixes())
        raise ReadError(
            "unknown_format",
            f"不认识文件“{name}”的格式，目前能读取：{known}。请另存为其中一种格式后再试。",
        )
    try:
        decoded = format.reader()(data)
    except ReadError as error:
        raise ReadError(error.code, f"文件“{name}”：{error.message}") from error
    return DecodedText(
        name,
        hashlib.sha256(data).hexdigest(),
        decoded.text,
        decoded.encoding,
        decoded.pages,
        decoded.notices,
    )
