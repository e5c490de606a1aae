"""Call pg_dump and psql, which come with the embedded database, on the configured database."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from taizhang.project.backup.archive import BackupError
from taizhang.project.database.binaries import find_program

# What newer pg_dump writes into its head and older servers do not know.
_UNKNOWN_TO_OLD_SERVERS = b"SET transaction_timeout"
_END_OF_HEAD = (b"CREATE ", b"COPY ")


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
    with subprocess.Popen(
        [*_command("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment() | {"PGOPTIONS": "-c client_min_messages=warning"},
    ) as program:
        assert program.stdin
        assert program.stderr
        try:
            program.stdin.writelines(_transaction(lines))
            program.stdin.close()
        except BrokenPipeError:
            pass  # psql has stopped; it says why
        except BaseException:
            program.kill()
            raise
        words = program.stderr.read().decode(errors="replace")
    if program.returncode:
        raise BackupError(
            "load_failed", f"不能写入数据库，原有数据没有改动：{' '.join(words.split())}"
        )


def _transaction(lines: Iterable[bytes]) -> Iterator[bytes]:
    # COMMIT is sent here, after the last line: should this process die before, psql sees the end
    # of its input and leaves, and the server takes everything back.
    yield b"BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
    in_head = True
    for line in lines:
        in_head = in_head and not line.startswith(_END_OF_HEAD)
        if not (in_head and line.startswith(_UNKNOWN_TO_OLD_SERVERS)):
            yield line
    yield b"COMMIT;\n"


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
