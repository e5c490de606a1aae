"""Bring the schema to the version of the program, with a backup first where there is data."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from taizhang.documents.domain.shipping import record_shipped_texts
from taizhang.project.backup import create_backup

logger = logging.getLogger(__name__)
_LOCK = 8_132_710  # any number, the same for all processes of the product


class UpgradeError(Exception):
    """The schema cannot be brought to the version of the program."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def bring_up_to_date() -> None:
    """Apply what is missing; of several processes one does it, the others wait.

    Raises:
        UpgradeError: the database was made by a newer version.
        BackupError: the backup before the upgrade failed; nothing was changed.
    """
    if not pending_migrations():
        record_shipped_texts(as_of=timezone.now())  # a release may correct a text and no table
        return
    with _alone():
        pending = pending_migrations()
        if not pending:
            return
        if _holds_data():
            moment = timezone.localtime()
            target = settings.BACKUP_ROOT / f"before-upgrade-{moment:%Y%m%d-%H%M%S}.tar.gz"
            create_backup(target, as_of=moment)
            logger.info("backup before upgrade", extra={"file": str(target)})
        call_command("migrate", verbosity=0, interactive=False)
        logger.info("schema upgraded", extra={"migrations": pending})


def pending_migrations() -> list[str]:
    """Names of the migrations that the program has and the database lacks.

    Raises:
        UpgradeError: the database has some that the program does not know.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    ours = {app for app, _ in loader.disk_migrations}
    unknown = {key for key in loader.applied_migrations if key[0] in ours} - set(
        loader.disk_migrations
    )
    # A squashed migration leaves the names that it replaces in the database.
    replaced = {key for one in loader.disk_migrations.values() for key in one.replaces}
    if unknown - replaced:
        names = "、".join(sorted(".".join(key) for key in unknown - replaced))
        raise UpgradeError(
            "database_is_newer",
            f"数据库由更新的版本建立（有本程序不认识的变更 {names}）；请安装新版本的程序后再启动。",
        )
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _holds_data() -> bool:
    return bool(MigrationExecutor(connection).loader.applied_migrations)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
