"""Log lines are whole JSON objects, also from many processes and across the turn of the file."""

import json
import logging
import subprocess
import sys

import pytest

from taizhang.project import logs
from taizhang.project.logs import JsonLinesFormatter, SharedRotatingHandler


@pytest.fixture
def handler(tmp_path):
    handler = SharedRotatingHandler(tmp_path / "log" / "taizhang.jsonl")
    handler.setFormatter(JsonLinesFormatter())
    return handler


def record(message: str, **extra) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "测试", "levelname": "INFO", "msg": message, **extra})


def test_line_carries_message_extra_fields_and_time(handler, tmp_path):
    handler.emit(record("已备份", file="a.tar.gz"))
    line = json.loads((tmp_path / "log" / "taizhang.jsonl").read_text("utf-8"))
    assert (line["message"], line["file"], line["level"]) == ("已备份", "a.tar.gz", "INFO")
    assert line["time"].endswith("+00:00")


def test_traceback_stays_on_one_line(handler, tmp_path):
    try:
        raise ValueError("两\n行")
    except ValueError:
        handler.emit(record("坏了", exc_info=sys.exc_info()))
    lines = (tmp_path / "log" / "taizhang.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert "ValueError" in json.loads(lines[0])["traceback"]


def test_full_file_is_turned_over_and_the_oldest_dropped(handler, tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "_LIMIT_BYTES", 1)
    monkeypatch.setattr(logs, "_KEPT", 3)
    for number in range(6):
        handler.emit(record(str(number)))
    kept = sorted(path.name for path in (tmp_path / "log").glob("*.jsonl*"))
    assert kept == ["taizhang.jsonl", *(f"taizhang.jsonl.{n}" for n in (1, 2, 3))]
    assert '"5"' in (tmp_path / "log" / "taizhang.jsonl").read_text()
    assert '"2"' in (tmp_path / "log" / "taizhang.jsonl.3").read_text()


def test_lines_of_many_processes_lose_and_mix_nothing(tmp_path):
    code = (
        "import sys, logging, pathlib; from taizhang.project import logs;"
        "logs._LIMIT_BYTES = 20_000;"
        "h = logs.SharedRotatingHandler(pathlib.Path(sys.argv[1]));"
        "h.setFormatter(logs.JsonLinesFormatter());"
        "[h.emit(logging.makeLogRecord({'msg': sys.argv[2] + str(i)})) for i in range(200)]"
    )
    file = tmp_path / "taizhang.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", code, file, name]) for name in "abcd"]
    assert [process.wait() for process in running] == [0] * 4
    found = [
        json.loads(line)["message"]
        for path in tmp_path.glob("*.jsonl*")
        for line in path.read_text().splitlines()
    ]
    assert sorted(found) == sorted(name + str(i) for name in "abcd" for i in range(200))
