"""Create a cluster: initdb, then the role and the database of the application."""

import shutil
import signal
import subprocess

import psycopg
from psycopg import sql

from taizhang.project.database.binaries import find_program
from taizhang.project.database.connection import DATABASE, ROLE
from taizhang.project.database.errors import DatabaseStartError
from taizhang.project.database.identity import Identity
from taizhang.project.database.paths import ClusterPaths

_INITDB = (
    "--username=postgres",
    "--auth=trust",  # the only way in is a socket in a folder that is the owner's alone
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
)


def create_cluster(paths: ClusterPaths, identity: Identity) -> None:
    """Run initdb beside the final place and move it there whole, so that none is half made.

    Raises:
        DatabaseStartError: initdb failed; its last words are in the sentence.
    """
    draft = paths.cluster.with_name(paths.cluster.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    identity.own(draft)
    done = subprocess.run(
        [str(find_program("initdb")), *_INITDB, "-D", str(draft)],
        capture_output=True,
        text=True,
        errors="replace",
        preexec_fn=identity.preparation(signal.SIGKILL, draft),
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        words = [line.strip() for line in lines if "FATAL" in line or "could not" in line]
        raise DatabaseStartError(
            f"自带的数据库不能在 {paths.cluster} 建立：{' '.join(words or lines[-3:])}。"
            "请检查磁盘空间和文件夹权限。"
        )
    draft.rename(paths.cluster)


def create_role_and_database(paths: ClusterPaths, *, may_create: bool) -> None:
    """Create what the application connects as and to, where it is not there yet.

    Args:
        may_create: let the role create databases (tests only).
    """
    with psycopg.connect(
        host=str(paths.socket), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        has = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        if not has:
            rights = sql.SQL("CREATEDB" if may_create else "NOCREATEDB")
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN {}").format(sql.Identifier(ROLE), rights)
            )
        has = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if not has:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(ROLE)
                )
            )
