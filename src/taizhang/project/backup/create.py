"""Make a backup."""

import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from taizhang import __version__
from taizhang.project.backup.archive import (
    DATABASE,
    FILES,
    BackupError,
    Manifest,
    add_manifest,
    add_member,
)
from taizhang.project.backup.programs import dump_database


def create_backup(target: Path, *, as_of: datetime) -> Manifest:
    """Write database and files to `target`, which appears only when it is whole.

    The database goes first: a file that it names was stored before the row that names it.

    Args:
        as_of: the moment to write into the manifest.

    Raises:
        BackupError: `target` exists, cannot be written, or the database cannot be read.
    """
    if target.exists():
        raise BackupError("target_exists", f"文件 {target} 已经存在；请换一个文件名。")
    applied = MigrationRecorder(connection).applied_migrations()
    manifest = Manifest(
        version=__version__,
        created=as_of.isoformat(timespec="seconds"),
        migrations=sorted(f"{app}.{name}" for app, name in applied),
    )
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(target, manifest)
    except OSError as error:
        raise BackupError(
            "file_error",
            f"备份写不到 {target}：{error.strerror}（{error.filename or target}）。"
            "请检查磁盘空间和权限。",
        ) from error
    return manifest


def _write(target: Path, manifest: Manifest) -> None:
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        dump = Path(folder) / DATABASE
        dump_database(dump)
        draft = Path(folder) / "draft.tar.gz"
        with draft.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                add_member(archive, manifest, DATABASE, dump)
                for path in _stored_files():
                    name = f"{FILES}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
                    add_member(archive, manifest, name, path)
                add_manifest(archive, manifest)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)


def _stored_files() -> list[Path]:
    return sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
