"""The archive: a .tar.gz of `database.sql`, `files/…` and, last, `manifest.json` with hashes."""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = "taizhang/backup/1"
DATABASE = "database.sql"
FILES = "files"
_MANIFEST = "manifest.json"
_CHUNK = 2**20


class BackupError(Exception):
    """A backup cannot be made or used; `code` is for machines, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Manifest:
    """What an archive holds.

    Attributes:
        version: of the program that wrote it.
        created: moment of the backup, ISO with offset.
        migrations: "app.name" of every migration the database had.
        hashes: member name to SHA-256 in hexadecimal.
        sizes: member name to bytes.
    """

    version: str
    created: str
    migrations: list[str]
    hashes: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    format: str = FORMAT


class _Hashing:
    """A file that hashes and counts what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def add_member(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """Append the file at `path` and enter its hash."""
    with path.open("rb") as file:
        hashing = _Hashing(file)
        archive.addfile(archive.gettarinfo(fileobj=file, arcname=name), hashing)
    manifest.hashes[name] = hashing.digest
    manifest.sizes[name] = hashing.size


def add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    """Append the manifest; nothing may follow it."""
    data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(_MANIFEST)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def read_manifest(path: Path) -> Manifest:
    """Read the whole archive and prove every hash.

    Raises:
        BackupError: the file is none of ours, cut, changed, or names paths outside its folder.
    """
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    with open_archive(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isreg() else None
            if file is None or not _is_safe(member.name) or manifest:
                raise _damaged(path, f"含有不应有的条目“{member.name}”")
            if member.name == _MANIFEST:
                manifest = _parse(path, file.read())
            else:
                found[member.name] = _digest(file)
    if manifest is None:
        raise _damaged(path, "没有清单 manifest.json，可能没有写完")
    _compare(path, manifest, found)
    return manifest


@contextmanager
def open_archive(path: Path) -> Iterator[tarfile.TarFile]:
    """Open for reading in order; what is wrong with the file becomes a `BackupError`."""
    try:
        with tarfile.open(path, "r|gz") as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupError("backup_missing", f"没有备份文件 {path}。") from error
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _damaged(path, f"读不下去（{error}）") from error
    except OSError as error:
        if error.errno is None:  # gzip: "Not a gzipped file", "CRC check failed"
            raise _damaged(path, f"读不下去（{error}）") from error
        raise BackupError(
            "file_error", f"读备份 {path} 时出错：{error.strerror}（{error.filename}）。"
        ) from error


def _digest(file: IO[bytes]) -> str:
    hashing = _Hashing(file)
    while hashing.read(_CHUNK):
        pass
    return hashing.digest


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    inside = name in {DATABASE, _MANIFEST} or (path.parts[:1] == (FILES,) and len(path.parts) > 1)
    return inside and not path.is_absolute() and ".." not in path.parts


def _parse(path: Path, data: bytes) -> Manifest:
    try:
        manifest = Manifest(**json.loads(data))
    except (ValueError, TypeError) as error:
        raise _damaged(path, "清单 manifest.json 不能解析") from error
    if manifest.format != FORMAT:
        raise BackupError(
            "backup_format",
            f"备份 {path} 的格式是“{manifest.format}”，本程序只认识“{FORMAT}”。",
        )
    return manifest


def _compare(path: Path, manifest: Manifest, found: dict[str, str]) -> None:
    if DATABASE not in found:
        raise _damaged(path, "缺少数据库")
    for name in sorted(found.keys() | manifest.hashes.keys()):
        if found.get(name) != manifest.hashes.get(name):
            raise _damaged(path, f"“{name}”与清单不符")


def _damaged(path: Path, what: str) -> BackupError:
    return BackupError(
        "backup_damaged", f"备份 {path} 不能使用：{what}。什么都没有改动；请换一份备份。"
    )
