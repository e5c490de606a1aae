"""`taizhang extract` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.papers import read_xlsx

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "examples" / "policies"
NOTICE = POLICIES / "yunling-2026-double-half.txt"


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "extract"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def test_one_file_prints_json_to_standard_output() -> None:
    done = run(NOTICE)
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert result["source"]["name"] == NOTICE.name
    assert len(result["documents"][0]["items"]) == 12


def test_text_prints_the_decoded_text(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes("一、加强领导。\r\n".encode("gb18030"))
    assert run(file, "--text").stdout.decode() == "一、加强领导。\n"


def test_csv_has_a_byte_order_mark_and_one_row_an_item() -> None:
    lines = run(NOTICE, "--format", "csv").stdout.decode().splitlines()
    assert lines[0].startswith("\ufeff文件,序号,编号,任务,牵头单位,责任单位")
    assert sum(line.startswith("攻坚二季度") for line in lines) == 12


def test_xlsx_can_be_read_back(tmp_path: Path) -> None:
    data = run(NOTICE, "--format", "xlsx").stdout
    file = tmp_path / "任务.xlsx"
    file.write_bytes(data)
    with file.open("rb") as stream:
        (table,) = read_xlsx(stream)
    assert len(table.rows) == 13


def test_a_folder_writes_one_result_a_file(tmp_path: Path) -> None:
    done = run(POLICIES, "--output", tmp_path / "结果")
    assert done.returncode == 0
    written = {path.name for path in (tmp_path / "结果").iterdir()}
    assert written == {f"{path.stem}.json" for path in POLICIES.glob("*.txt")}


def test_several_files_write_into_the_current_folder_and_colliding_names_keep_their_suffix(
    tmp_path: Path,
) -> None:
    for name in ("甲.txt", "甲.TXT", "乙.txt"):
        (tmp_path / name).write_text("一、推进改革。", encoding="utf-8")
    done = run("甲.txt", "甲.TXT", "乙.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert {p.name for p in tmp_path.glob("*.json")} == {"甲.txt.json", "甲.TXT.json", "乙.json"}


def test_a_bad_file_is_a_sentence_and_the_others_are_done(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = run(tmp_path / "空.txt", tmp_path / "没有.txt", NOTICE, "--output", tmp_path)
    errors = done.stderr.decode()
    assert done.returncode == 1
    assert "文件“空.txt”：文件是空的" in errors
    assert "没有文件" in errors
    assert (tmp_path / f"{NOTICE.stem}.json").exists()


def test_options_win_over_the_text_with_a_notice() -> None:
    done = run(NOTICE, "--issued", "2027-01-05", "--level", "县")
    (document,) = json.loads(done.stdout)["documents"]
    assert (document["issued"], document["level"]) == ("2027-01-05", "县")
    codes = {notice["code"] for notice in document["notices"]}
    assert {"issued_overridden", "level_overridden"} <= codes


@pytest.mark.parametrize(
    "arguments", [["--level", "国"], ["--issued", "明天"], ["--format", "doc"]]
)
def test_a_wrong_option_leaves_with_status_two(arguments: list[str]) -> None:
    assert run(NOTICE, *arguments).returncode == 2


def test_neither_django_nor_a_database_is_loaded() -> None:
    code = (
        "import sys; sys.argv = ['taizhang', 'extract', sys.argv[1]]\n"
        "from taizhang.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('django', 'psycopg', 'procrastinate') if m in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(NOTICE)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=True,
    )
    assert done.stderr.decode().strip() == "[]"
