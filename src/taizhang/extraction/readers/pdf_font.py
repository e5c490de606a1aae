"""A stand-in for fonts that a PDF names and does not bring (替代字体).

PDFium passes over a character whose shape has no size, and asks the system for fonts that are not
embedded. A closed machine has none, and a sealed reader may not open them. So one font made here
answers for all: every character is a narrow upright bar, as wide as its advance says. Reading
then never depends on the machine.
"""

from __future__ import annotations

import struct
from ctypes import addressof, create_string_buffer, memmove, pointer
from typing import Any

from pypdfium2 import raw

_EM = 1000
_LOW, _HIGH = -120, 880
_BAR = 100
_UNICODE_MOST = 0x10FFFF


def install_font() -> None:
    """Let PDFium use the stand-in for every font that is not embedded, in this process."""
    raw.FPDF_SetSystemFontInfo(pointer(_INFO))


def make_font() -> bytes:
    """A TrueType font with one glyph, an upright bar, for every character (ISO/IEC 14496-22)."""
    bar = struct.pack(">hhhhh", 1, 0, _LOW, _BAR, _HIGH)  # one contour and its bounds
    bar += struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1])  # four points on the curve
    bar += struct.pack(">4h", 0, 0, _BAR, 0) + struct.pack(">4h", _LOW, _EM, 0, -_EM)
    many_to_one = struct.pack(">HHIII", 13, 0, 28, 0, 1) + struct.pack(">III", 1, _UNICODE_MOST, 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + many_to_one,
        b"glyf": bar,
        b"head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0,
                             0, _LOW, _BAR, _HIGH, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _HIGH, _LOW, 0, _EM, 0, 0, _EM, 1, 0,
                             0, 0, 0, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">III", 0, 0, len(bar)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, *[0] * 11),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in tables.items():
        directory += tag + struct.pack(">III", 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body


_FONT = make_font()
_HANDLE = create_string_buffer(b"bar")


def _map_font(*_: Any) -> int:
    return addressof(_HANDLE)


def _get_font(*_: Any) -> int:
    return addressof(_HANDLE)


def _get_data(_: Any, __: Any, table: int, buffer: Any, size: int) -> int:
    data = _FONT if table == 0 else _table(struct.pack(">I", table))
    if buffer and size >= len(data):
        memmove(buffer, data, len(data))
    return len(data)


def _table(tag: bytes) -> bytes:
    for at in range(12, 12 + 16 * struct.unpack_from(">H", _FONT, 4)[0], 16):
        if _FONT[at : at + 4] == tag:
            start, length = struct.unpack_from(">II", _FONT, at + 8)
            return _FONT[start : start + length]
    return b""


def _get_name(*_: Any) -> int:
    return 0


def _get_charset(*_: Any) -> int:
    return 1


def _nothing(*_: Any) -> None:
    return None


def _make_info() -> Any:
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    for name, answer in (
        ("Release", _nothing),
        ("EnumFonts", _nothing),
        ("MapFont", _map_font),
        ("GetFont", _get_font),
        ("GetFontData", _get_data),
        ("GetFaceName", _get_name),
        ("GetFontCharset", _get_charset),
        ("DeleteFont", _nothing),
    ):
        kind = dict(info._fields_)[name]
        setattr(info, name, kind(answer))
    return info


_INFO = _make_info()
