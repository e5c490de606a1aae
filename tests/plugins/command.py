"""The installed `taizhang` command on data folders of its own, as a person runs it."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from taizhang.project.database import ClusterPaths
from taizhang.project.database.server import join_server, live_servers

_MAIN = [sys.executable, "-c", "from taizhang.cli import main; main()"]


@dataclass(frozen=True)
class Command:
    """Runs `taizhang` on one data folder; `environment` is added to that of the tests."""

    data: Path
    environment: dict[str, str]

    def start(self, *words: str, **options: object) -> subprocess.Popen[str]:
        """Start it and leave it running."""
        outside = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        paths = os.pathsep.join(path for path in sys.path if path)
        return subprocess.Popen(
            [*_MAIN, *words],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=outside | {"TAIZHANG_DATA": str(self.data), "PYTHONPATH": paths} | self.environment,
            **options,  # type: ignore[call-overload]
        )

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run it to its end, with `given` on standard input."""
        process = self.start(*words, stdin=subprocess.PIPE)
        out, err = process.communicate(given, timeout=300)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def __call__(self, *words: str, given: str = "") -> str:
        """Run it, expect success, return what it printed."""
        done = self.run(*words, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What its database answers: no command is started for it."""
        with connected(ClusterPaths(self.data)) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    @contextmanager
    def serving(self) -> Iterator["Service"]:
        """Serve on a free port until the block ends; Ctrl-C stops it."""
        _lend_assets(self.data / "static")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = self.start("serve", "--port", str(port))
        service = Service(process, port)
        try:
            assert process.stdout
            first = process.stdout.readline()
            assert f"http://127.0.0.1:{port}" in first, process.communicate()[1]
            yield service
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.communicate(timeout=90)
        _keep_assets(self.data / "static")


@dataclass(frozen=True)
class Service:
    """A running `taizhang serve`."""

    process: subprocess.Popen[str]
    port: int

    def health(self) -> tuple[int, dict]:
        """Status and body of /healthz."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz") as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def wait_until_well(self, seconds: float = 90) -> None:
        """Wait until /healthz says 200."""
        end = time.monotonic() + seconds
        while True:
            try:
                if self.health()[0] == 200:
                    return
            except OSError:
                pass
            assert time.monotonic() < end, "the service did not become well"
            time.sleep(0.1)

    def descendants(self) -> dict[int, str]:
        """Process ids and command lines of everything that this service has started."""
        found, seen = {}, {self.process.pid}
        for pid in sorted(int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()):
            try:
                parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[1])
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if parent in seen:
                seen.add(pid)
                found[pid] = line
        return found


def _lent() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / "lent-assets"


def _lend_assets(folder: Path) -> None:
    """What the first service of this run has gathered, which takes ten seconds."""
    if _lent().exists() and not folder.exists():
        shutil.copytree(_lent(), folder)


def _keep_assets(folder: Path) -> None:
    if _lent().exists():
        return
    copy = _lent().with_name(f"lent-{os.getpid()}")
    shutil.copytree(folder, copy)
    try:
        copy.rename(_lent())
    except OSError:  # another worker was first
        shutil.rmtree(copy)


@contextmanager
def connected(paths: ClusterPaths) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A connection to the database of a data folder, with its server kept for as long."""
    with (
        join_server(paths),
        psycopg.connect(host=str(paths.socket), user="taizhang", dbname="taizhang") as connection,
    ):
        yield connection


def wait_until_gone(paths: ClusterPaths) -> None:
    """Wait for the embedded server to leave after its last user."""
    end = time.monotonic() + 30
    while live_servers(paths) and time.monotonic() < end:
        time.sleep(0.02)
    assert live_servers(paths) == []


@pytest.fixture
def taizhang(tmp_path: Path) -> Command:
    """The command on a fresh data folder whose name has a blank and Chinese characters."""
    return Command(tmp_path / "数据 folder", {})


@pytest.fixture(scope="session")
def ready_folder() -> Path:
    """A data folder with its schema in place, made once for all workers; nothing runs in it."""
    from django.conf import settings

    folder = settings.DATA / "ready"
    with (settings.DATA / "ready.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            command = Command(settings.DATA / "making", {})
            command("verify")
            wait_until_gone(ClusterPaths(command.data))
            command.data.rename(folder)
    return folder


@pytest.fixture
def ready_taizhang(taizhang: Command, ready_folder: Path) -> Command:
    """The command on a data folder of the test alone, with its schema in place."""
    shutil.copytree(ready_folder, taizhang.data)
    return taizhang


@pytest.fixture(scope="module")
def lasting_taizhang(ready_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command on one data folder for all tests of a module, with its schema in place."""
    return Command(shutil.copytree(ready_folder, tmp_path_factory.mktemp("data") / "var"), {})
