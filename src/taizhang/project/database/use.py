"""Use the configured database: the embedded server while the block runs, or the external one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connections

from taizhang.project.database.errors import DatabaseUnreachableError
from taizhang.project.database.server import join_server


@contextmanager
def use_database() -> Iterator[None]:
    """Hold the embedded server, or check that the external one lets us in.

    Raises:
        DatabaseError: it cannot be started or reached.
    """
    if settings.DATABASE_URL:
        _check_external()
        yield
        return
    with join_server(settings.CLUSTER):
        try:
            yield
        finally:
            connections.close_all()


def _check_external() -> None:
    try:
        connections["default"].ensure_connection()
    except OperationalError as error:
        entry = settings.DATABASES["default"]
        words = " ".join(str(error).split())
        raise DatabaseUnreachableError(
            f"连不上 DATABASE_URL 指定的数据库 {entry['NAME']}（主机 {entry['HOST'] or '本机'}）："
            f"{words}。请检查地址、用户、密码，以及数据库服务是否在运行。"
        ) from error
