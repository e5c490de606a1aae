"""Join the embedded server, starting it if nobody has."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import psycopg

from taizhang.project.database.binaries import find_program
from taizhang.project.database.cluster import create_cluster, create_role_and_database
from taizhang.project.database.errors import DatabaseStartError, DataFolderError
from taizhang.project.database.identity import choose_identity
from taizhang.project.database.locks import take_lock
from taizhang.project.database.paths import ClusterPaths

_START_SECONDS = 60.0
_LOCK_SECONDS = 120.0
_LOG_BYTES = 10 * 2**20


def join_server(
    paths: ClusterPaths, *, options: tuple[str, ...] = (), may_create: bool = False
) -> IO[bytes]:
    """Make sure that the embedded server runs, and keep it for as long as the result is open.

    Any number of processes may do so side by side; the server ends when the last has closed its
    lock or died.

    Args:
        options: further arguments of postgres, used when this call starts it (tests).
        may_create: let the application's role create databases (tests).

    Raises:
        DataFolderError: the folder cannot be written.
        DatabaseStartError: the server does not start.
    """
    _prepare_folders(paths)
    users = take_lock(paths.users_lock, shared=True, seconds=_LOCK_SECONDS)
    try:
        ensure_server(paths, options=options, may_create=may_create)
    except BaseException:
        users.close()
        raise
    return users


def ensure_server(
    paths: ClusterPaths, *, options: tuple[str, ...] = (), may_create: bool = False
) -> None:
    """Start the server again if it has died; for those who have joined it.

    Raises:
        DatabaseStartError: the server does not start.
    """
    with take_lock(paths.start_lock, shared=False, seconds=_LOCK_SECONDS):
        if not _answers(paths):
            _start(paths, options)
            create_role_and_database(paths, may_create=may_create)


def _prepare_folders(paths: ClusterPaths) -> None:
    try:
        for folder in (paths.data, paths.run, paths.socket, paths.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = paths.run / f"probe.{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise DataFolderError(
            f"数据文件夹 {paths.data} 不能写入（{error.strerror}：{error.filename or paths.run}）；"
            "请检查权限和磁盘空间，或把 TAIZHANG_DATA 设为可写的文件夹。"
        ) from error
    _refuse_foreign(paths)


def _refuse_foreign(paths: ClusterPaths) -> None:
    """A socket folder in the shared temporary folder must be ours: trust rests on its rights."""
    owners = {os.geteuid()}
    if paths.cluster.exists():
        owners.add(paths.cluster.stat().st_uid)  # root lets another user run the server
    if paths.socket.is_symlink() or paths.socket.stat().st_uid not in owners:
        raise DataFolderError(
            f"文件夹 {paths.socket} 属于别的用户，不能放数据库的套接字；请删除它后再试。"
        )


def _answers(paths: ClusterPaths) -> bool:
    """Whether a server takes connections now; one that starts or stops is waited for."""
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(
                host=str(paths.socket), user="postgres", dbname="postgres", connect_timeout=10
            ).close()
        except psycopg.OperationalError:
            if not live_servers(paths):
                return False
            if time.monotonic() > end:
                raise DatabaseStartError(
                    f"数据库进程 {live_servers(paths)} 占用着 {paths.cluster}，但不接受连接；"
                    f"请查看 {paths.log}。"
                ) from None
            time.sleep(0.05)
        else:
            return True


def live_servers(paths: ClusterPaths) -> list[int]:
    """Processes whose program is postgres and whose working folder is the cluster."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            program = (entry / "exe").readlink().name
            if program == "postgres" and (entry / "cwd").samefile(paths.cluster):
                found.append(int(entry.name))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return found


def _start(paths: ClusterPaths, options: tuple[str, ...]) -> None:
    identity = choose_identity(paths.cluster, find_program("postgres"))
    if not paths.cluster.exists():
        create_cluster(paths, identity)
    identity.own(paths.cluster)
    identity.own(paths.socket)
    # Nobody uses the cluster and the start lock is ours: what the file says is of a dead server.
    (paths.cluster / "postmaster.pid").unlink(missing_ok=True)
    _turn_over(paths.log)
    with paths.log.open("ab") as log:
        keeper = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "taizhang.project.database.keeper",
                str(paths.data),
                *options,
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _wait(paths, keeper)


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_name(log.name + ".1"))


def _wait(paths: ClusterPaths, keeper: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and keeper.poll() is None:
        try:
            psycopg.connect(host=str(paths.socket), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    words = paths.log.read_text("utf-8", errors="replace").strip().splitlines()[-1:]
    raise DatabaseStartError(
        f"自带的数据库没有启动：{' '.join(words)}。请检查磁盘空间，详情见 {paths.log}。"
    )
