"""Plain text (.txt): byte order mark, then strict UTF-8, then GB18030."""

from __future__ import annotations

from ..errors import ReadError
from ..types import Decoded

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e")


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


def read(data: bytes) -> Decoded:
    """Decode plain text.

    Raises `ReadError`: ``empty``, ``binary`` or ``encoding``.
    """
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
    return Decoded(text, encoding)
