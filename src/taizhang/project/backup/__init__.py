"""Backup and restore: database and files in one archive whose every hash is proved first."""

from taizhang.project.backup.archive import BackupError, Manifest, read_manifest
from taizhang.project.backup.create import create_backup
from taizhang.project.backup.restore import restore_backup

__all__ = ["BackupError", "Manifest", "create_backup", "read_manifest", "restore_backup"]
