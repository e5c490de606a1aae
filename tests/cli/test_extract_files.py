"""Many files on all cores: nothing is lost when one of them is bad or kills its process."""

import csv
import json
import os
import signal
from pathlib import Path

import pytest

from taizhang.cli.extract_files import ERRORS, Job, Task, _on_all_cores, write_all


class DeadlyTask(Task):
    """A file that kills the process reading it."""

    def run(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def make_files(folder: Path, count: int) -> list[Path]:
    files = [folder / f"文件{n:03}.txt" for n in range(count)]
    for n, file in enumerate(files):
        file.write_text(f"一、培育主体。年内培育企业{n + 2}家。（市科技局负责）", encoding="utf-8")
    return files


@pytest.mark.parametrize("workers", [1, 2])
def test_each_file_has_its_result_and_each_bad_file_its_row(tmp_path: Path, workers: int) -> None:
    files = make_files(tmp_path, 40)
    files[7].write_bytes(b"")
    files[9] = tmp_path / "没有.txt"
    assert write_all(files, Job("json"), tmp_path / "结果", workers=workers)
    written = {path.name for path in (tmp_path / "结果").glob("*.json")}
    assert len(written) == 38
    result = json.loads((tmp_path / "结果" / "文件012.json").read_bytes())
    assert result["documents"][0]["items"][0]["targets"][0]["value"] == 14
    with (tmp_path / "结果" / ERRORS).open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["代码"]: row["说明"] for row in csv.DictReader(stream)}
    assert set(rows) == {"empty", "not_found"}
    assert "文件007.txt" in rows["empty"]


def test_both_engines_write_the_same(tmp_path: Path) -> None:
    files = make_files(tmp_path, 20)
    for workers in (1, 2):
        assert not write_all(files, Job("json"), tmp_path / str(workers), workers=workers)
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()
    assert not (tmp_path / "1" / ERRORS).exists()


def test_a_file_that_kills_its_process_is_one_failure_and_the_others_are_done(
    tmp_path: Path,
) -> None:
    files = make_files(tmp_path, 12)
    kinds = [DeadlyTask if n in {3, 8} else Task for n in range(12)]
    tasks = [
        kind(path, tmp_path / f"{path.stem}.json", Job("json"))
        for kind, path in zip(kinds, files, strict=True)
    ]
    outcomes = list(_on_all_cores(tasks, 2))
    failures = [outcome for outcome in outcomes if outcome]
    assert len(outcomes) == 12
    assert {failure.path for failure in failures} == {files[3], files[8]}
    assert {failure.code for failure in failures} == {"reader_died"}
    assert len(list(tmp_path.glob("*.json"))) == 10
