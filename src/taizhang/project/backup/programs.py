"""Call pg_dump and psql, which come with the embedded database, on the configured database."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from taizhang.project.backup.archive import BackupError
from taizhang.project.database.binaries import find_program

# What newer pg_dump writes into its head and older servers do not know.
_UNKNOWN_TO_OLD_SERVERS = b"SET transaction_timeout"


def dump_database(target: Path) -> None:
    """Write the whole database as SQL, as of one moment.

    Raises:
        BackupError: pg_dump failed; its words are in the sentence.
    """
    done = subprocess.run(
        [*_command("pg_dump"), "--no-owner", "--no-privileges", f"--file={target}"],
        capture_output=True,
        text=True,
        errors="replace",
        env=_environment(),
    )
    if done.returncode:
        raise BackupError("dump_failed", f"不能导出数据库：{' '.join(done.stderr.split())}")


def load_database(lines: Iterable[bytes]) -> None:
    """Replace the content of the database by the SQL in `lines`, all or nothing.

    Raises:
        BackupError: psql failed; the database is as it was.
    """
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with subprocess.Popen(
        [*_command("psql"), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment() | {"PGOPTIONS": "-c client_min_messages=warning"},
    ) as program:
        assert program.stdin
        assert program.stderr
        try:
            program.stdin.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
            for line in lines:
                if not line.startswith(_UNKNOWN_TO_OLD_SERVERS):
                    program.stdin.write(line)
            program.stdin.close()
        except BrokenPipeError:
            pass  # psql has stopped; it says why
        except BaseException:
            program.kill()  # nothing was committed
            raise
        words = program.stderr.read().decode(errors="replace")
    if program.returncode:
        raise BackupError(
            "load_failed", f"不能写入数据库，原有数据没有改动：{' '.join(words.split())}"
        )


def _command(name: str) -> list[str]:
    parameters = _parameters()
    parameters.pop("password", None)
    return [str(find_program(name)), f"--dbname={make_conninfo('', **parameters)}"]


def _environment() -> dict[str, str]:
    password = _parameters().get("password")
    return {**os.environ, "PGCLIENTENCODING": "UTF8"} | (
        {"PGPASSWORD": str(password)} if password else {}
    )


def _parameters() -> dict[str, Any]:
    known = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port", "connect_timeout"}
    options = connection.settings_dict["OPTIONS"]
    return {key: value for key, value in known.items() if key in names | set(options)}
