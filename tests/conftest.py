"""What every test relies on: own settings, one database server for all workers, a clean queue."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
import pytest_django

pytest_plugins = [
    "plugins.cleaning",
    "plugins.axe",
    "plugins.browser",
    "plugins.command",
    "plugins.documents",
    "plugins.jobs",
    "plugins.printing",
]

_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_TESTS = Path(__file__).resolve().parent
_SHARED = _TESTS.parents[1] / "shared"
_COMMAND = (_TESTS / "cli", _TESTS / "project")  # tests that start the installed command

if not _IS_WORKER:
    # Never the data of the person who runs the tests.
    for _name in [name for name in os.environ if name.startswith("TAIZHANG_")]:
        del os.environ[_name]
    os.environ["TAIZHANG_DATA"] = tempfile.mkdtemp(prefix="taizhang-tests-")
    # Hundreds of children start: each would compile every module of the product anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.project.settings"
hypothesis.settings.register_profile("taizhang", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("taizhang")
django.setup()  # before the conftest files of the rooms, which import models


def pytest_configure(config: pytest.Config) -> None:
    """Plain static files and quick hashes; everything else is as in production."""
    from django.conf import settings

    static = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": static}}
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow files first, then those that wait for a browser: they begin while there is other work
    to do beside them, and what ends the run is short."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    waiting = {item.path for item in items if item.get_closest_marker("browser")}

    def turn(item: pytest.Item) -> int:
        if item.path in slow or item.path.parent in _COMMAND:
            return 0
        return 1 if item.path in waiting else 2

    items.sort(key=turn)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Wait for the server, which leaves when its last user has left, and remove the data."""
    if _IS_WORKER:
        return
    from plugins.database import drop_template
    from taizhang.project.database import ClusterPaths
    from taizhang.project.database.server import live_servers

    drop_template()
    data = Path(os.environ["TAIZHANG_DATA"])
    end = time.monotonic() + 10
    while live_servers(ClusterPaths(data)) and time.monotonic() < end:
        time.sleep(0.05)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Join the one server of this run; several workers copy a database that one has migrated."""
    from django.conf import settings

    from plugins.database import join_test_server, make_template

    with join_test_server():
        if _IS_WORKER:
            settings.DATABASES["default"]["TEST"]["TEMPLATE"] = make_template()
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Before the test database goes, end the sessions that threads of tests have left open."""
    yield
    from plugins.database import end_sessions

    with django_db_blocker.unblock():
        end_sessions()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source documents and gold texts; skips where it is not beside the checkout."""
    if not _SHARED.is_dir():
        pytest.skip("没有 ../shared：跳过需要原始文件的测试")
    return _SHARED
