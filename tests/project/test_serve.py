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


def test_service_is_well_and_leaves_nothing_behind(lasting_taizhang):
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        started = service.descendants()
        assert any("granian" in line for line in started.values())
        assert any("taizhang.project.worker" in line for line in started.values())
    assert service.process.returncode == 0
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in started))
    wait_until(lambda: not live_servers(ClusterPaths(lasting_taizhang.data)))


def test_commands_run_beside_the_service(lasting_taizhang):
    with lasting_taizhang.serving() as service:
        lasting_taizhang("create-admin", "beside", "--password-stdin", given="云岭-Kq8w-2024\n")
        service.wait_until_well()


@pytest.mark.parametrize("name", ["granian", "taizhang.project.worker", "postgres"])
def test_killed_process_is_replaced(lasting_taizhang, name):
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        if name == "postgres":
            victims = live_servers(ClusterPaths(lasting_taizhang.data))[:1]
        else:
            victims = [pid for pid, line in service.descendants().items() if name in line]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in victims))
        service.wait_until_well()
    assert service.process.returncode == 0


def test_killed_service_leaves_no_process_and_keeps_its_data(lasting_taizhang):
    lasting_taizhang("create-admin", "kept", "--password-stdin", given="云岭-Kq8w-2024\n")
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        started = service.descendants()
        service.process.kill()
        wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in started))
    again = lasting_taizhang.run(
        "create-admin", "kept", "--password-stdin", given="云岭-Kq8w-2024\n"
    )
    assert "已存在" in again.stderr
    with lasting_taizhang.serving() as service:
        service.wait_until_well()


def test_second_service_on_the_same_data_is_refused(lasting_taizhang):
    with lasting_taizhang.serving():
        done = lasting_taizhang.run("serve", "--port", "1")
    assert done.returncode == 1
    assert "已有一个网页服务" in done.stderr


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
