"""Restore a backup: prove it, check the place, then replace database and files."""

import logging
import shutil
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from taizhang.project.backup.archive import (
    DATABASE,
    FILES,
    BackupError,
    Manifest,
    open_archive,
    read_manifest,
)
from taizhang.project.backup.create import create_backup
from taizhang.project.backup.programs import load_database

logger = logging.getLogger(__name__)


def restore_backup(path: Path, *, replace: bool, as_of: datetime) -> Manifest:
    """Make database and files what they were when `path` was written.

    Every hash is proved before anything is touched. The database is replaced in one transaction.
    Where data is replaced, it is backed up first, beside the other backups.

    Args:
        replace: allow that the place already holds data.
        as_of: now; names the backup of what is replaced.

    Raises:
        BackupError: the archive is damaged or too new, the place holds data and `replace` is
            false, somebody else uses the database, or the disk is too small.
    """
    manifest = read_manifest(path)
    _check_version(path, manifest)
    _check_alone()
    holds = _holds_data()
    if holds and not replace:
        raise BackupError(
            "target_not_empty",
            f"{settings.DATA} 里已有数据；要用备份替换它，请加 --replace（会先自动备份现有数据）。",
        )
    _check_space(manifest)
    if holds:
        create_backup(
            settings.BACKUP_ROOT / f"before-restore-{as_of:%Y%m%d-%H%M%S}.tar.gz", as_of=as_of
        )
    _replace(path)
    return manifest


def _check_version(path: Path, manifest: Manifest) -> None:
    known = MigrationLoader(None).disk_migrations
    unknown = [name for name in manifest.migrations if tuple(name.split(".", 1)) not in known]
    if unknown:
        raise BackupError(
            "backup_is_newer",
            f"备份 {path} 由版本 {manifest.version} 写成，"
            f"有本程序不认识的变更 {'、'.join(unknown)}；请先安装新版本的程序。",
        )


def _check_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise BackupError(
            "database_in_use",
            f"还有 {others} 个连接在使用数据库；请先停止网页服务和其他命令，再恢复。",
        )


def _holds_data() -> bool:
    return bool(connection.introspection.table_names()) or any(
        path.is_file() for path in settings.MEDIA_ROOT.rglob("*")
    )


def _check_space(manifest: Manifest) -> None:
    needed = 2 * sum(manifest.sizes.values())  # tables and indexes take about twice the dump
    free = shutil.disk_usage(settings.DATA).free
    if free < needed:
        raise BackupError(
            "disk_full",
            f"{settings.DATA} 所在的磁盘只剩 {free / 2**20:.0f} MB，"
            f"恢复约需 {needed / 2**20:.0f} MB；请先腾出空间。什么都没有改动。",
        )


def _replace(path: Path) -> None:
    files: Path = settings.MEDIA_ROOT
    fresh, old = files.with_name("files.new"), files.with_name("files.old")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    connection.close()
    with open_archive(path) as archive:
        for member in archive:
            if member.name == DATABASE:
                load_database(_lines(archive, member))
            elif member.name.startswith(f"{FILES}/"):
                _unpack(archive, member, fresh)
    if files.exists():
        shutil.rmtree(old, ignore_errors=True)
        files.rename(old)
    fresh.rename(files)
    shutil.rmtree(old, ignore_errors=True)
    logger.info("restored", extra={"file": str(path)})


def _lines(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    file = archive.extractfile(member)
    assert file
    yield from file


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    source = archive.extractfile(member)
    assert source
    target = folder / member.name.removeprefix(f"{FILES}/")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(0o600)
