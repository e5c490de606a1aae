"""`taizhang regime` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "taizhang" / "supervision" / "regimes" / "data"
HEAD = "name: 云岭市亮灯办法\nreference: 例\nvalid_from: 2026-01-01\nrules:\n"
GAP = HEAD + (
    "- when: {days_over: {'<': 3}}\n  then: {colour: green}\n"
    "- when: {days_over: {'>': 3}}\n  then: {colour: red}\n"
)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "regime"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    file = tmp_path / "办法.yaml"
    file.write_text(GAP, encoding="utf-8")
    return file


def test_a_complete_regime_exits_0_and_says_how_many_combinations_were_proved() -> None:
    done = run("check", DATA / "default.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "可以采用" in done.stdout
    assert "每种有且只有一个结果" in done.stdout


def test_a_gap_exits_1_with_the_missing_case_on_standard_error(gap: Path) -> None:
    done = run("check", gap)
    assert (done.returncode, done.stdout) == (1, "")
    assert "逾期天数为 3 天" in done.stderr


def test_json_holds_code_line_rule_and_sentence(gap: Path) -> None:
    done = run("check", gap, "--format", "json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert result["ok"] is False
    assert {finding["code"] for finding in result["findings"]} == {"no_outcome"}
    assert set(result["findings"][0]) == {"code", "severity", "line", "rule", "message"}


def test_one_refused_file_of_several_exits_1_and_all_are_reported(gap: Path) -> None:
    done = run("check", DATA / "default.yaml", gap)
    assert done.returncode == 1
    assert "可以采用" in done.stdout
    assert "不能采用" in done.stderr


def test_a_file_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "坏.yaml"
    file.write_bytes(b"\x00\xff\xfe rules: [")
    done = run("check", file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "错误" in done.stderr


def test_a_missing_file_is_a_sentence_and_exits_1(tmp_path: Path) -> None:
    done = run("check", tmp_path / "没有.yaml")
    assert done.returncode == 1
    assert "没有文件" in done.stderr


def test_wrong_usage_exits_2() -> None:
    assert run("check").returncode == 2
    assert run("check", "x", "--format", "xml").returncode == 2
    assert run("prove").returncode == 2


def test_what_show_prints_passes_the_check(tmp_path: Path) -> None:
    keys = [row["key"] for row in json.loads(run("list", "--format", "json").stdout)]
    assert "default" in keys
    assert all(key in run("list").stdout for key in keys)
    file = tmp_path / "a.yaml"
    file.write_text(run("show", "default").stdout, encoding="utf-8")
    assert run("check", file).returncode == 0


def test_an_unknown_key_is_a_sentence_and_exits_1() -> None:
    done = run("show", "nowhere")
    assert done.returncode == 1
    assert "没有名为“nowhere”的亮灯办法" in done.stderr


def test_the_check_imports_no_django() -> None:
    code = (
        "import sys; from taizhang.cli.regime import regime;"
        f"regime(['check', {str(DATA / 'default.yaml')!r}], standalone_mode=False);"
        "sys.exit(any(name.startswith(('django', 'psycopg')) for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
