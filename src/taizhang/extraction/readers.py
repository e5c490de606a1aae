"""From bytes to text (读取): a registry of readers by file suffix; plain text is the first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from .errors import ReadError
from .types import DecodedText

DEFAULT_LIMIT = 20 * 1024 * 1024
Reader = Callable[[bytes], tuple[str, str]]  # -> text, encoding
READERS: dict[str, Reader] = {}

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e")


def register_reader(suffix: str, reader: Reader) -> None:
    """Let files with this suffix (lower case, with its dot) be read by ``reader``."""
    READERS[suffix] = reader


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, sorted."""
    return tuple(sorted(READERS))


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
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(suffixes())
        raise ReadError(
            "unknown_format",
            f"不认识文件“{name}”的格式，目前能读取：{known}。请另存为其中一种格式后再试。",
        )
    try:
        text, encoding = reader(data)
    except ReadError as error:
        raise ReadError(error.code, f"文件“{name}”：{error.message}") from error
    return DecodedText(name, hashlib.sha256(data).hexdigest(), text, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def _is_binary(text: str) -> bool:
    head = text[:65536]
    controls = sum(ch < " " and ch not in _TEXT_CONTROLS for ch in head)
    return "\x00" in text or controls * 100 > len(head)


def read_plain_text(data: bytes) -> tuple[str, str]:
    """Plain text (.txt): byte order mark, then strict UTF-8, then GB18030."""
    try:
        text, encoding = _decode(data)
    except UnicodeDecodeError as error:
        code, what = ("binary", "不是文本文件") if b"\x00" in data else ("encoding", "编码无法识别")
        raise ReadError(
            code,
            f"第 {error.start + 1} 个字节处{what}（既不是 UTF-8 也不是 GB18030）。"
            "请用 WPS 或记事本打开，另存为 UTF-8 编码的文本后再试。",
        ) from error
    if _is_binary(text):
        raise ReadError(
            "binary", "内容是二进制数据，不是文本。请确认选对了文件，或另存为文本后再试。"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError("empty", "文件是空的，没有任何文字。请检查文件后重新选择。")
    return text, encoding


register_reader(".txt", read_plain_text)
