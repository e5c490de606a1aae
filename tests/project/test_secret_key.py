"""The signing key is made once and kept for the owner alone."""

import subprocess
import sys

import pytest

from taizhang.project.environment import SettingError
from taizhang.project.secret_key import read_or_create_secret_key


def test_key_is_kept_and_readable_by_the_owner_only(tmp_path):
    folder = tmp_path / "数据 folder"
    first = read_or_create_secret_key(folder)
    assert read_or_create_secret_key(folder) == first
    assert len(first) >= 50
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_processes_starting_at_once_get_the_same_key(tmp_path):
    code = (
        "import sys, pathlib; from taizhang.project.secret_key import *;"
        "print(read_or_create_secret_key(pathlib.Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({process.communicate()[0] for process in running}) == 1
    assert all(process.returncode == 0 for process in running)


def test_damaged_key_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "secret-key").write_text("short")
    with pytest.raises(SettingError, match="已损坏"):
        read_or_create_secret_key(tmp_path)
