"""The running service: it starts, heals, stops, and survives being killed."""

import os
import signal
import socket
import time

import pytest

from taizhang.project import serving
from taizhang.project.database import ClusterPaths
from taizhang.project.database.server import live_servers
from taizhang.project.serving import ServeError, check_disk


def wait_until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def orphans(lasting_taizhang):
    """What a service had started that was then killed."""
    lasting_taizhang("create-admin", "kept", "--password-stdin", given="云岭-Kq8w-2024\n")
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        started = service.descendants()
        service.process.kill()
    return started


@pytest.fixture(scope="module")
def service(lasting_taizhang, orphans):
    """A service that runs on, on the data of the one that was killed."""
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        yield service
    assert service.process.returncode == 0


def test_killed_service_leaves_no_process(orphans):
    assert any("granian" in line for line in orphans.values())
    assert any("taizhang.project.worker" in line for line in orphans.values())
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in orphans))


def test_killed_service_keeps_its_data(lasting_taizhang, service):
    again = lasting_taizhang.run(
        "create-admin", "kept", "--password-stdin", given="云岭-Kq8w-2024\n"
    )
    assert "已存在" in again.stderr
    assert service.health()[0] == 200


@pytest.mark.parametrize("name", ["granian", "taizhang.project.worker", "postgres"])
def test_killed_process_is_replaced(lasting_taizhang, service, name):
    if name == "postgres":
        victims = live_servers(ClusterPaths(lasting_taizhang.data))[:1]
    else:
        victims = [pid for pid, line in service.descendants().items() if name in line]
    assert victims
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in victims))
    service.wait_until_well()
    assert service.process.poll() is None


def test_second_service_on_the_same_data_is_refused(lasting_taizhang, service):
    done = lasting_taizhang.run("serve", "--port", "1")
    assert done.returncode == 1
    assert "已有一个网页服务" in done.stderr


def test_commands_run_while_it_starts_and_it_leaves_nothing_behind(ready_taizhang):
    with ready_taizhang.serving() as service:
        ready_taizhang("create-admin", "beside", "--password-stdin", given="云岭-Kq8w-2024\n")
        service.wait_until_well()
        started = service.descendants()
        assert any("granian" in line for line in started.values())
        assert any("taizhang.project.worker" in line for line in started.values())
    assert service.process.returncode == 0
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in started))
    wait_until(lambda: not live_servers(ClusterPaths(ready_taizhang.data)))


def test_taken_port_is_refused_before_anything_starts(taizhang):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = taizhang.run("serve", "--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert not (taizhang.data / "postgresql").exists()


def test_disk_that_is_nearly_full_is_refused(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    check_disk()
    monkeypatch.setattr(serving, "_LEAST_FREE_BYTES", 2**62)
    with pytest.raises(ServeError, match="先腾出空间"):
        check_disk()


def test_health_is_ill_without_a_worker(client, db):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    body = answer.json()
    assert body["status"] == "ill"
    assert body["checks"]["database"]["ok"] is True
    assert body["checks"]["worker"] == {"ok": False, "message": "没有后台进程在运行。"}
