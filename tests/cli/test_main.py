"""The command's manners: help, exit status, quick start."""

import subprocess
import sys

import pytest

from taizhang import __version__
from taizhang.cli import COMMANDS


def test_help_lists_every_command_but_the_hidden(taizhang):
    text = taizhang("--help")
    assert all(name in text for name in COMMANDS if name != "django")
    assert "django" not in text


def test_version_is_printed(taizhang):
    assert taizhang("--version") == f"taizhang {__version__}\n"


@pytest.mark.parametrize("words", [("nonsense",), (), ("serve", "--port", "0"), ("backup", "x")])
def test_wrong_usage_has_status_2(taizhang, words):
    done = taizhang.run(*words)
    assert done.returncode == 2
    assert done.stderr
    assert not taizhang.data.exists()


def test_command_line_imports_neither_django_nor_database():
    code = (
        "import sys, taizhang.cli;"
        "print([m for m in ('django', 'psycopg', 'rich', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"TAIZHANG_WORKERS": "many"}, "TAIZHANG_WORKERS"),
        ({"TAIZHANG_WORKER": "2"}, "TAIZHANG_WORKER"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}, "DATABASE_URL"),
    ],
)
def test_wrong_setting_stops_the_start_with_a_sentence(taizhang, environment, code):
    taizhang.environment.update(environment)
    done = taizhang.run("serve")
    assert done.returncode == 1
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.rstrip().endswith("。")


def test_unusable_data_folder_stops_the_start_with_a_sentence(taizhang):
    taizhang.data.parent.joinpath("file").touch()
    taizhang.environment["TAIZHANG_DATA"] = str(taizhang.data.parent / "file" / "var")
    done = taizhang.run("serve")
    assert done.returncode == 1
    assert "不能读写" in done.stderr
    assert "Traceback" not in done.stderr
