"""The reading on Spark: what runs on each partition, and the whole where Spark is installed."""

import json
from pathlib import Path

import pytest

from taizhang.cli.extract_files import Job
from taizhang.cli.extract_spark import read_rows, write_on_spark

TEXT = "一、培育主体。年内培育企业5家。（市科技局负责）".encode()


def test_each_file_is_one_line_and_a_bad_one_says_why() -> None:
    rows = [
        ("file:/%E5%BD%92%E6%A1%A3/%E7%94%B2.txt", TEXT),
        ("hdfs://city/乙.txt", b""),
        ("file:/丙.zip", b"PK"),
    ]
    good, bad = (json.loads(line) for line in read_rows(rows, Job("json")))
    assert good["file"] == "/归档/甲.txt"
    assert good["result"]["source"]["name"] == "甲.txt"
    assert good["result"]["documents"][0]["items"][0]["targets"][0]["value"] == 5
    assert (bad["file"], bad["code"]) == ("/乙.txt", "empty")


def test_a_folder_goes_through_spark(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'taizhang[spark]'")
    source = tmp_path / "原件 [甲]"
    (source / "内").mkdir(parents=True)
    for n in range(3):
        (source / "内" / f"{n}.txt").write_bytes(TEXT)
    (source / "空.txt").write_bytes(b"")
    assert write_on_spark([source], Job("json"), tmp_path / "结果")
    parts = (tmp_path / "结果").glob("part-*")
    lines = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
    assert len(lines) == 4
    assert [line["code"] for line in lines if "code" in line] == ["empty"]
    assert write_on_spark([source], Job("json"), tmp_path / "结果")  # never overwritten
