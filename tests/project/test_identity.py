"""PostgreSQL refuses root: root runs it in a user namespace, or else as another user."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from plugins.command import wait_until_gone
from taizhang.project.database import ClusterPaths
from taizhang.project.database.binaries import find_program
from taizhang.project.database.identity import Identity, choose_identity

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 需要换用户运行数据库")

# In a changed root the kernel forbids new user namespaces, as some containers do.
CHANGED_ROOT = 'mount --rbind / "$1" && shift && exec chroot "$@"'
JOIN = """
import sys, pathlib, psycopg
from taizhang.project.database import ClusterPaths, join_server
paths = ClusterPaths(pathlib.Path(sys.argv[1]))
with join_server(paths), psycopg.connect(
    host=str(paths.socket), user="taizhang", dbname="taizhang"
) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    connection.execute("INSERT INTO kept VALUES (1)")
    print(connection.execute("SELECT count(*) FROM kept").fetchone()[0])
"""


@pytest.fixture
def folder():
    """A folder whose parents everybody may pass (pytest's own are the owner's alone)."""
    path = Path(tempfile.mkdtemp(prefix="taizhang-identity-"))
    path.chmod(0o755)
    yield path
    wait_until_gone(ClusterPaths(path / "var"))
    shutil.rmtree(path)


def join(data: Path, *prefix: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run(
        [*prefix, sys.executable, "-c", JOIN, str(data)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


@pytest.fixture
def changed_root(folder):
    """The start of a command line that runs the rest without user namespaces."""
    place = folder / "root"
    place.mkdir()
    prefix = ["unshare", "--mount", "bash", "-c", CHANGED_ROOT, "bash", str(place), str(place)]
    if subprocess.run([*prefix, "true"], capture_output=True).returncode:
        pytest.skip("这里不允许挂载和 chroot，不能模拟没有用户命名空间的机器")
    program = find_program("postgres")
    probe = ["runuser", "-u", "nobody", "--", str(program), "--version"]
    if subprocess.run(probe, capture_output=True).returncode:
        pytest.skip(f"用户 nobody 进不了 {program.parent}")
    return prefix


def test_root_with_namespaces_keeps_the_files_its_own(folder):
    program = find_program("postgres")
    if choose_identity(folder / "postgresql", program) != Identity(namespace=True):
        pytest.skip("这台机器不允许用户命名空间")
    assert join(folder / "var").stdout == "1\n"
    assert (folder / "var" / "postgresql").stat().st_uid == 0


def test_root_without_namespaces_gives_the_cluster_to_another_user(folder, changed_root):
    assert join(folder / "var", *changed_root).stdout == "1\n"
    assert (folder / "var" / "postgresql").stat().st_uid != 0
    assert (folder / "var").stat().st_mode & 0o077 == 0o011


def test_cluster_moves_between_machines_with_and_without_namespaces(folder, changed_root):
    assert join(folder / "var").stdout == "1\n"
    assert join(folder / "var", *changed_root).stdout == "2\n"
    assert join(folder / "var").stdout == "3\n"


def test_folder_that_the_other_user_cannot_reach_is_refused_with_a_way_out(folder, changed_root):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    done = join(closed / "var", *changed_root)
    assert "/srv/taizhang" in done.stderr
    assert not (closed / "var" / "postgresql").exists()
