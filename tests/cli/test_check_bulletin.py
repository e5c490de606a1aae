"""`taizhang check-bulletin` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BULLETIN = ROOT / "tests/extraction/checking/bulletins/county-half-year.txt"


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "check-bulletin"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"},
        check=False,
    )


def test_a_bulletin_whose_numbers_hold_says_so_and_exits_0() -> None:
    done = run(BULLETIN)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "没有发现问题。" in done.stdout.decode()


def test_the_slip_of_the_county_is_found_with_its_sentence_and_exits_1(tmp_path: Path) -> None:
    printed = BULLETIN.read_text(encoding="utf-8").replace("占73.0%", "占72.9%")
    file = tmp_path / "通报.txt"
    file.write_text(printed.replace("（因四舍五入，合计不等于100%）", ""), encoding="gb18030")
    done = run(file, "--format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    text = file.read_text(encoding="gb18030")
    assert done.returncode == 1
    assert (finding["code"], finding["severity"]) == ("share_cut", "error")
    assert finding["quote"] == text[slice(*finding["span"])]
    assert "达到序时进度的162项，占72.9%" in finding["quote"]
    for said in ("162项÷222项", "应为73.0%", "100.1%", "因四舍五入"):
        assert said in finding["message"]


def test_shares_that_do_not_make_100_unexplained_are_a_warning_and_exit_0(tmp_path: Path) -> None:
    file = tmp_path / "通报.txt"
    text = BULLETIN.read_text(encoding="utf-8").replace("（因四舍五入，合计不等于100%）", "")
    file.write_text(text, encoding="utf-8")
    done = run(file)
    assert done.returncode == 0
    assert "shares_not_explained" in done.stdout.decode()


def test_a_missing_file_is_a_sentence_and_exits_1(tmp_path: Path) -> None:
    done = run(tmp_path / "没有.xlsx")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "没有文件" in done.stderr.decode()


def test_wrong_usage_exits_2() -> None:
    assert run(BULLETIN, "--format", "xml").returncode == 2
    assert run().returncode == 2
