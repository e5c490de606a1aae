"""What a zip file would unpack to, measured before anything opens it.

Workbooks, Word files and OFD files are zips. Sizes in their directories are claims, so every part
is inflated here, counted and thrown away.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ._errors import PaperError
from ._limits import Limits

PIECE = 64 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(NotImplementedError, OSError, ValueError),
)
_BOMB = "这个文件解压后过大（疑似压缩炸弹），没有打开；请用 WPS 或 Office 另存为新的文件后再试。"


def check_archive(stream: BinaryIO, limits: Limits, *, holding: str) -> None:
    """Refuse what is no sound zip with a part called ``holding``, or would unpack beyond limits.

    Raises PaperError: `damaged`, `locked`, `too_many_parts`, `bomb`.
    """
    for _, pieces in inflated_parts(stream, limits, holding=holding):
        for _ in pieces:
            pass


def inflated_parts(
    stream: BinaryIO, limits: Limits, *, holding: str
) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
    """Each part with its inflated pieces, which are to be used up before the next part is asked.

    Raises PaperError like `check_archive`.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits, holding)
            left = limits.unpacked
            for part in parts:
                yield part, _measured(stream, part, left)
                left -= part.file_size
    except _DAMAGE as error:
        raise _damaged() from error


def _damaged() -> PaperError:
    return PaperError("damaged", "文件已损坏或不完整，请用 WPS 或 Office 打开，另存后再试。")


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits, holding: str) -> None:
    if len(parts) > limits.parts:
        raise PaperError("too_many_parts", _BOMB)
    names = {part.filename for part in parts}
    if holding not in names or len(names) < len(parts):
        raise _damaged()
    if any(part.flag_bits & 1 for part in parts):
        raise PaperError("locked", "文件设有密码，读不到内容。请去掉密码，另存后再试。")
    if any(part.compress_type not in (0, 8) for part in parts):
        raise _damaged()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > limits.ratio_from and unpacked > limits.ratio * packed
    if unpacked > limits.unpacked or too_dense:
        raise PaperError("bomb", _BOMB)


def _measured(stream: BinaryIO, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """The pieces of a part; what its directory entry says of size and check sum must hold."""
    size = total = 0
    try:
        for piece in _inflated(stream, part):
            size, total = size + len(piece), zlib.crc32(piece, total)
            if size > min(left, part.file_size):
                raise PaperError("bomb", _BOMB)
            yield piece
    except _DAMAGE as error:
        raise _damaged() from error
    if total != part.CRC:
        raise _damaged()


def _inflated(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(part.header_offset)
    magic, name_length, extra_length = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if magic != b"PK\x03\x04":
        raise zipfile.BadZipFile
    stream.seek(name_length + extra_length, 1)
    left = part.compress_size
    inflater = zlib.decompressobj(-15) if part.compress_type else None
    while left > 0:
        packed = stream.read(min(PIECE, left))
        if not packed:
            raise zipfile.BadZipFile
        left -= len(packed)
        while packed:
            if inflater is None:
                yield packed
                break
            yield inflater.decompress(packed, PIECE)
            packed = inflater.unconsumed_tail
    if inflater is not None:
        yield inflater.flush()  # the end of a run that a full piece cut
