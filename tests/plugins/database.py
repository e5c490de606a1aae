"""One throw-away PostgreSQL for a test run, joined by every worker, and a migrated template."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from taizhang.project.database import join_server

# Nothing of a test run needs to survive the machine.
_FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@contextmanager
def join_test_server() -> Iterator[None]:
    """Keep the embedded server while a worker runs; an external one (DATABASE_URL) just is."""
    if settings.DATABASE_URL:
        yield
        return
    with join_server(settings.CLUSTER, options=_FAST, may_create=True):
        yield


def make_template() -> str:
    """The name of a migrated database to copy; the first worker makes it, the others wait."""
    name = _template()
    with (settings.DATA / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _create(name):
            _migrate(name)
    return name


def drop_template() -> None:
    """Remove the template from an external server; the embedded one goes as a whole."""
    if not settings.DATABASE_URL:
        return
    with psycopg.connect(**parameters("postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_template()))
        )


def end_sessions() -> None:
    """End every session on the test database, so that it can be dropped."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    with psycopg.connect(**parameters("postgres"), autocommit=True) as server:
        server.execute(  # not the server's own, which are not ours to end and leave by themselves
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )


def _template() -> str:
    return "template_" + settings.DATA.name.replace("-", "_")


def parameters(database: str) -> dict[str, str]:
    """How to connect to a database of the server that the tests use."""
    entry = settings.DATABASES["default"]
    values = {
        "host": entry["HOST"],
        "port": entry["PORT"],
        "user": entry["USER"],
        "password": entry["PASSWORD"],
        "dbname": database,
    }
    return {key: str(value) for key, value in values.items() if value}


def _create(name: str) -> bool:
    with psycopg.connect(**parameters("postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return True


def _migrate(name: str) -> None:
    address = psycopg.conninfo.make_conninfo("", **parameters(name))
    code = (
        "import django; django.setup();"
        "from django.core.management import call_command as c; c('migrate', verbosity=0)"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={**os.environ, "DATABASE_URL": _url(address), "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def _url(conninfo: str) -> str:
    from urllib.parse import urlencode

    parts = psycopg.conninfo.conninfo_to_dict(conninfo)
    return "postgresql://?" + urlencode({k: str(v) for k, v in parts.items()})
