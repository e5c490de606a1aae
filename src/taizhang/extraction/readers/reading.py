"""Reading a file's bytes (读文件): its size, its format, its text."""

from __future__ import annotations

import os
from dataclasses import replace

from ..errors import ReadError
from ..types import Decoded, DecodedText, Notice
from .registry import FORMATS, Format
from .sniffing import LOCKED, sniff

DEFAULT_LIMIT = 20 * 1024 * 1024
_PLAIN = ".txt"
_MARKUP = frozenset((".htm", ".html", ".mht", ".mhtml"))  # plain text may well begin like this


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, sorted."""
    return tuple(sorted(FORMATS))


def media_type(name: str) -> str:
    """The media type of a file by its name; bytes without further meaning when it is unknown.

    >>> media_type("通知.PDF")
    'application/pdf'
    """
    found = FORMATS.get(_suffix(name))
    return found.media_type if found is not None else "application/octet-stream"


def is_readable(name: str) -> bool:
    """Whether a file in a folder is one to read: a known suffix, not hidden, no lock of Office."""
    return _suffix(name) in FORMATS and not name.startswith((".", "~$"))


def _suffix(name: str) -> str:
    return os.path.splitext(name.replace("\\", "/"))[1].lower()


def _mebibytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def read_bytes(name: str, data: bytes, *, limit: int = DEFAULT_LIMIT) -> DecodedText:
    """Decode the bytes of a file called ``name``.

    ``limit`` is the largest size in bytes. A file that is not what its suffix says is read as what
    it is, with a notice ``renamed``. Raises `ReadError`: ``empty``, ``too_large``,
    ``unknown_format``, ``encrypted``, ``reader_timeout``, ``reader_memory``, ``reader_died``, or
    one of the reader's own, such as ``binary``, ``encoding``, ``damaged``.

    >>> read_bytes("通知.txt", "一、加强领导。".encode("gb18030")).text
    '一、加强领导。'
    """
    if len(data) > limit:
        raise ReadError(
            "too_large",
            f"文件“{name}”有 {_mebibytes(len(data))}，超过了 {_mebibytes(limit)} 的上限，未读取。"
            "请拆分成较小的文件后再试。",
        )
    try:
        decoded = _decoded(name, data)
    except ReadError as error:
        raise ReadError(error.code, _naming(name, error.message)) from error
    # Loaded here: the child process of a reader needs no hash.
    from hashlib import sha256

    return DecodedText(
        name,
        sha256(data).hexdigest(),
        decoded.text,
        decoded.encoding,
        decoded.pages,
        decoded.notices,
        decoded.noise,
        decoded.continued,
    )


def _naming(name: str, sentence: str) -> str:
    return sentence if f"“{name}”" in sentence else f"文件“{name}”：{sentence}"


def _decoded(name: str, data: bytes) -> Decoded:
    suffix = _suffix(name)
    named = FORMATS.get(suffix)
    if named is None:
        raise _unknown(f"不认识文件“{name}”的格式")
    if not data.strip():
        raise ReadError("empty", "文件是空的，没有任何文字。请检查文件后重新选择。")
    kind = _kind(suffix, data)
    found = FORMATS.get(kind)
    if found is None:
        raise _unknown(f"文件“{name}”的内容其实是 {kind}")
    if found.module == named.module:
        return named.read(data)
    return _renamed(suffix, kind, found, data)


def _unknown(what: str) -> ReadError:
    known = "、".join(suffixes())
    return ReadError("unknown_format", f"{what}，目前能读取：{known}。请另存为其中一种格式后再试。")


def _kind(suffix: str, data: bytes) -> str:
    """The suffix that a file should have by its first bytes."""
    kind = sniff(data)
    if kind == LOCKED:
        raise ReadError(
            "encrypted", "设有打开密码，读不到内容。请用 WPS 或 Word 打开，去掉密码后另存再试。"
        )
    if kind is None:
        return suffix if suffix in _MARKUP or _is_container(data) else _PLAIN
    return suffix if suffix == _PLAIN and kind in _MARKUP else kind


def _is_container(data: bytes) -> bool:
    """Whether the bytes begin like an Office file, even a damaged one."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _renamed(suffix: str, kind: str, found: Format, data: bytes) -> Decoded:
    try:
        decoded = found.read(data)
    except ReadError as error:
        if found is not FORMATS[_PLAIN]:
            raise
        raise ReadError(
            error.code,
            f"内容不是 {suffix} 格式，也不是文本，可能已损坏。"
            "请确认文件能正常打开，另存为新的文件后再试。",
        ) from error
    sentence = (
        f"文件的后缀是 {suffix}，内容其实是{found.label}（{kind}），已按{found.label}读取；"
        "请核对文字，并改正后缀。"
    )
    return replace(decoded, notices=(Notice("renamed", sentence, (0, 0)), *decoded.notices))
