"""The public benchmark: its annotations are sound, its scorer tells, and this project does well."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from taizhang.extraction import extract, read_bytes, to_json

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "benchmark"
GOLDS = sorted(FOLDER.glob("*.gold.json"))
FLOORS = {
    "items": 0.90, "units": 0.90, "targets": 0.74, "deadlines": 0.84,
    "roles": 0.98, "target_deadline": 0.92, "indicator": 0.90,
}  # fmt: skip


def run_scorer(results: Path) -> dict[str, float]:
    command = [sys.executable, str(FOLDER / "score.py"), str(results)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in map(str.split, done.stdout.splitlines())}


def as_result(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """The annotation itself in the form of a result."""
    items = []
    for item in gold["items"]:
        start = text.index(item["quote_start"])
        items.append(item | {"span": [start, start + len(item["quote_start"])]})
    return {"documents": [{"items": items}]}


def write_golds(folder: Path, drop_first_unit: bool = False) -> None:
    for path in GOLDS:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (FOLDER / gold["doc"]).read_text(encoding="utf-8")
        for item in gold["items"] if drop_first_unit else []:
            item["units"] = item["units"][1:]
        result = json.dumps(as_result(gold, text), ensure_ascii=False)
        (folder / f"{gold['doc'][:-4]}.json").write_text(result, encoding="utf-8")


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name)
def test_each_mark_of_an_annotation_stands_in_its_text(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (FOLDER / gold["doc"]).read_text(encoding="utf-8")
    starts = [text.index(item["quote_start"]) for item in gold["items"]]
    assert starts == sorted(starts)
    for start, item in zip(starts, gold["items"], strict=True):
        days = {mark["date"] for mark in item["deadlines"]}
        for mark in (*item["targets"], *item["deadlines"]):
            assert text.index(mark["quote"], start)
        assert all(unit["role"] in {"lead", "responsible", "support"} for unit in item["units"])
        assert len(days) <= len(item["deadlines"])


def test_the_annotation_scores_one_and_a_gap_scores_less(tmp_path: Path) -> None:
    write_golds(tmp_path)
    assert set(run_scorer(tmp_path).values()) == {1.0}
    write_golds(tmp_path, drop_first_unit=True)
    scores = run_scorer(tmp_path)
    assert scores["units"] < 1.0
    assert scores["items"] == 1.0


def test_this_project_reads_it_well(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.txt"):
        result = to_json(extract(read_bytes(path.name, path.read_bytes())))
        text = json.dumps(result, ensure_ascii=False)
        (tmp_path / f"{path.stem}.json").write_text(text, encoding="utf-8")
    scores = run_scorer(tmp_path)
    assert {name for name, floor in FLOORS.items() if scores[name] < floor} == set()
