"""The data folder of a benchmark: gone afterwards, and its server before it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from taizhang.cli.bench_folder import own_data_folder
from taizhang.project.database.paths import ClusterPaths
from taizhang.project.database.server import join_server, live_servers


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    """What the block sets is undone after the test."""
    monkeypatch.setenv("TAIZHANG_DATA", "")
    monkeypatch.setenv("DATABASE_URL", "")


@pytest.fixture
def removals(monkeypatch):
    """The servers that ran when a folder was about to be removed."""
    seen, remove = [], TemporaryDirectory.cleanup

    def look_and_remove(folder):
        seen.append(live_servers(ClusterPaths(Path(folder.name))))
        remove(folder)

    monkeypatch.setattr(TemporaryDirectory, "cleanup", look_and_remove)
    return seen


def test_server_has_ended_before_its_folder_is_removed(removals):
    with own_data_folder() as folder, join_server(ClusterPaths(folder)):
        assert live_servers(ClusterPaths(folder))
    assert removals == [[]]
    assert not folder.exists()


def test_failure_inside_comes_through_and_the_folder_goes(removals):
    with (
        pytest.raises(ZeroDivisionError),
        own_data_folder() as folder,
        join_server(ClusterPaths(folder)),
    ):
        1 / 0  # noqa: B018 - what a benchmark may die of
    assert removals == [[]]
    assert not folder.exists()
