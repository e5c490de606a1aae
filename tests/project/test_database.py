"""The embedded server: shared by many, outlived by its data, whatever is killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time

import psycopg
import pytest

from plugins.command import wait_until_gone
from taizhang.project.database import (
    ClusterPaths,
    DatabaseStartError,
    DatabaseUrlError,
    DataFolderError,
    connection_settings,
    join_server,
)
from taizhang.project.database.server import ensure_server, live_servers

FAST = ("-c", "fsync=off")


@pytest.fixture(scope="module")
def paths(tmp_path_factory) -> ClusterPaths:
    """One cluster for the module, in a folder with a blank, a comma and Chinese characters."""
    return ClusterPaths(tmp_path_factory.mktemp("数据, 一") / "var")


@pytest.fixture(autouse=True)
def _server_is_gone(request):
    yield
    if "paths" in request.fixturenames:
        wait_until_gone(request.getfixturevalue("paths"))


def connect(paths: ClusterPaths, user: str = "taizhang") -> psycopg.Connection:
    return psycopg.connect(host=str(paths.socket), user=user, dbname="taizhang", autocommit=True)


def postmaster(paths: ClusterPaths) -> int:
    return int((paths.cluster / "postmaster.pid").read_text().split()[0])


def keeper(paths: ClusterPaths) -> int:
    with open(f"/proc/{postmaster(paths)}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("PPid:"))


def test_server_runs_while_somebody_uses_it_and_ends_with_the_last(paths):
    with join_server(paths, options=FAST), join_server(paths):
        first = postmaster(paths)
        with connect(paths) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('云岭')")
    wait_until_gone(paths)
    with join_server(paths, options=FAST):
        assert postmaster(paths) != first
        assert connect(paths).execute("SELECT word FROM kept").fetchone() == ("云岭",)


def test_application_role_owns_its_database_and_is_no_superuser(paths):
    with join_server(paths, options=FAST), connect(paths) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'taizhang'"
        ).fetchone()
        assert row == (False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("COPY kept TO PROGRAM 'true'")


def test_nobody_else_may_reach_the_socket(paths):
    with join_server(paths, options=FAST):
        assert paths.socket.stat().st_mode & 0o077 == 0
        assert paths.data.stat().st_mode & 0o077 == 0


def test_folder_with_comma_or_long_path_gets_a_short_socket(tmp_path):
    for name in ("a,b", "长" * 40):
        paths = ClusterPaths(tmp_path / name)
        assert str(paths.socket).startswith(tempfile.gettempdir() + "/taizhang-")
        assert len(os.fsencode(paths.socket)) <= 80


def test_killed_user_does_not_keep_the_server(paths):
    code = (
        "import sys, time, pathlib; from taizhang.project.database import *;"
        "lock = join_server(ClusterPaths(pathlib.Path(sys.argv[1])));"
        "print('joined', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(paths.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as user:
        assert user.stdout.readline() == b"joined\n"
        assert live_servers(paths)
        user.kill()
    wait_until_gone(paths)


def test_users_starting_at_once_share_one_server(paths):
    code = (
        "import sys, time, pathlib; from taizhang.project.database import *;"
        "p = ClusterPaths(pathlib.Path(sys.argv[1])); lock = join_server(p);"
        "print((p.cluster / 'postmaster.pid').read_text().split()[0], flush=True); time.sleep(2)"
    )
    command = [sys.executable, "-c", code, str(paths.data)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({process.communicate()[0] for process in running}) == 1
    assert [process.returncode for process in running] == [0, 0, 0]


@pytest.mark.parametrize("victim", [keeper, postmaster])
def test_after_a_kill_the_next_look_starts_it_again_with_its_data(paths, victim):
    with join_server(paths, options=FAST):
        with connect(paths) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS rows (n int)")
            connection.execute("INSERT INTO rows VALUES (1)")
            before = connection.execute("SELECT count(*) FROM rows").fetchone()
        server = postmaster(paths)
        os.kill(victim(paths), signal.SIGKILL)
        while os.path.exists(f"/proc/{server}"):
            time.sleep(0.01)
        ensure_server(paths, options=FAST)
        assert connect(paths).execute("SELECT count(*) FROM rows").fetchone() == before


def test_stale_pid_file_naming_a_live_stranger_is_not_believed(paths):
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (paths.cluster / "postmaster.pid").write_text(f"{stranger.pid}\n{paths.cluster}\n")
        with join_server(paths, options=FAST):
            assert connect(paths).execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None
        stranger.kill()


def test_server_that_cannot_start_says_why_and_where_to_look(paths):
    with pytest.raises(DatabaseStartError, match=r"postgresql\.log"):
        join_server(paths, options=("-c", "shared_buffers=nonsense"))


def test_half_made_cluster_is_made_anew(tmp_path):
    paths = ClusterPaths(tmp_path)
    draft = tmp_path / "postgresql.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    with join_server(paths, options=FAST):
        assert connect(paths).execute("SELECT 1").fetchone() == (1,)
    wait_until_gone(paths)


def test_data_folder_below_a_file_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError, match="TAIZHANG_DATA"):
        join_server(ClusterPaths(tmp_path / "file" / "var"))


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://localhost", "postgresql://a:b@c:port/d", "nonsense"]
)
def test_address_that_is_none_is_refused_by_name(url, tmp_path):
    with pytest.raises(DatabaseUrlError, match="DATABASE_URL"):
        connection_settings(url, ClusterPaths(tmp_path))


def test_address_is_taken_apart_with_its_options(tmp_path):
    url = "postgresql://u:p%40ss@db.example:5433/taizhang?sslmode=require"
    settings = connection_settings(url, ClusterPaths(tmp_path))
    picked = {key: settings[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")}
    assert picked == {
        "HOST": "db.example",
        "PORT": "5433",
        "USER": "u",
        "PASSWORD": "p@ss",
        "NAME": "taizhang",
    }
    assert settings["OPTIONS"]["sslmode"] == "require"
