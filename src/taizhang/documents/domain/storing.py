"""Files kept once, by content (存储文件): `files/ab/<sha256>` in the data folder.

The bytes are on the disk, whole and synced, before the row that speaks of them: a crash between
the two leaves a file that nobody knows, never a row without its file.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import StoredFile
from .errors import FileTooLargeError, StorageError
from .kinds import HEAD_BYTES, media_type_of_evidence

_CHUNK = 1 << 20


class Readable(Protocol):
    """Anything with `read`: an upload, an open file, bytes in memory."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, empty at the end."""


def stored_path(sha256: str) -> Path:
    """Where the file with this hash lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def keep_file(
    stream: Readable, *, media_type: str, as_of: datetime, limit: int | None = None
) -> StoredFile:
    """Keep the rest of a stream and return its row; the same bytes are kept once.

    Who may keep what is the caller's to check. `limit`: bytes that may come; what people upload
    is held against `UPLOAD_LIMIT_BYTES`.

    Raises:
        FileTooLargeError: over the limit; nothing is kept.
    """
    with _partial_file() as (partial, path):
        sha256, size = _copy(stream, partial, limit or settings.UPLOAD_LIMIT_BYTES)
        _place(path, stored_path(sha256))
    row = StoredFile(sha256=sha256, size=size, media_type=media_type, kept_at=as_of)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=sha256)


def keep_evidence(stream: Readable, *, name: str, as_of: datetime) -> StoredFile:
    """Keep an evidence file (佐证材料) whose kind its name and its first bytes agree on.

    Raises:
        FileKindError: a kind that is not accepted; FileTooLargeError: over the limit.
    """
    head = _read_head(stream)
    media_type = media_type_of_evidence(name, head)
    return keep_file(_Joined(head, stream), media_type=media_type, as_of=as_of)


def open_file(stored: StoredFile) -> BinaryIO:
    """The kept bytes, open for reading.

    Raises:
        StorageError: the file is gone or has another size than when it was kept.
    """
    try:
        file = stored_path(stored.sha256).open("rb")
    except OSError as error:
        raise StorageError(
            _("存储的文件 %(sha256)s 读不出来（%(strerror)s）。请联系系统管理员从备份恢复。")
            % {"sha256": stored.sha256[:12], "strerror": error.strerror}
        ) from error
    if os.fstat(file.fileno()).st_size != stored.size:
        file.close()
        raise StorageError(
            _("存储的文件 %(sha256)s 大小与入库时不同。请联系系统管理员从备份恢复。")
            % {"sha256": stored.sha256[:12]}
        )
    return file


def sweep_partial_files(*, before: datetime) -> int:
    """Remove what killed uploads left behind before a moment; how many files went."""
    swept = 0
    for path in Path(settings.MEDIA_ROOT).glob(".part-*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                swept += 1
    return swept


class _Joined:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size)


def _read_head(stream: Readable) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (chunk := stream.read(HEAD_BYTES - len(head))):
        head += chunk
    return head


@contextlib.contextmanager
def _partial_file() -> Iterator[tuple[BinaryIO, Path]]:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = root / f".part-{secrets.token_hex(8)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def _copy(stream: Readable, partial: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLargeError(
                _("文件超过了 %(limit)s MB 的上限，没有保存。请压缩或拆分后再上传。")
                % {"limit": limit // 2**20}
            )
        digest.update(chunk)
        partial.write(chunk)
    partial.flush()
    os.fsync(partial.fileno())
    return digest.hexdigest(), size


def _place(partial: Path, path: Path) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    partial.rename(path)  # over an equal file, if there is one: the same bytes
    for folder in (path.parent, path.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
