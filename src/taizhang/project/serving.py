"""Serve the product: web processes and one worker over the database, all ending together."""

import fcntl
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from django.utils import timezone

from taizhang.project.assets import gather_assets
from taizhang.project.database.server import ensure_server
from taizhang.project.jobs import requeue_interrupted_jobs
from taizhang.project.start import open_product
from taizhang.project.supervisor import Child, supervise

_DATABASE_LOOK_SECONDS = 2.0
_LEAST_FREE_BYTES = 100 * 2**20


class ServeError(Exception):
    """The service cannot start; `code` is for machines, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@contextmanager
def only_service() -> Iterator[None]:
    """Hold the lock that lets one service run on a data folder.

    Raises:
        ServeError: another one runs.
    """
    settings.CLUSTER.run.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.CLUSTER.run / "serve.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServeError(
                "already_serving",
                f"数据文件夹 {settings.DATA} 上已有一个网页服务在运行；请先停止它。",
            ) from error
        yield


def check_port(host: str, port: int) -> None:
    """Find out whether the port is free by taking it for a moment.

    Raises:
        ServeError: it is taken, forbidden, or the host is none of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServeError(
            "port_unusable",
            f"不能在 {host} 的端口 {port} 上提供服务（{error.strerror}）；"
            "可能已被别的程序占用，请换一个端口：taizhang serve --port 端口号。",
        ) from error


def check_disk() -> None:
    """Refuse to start on a disk that is about to be full: a database must not run into it.

    Raises:
        ServeError: less than 100 MiB are free where the data folder lies.
    """
    free = shutil.disk_usage(settings.DATA).free
    if free < _LEAST_FREE_BYTES:
        raise ServeError(
            "disk_full",
            f"{settings.DATA} 所在的磁盘只剩 {free / 2**20:.0f} MB，至少要有 "
            f"{_LEAST_FREE_BYTES / 2**20:.0f} MB 才能启动；请先腾出空间。",
        )


def serve_pages(
    host: str, port: int, *, announce: Callable[[], None], prepare: Callable[[], None] | None = None
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        announce: called once when the port answers.
        prepare: called when the database is up to date, before anything is served.

    Raises:
        ServeError: the port is taken or another service runs on the data folder, the disk is full.
        DatabaseError: the database cannot be started or reached.
        CrashLoopError: a process cannot be kept alive.
    """
    with only_service():
        check_port(host, port)
        check_disk()
        with open_product():
            if prepare:
                prepare()
            gather_assets()
            connections.close_all()
            look = _Look(host, port, announce)
            supervise([_web(host, port), _worker()], also=look)


def _web(host: str, port: int) -> Child:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(settings.WORKERS),
        "--blocking-threads": "4",
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    flat = [word for pair in options.items() for word in pair]
    return Child(
        name="网页进程",
        command=[
            *(sys.executable, "-P", "-m", "granian", *flat),
            *("--respawn-failed-workers", "--no-ws", "taizhang.project.wsgi:application"),
        ],
        stop_seconds=10,
    )


def _worker() -> Child:
    return Child(
        name="后台进程",
        command=[sys.executable, "-P", "-m", "taizhang.project.worker"],
        stop_seconds=10,
        before=_requeue,
    )


def _requeue() -> None:
    requeue_interrupted_jobs(as_of=timezone.now())
    connections.close_all()


class _Look:
    """What is looked after beside the children: the announcement and the embedded database."""

    def __init__(self, host: str, port: int, announce: Callable[[], None]) -> None:
        self._address = host, port
        self._announce: Callable[[], None] | None = announce
        self._looked = time.monotonic()

    def __call__(self) -> None:
        if self._announce and _answers(*self._address):
            self._announce()
            self._announce = None
        now = time.monotonic()
        if not settings.DATABASE_URL and now - self._looked > _DATABASE_LOOK_SECONDS:
            self._looked = now
            ensure_server(settings.CLUSTER)


def _answers(host: str, port: int) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((reachable, port), timeout=1).close()
    except OSError:
        return False
    return True


def page_address(host: str, port: int) -> str:
    """What to type into the browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{shown}:{port}"
