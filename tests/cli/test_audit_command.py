"""`taizhang audit` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from taizhang.extraction import extract, read_bytes, to_json

ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "examples" / "policies" / "yunling-2026-double-half.txt"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "audit"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def _result() -> dict[str, Any]:
    return to_json(extract(read_bytes(NOTICE.name, NOTICE.read_bytes())))


def _write(folder: Path, result: object) -> Path:
    path = folder / "结果.json"
    path.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_untouched_result_is_said_to_be_whole_and_exits_zero(tmp_path: Path) -> None:
    done = run(NOTICE, _write(tmp_path, _result()))
    assert done.returncode == 0
    assert "0 句落下；共 0 处问题。" in done.stdout


def test_a_deleted_item_is_printed_sentence_by_sentence_and_exits_one(tmp_path: Path) -> None:
    result = _result()
    del result["documents"][0]["items"][3]
    done = run(NOTICE, _write(tmp_path, result))
    assert done.returncode == 1
    assert "[orphan] 第 24 行的“4.提速交通建设。”（标题）不在任何条目中" in done.stdout


def test_json_lists_the_findings_with_their_spans(tmp_path: Path) -> None:
    result = _result()
    removed = result["documents"][0]["items"][0]["units"].pop()
    done = run(NOTICE, _write(tmp_path, result), "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(f["code"], f["span"]) for f in found["findings"]] == [("unit_lost", removed["span"])]


def test_a_file_that_is_no_result_is_one_sentence(tmp_path: Path) -> None:
    done = run(NOTICE, NOTICE)
    assert done.returncode == 1
    assert "不是 JSON 文件" in done.stderr
    assert "Traceback" not in done.stderr
    listed = run(NOTICE, _write(tmp_path, []))
    assert "不是一个对象" in listed.stderr
    missing = run(NOTICE, tmp_path / "没有.json")
    assert "无法读取文件" in missing.stderr
    other = run(NOTICE, _write(tmp_path, {"schema": "别的"}))
    assert other.returncode == 1
    assert "taizhang/extract/1" in other.stderr
