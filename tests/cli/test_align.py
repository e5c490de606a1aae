"""`taizhang align` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len

from taizhang.cli.align_text import wrap

ROOT = Path(__file__).resolve().parents[2]
PROVINCE, CITY, COUNTY = (
    ROOT / "examples" / "align" / f"{name}-2026-basic-education.txt"
    for name in ("yunjiang", "yunling", "qingshi")
)
CHANGES = {"same", "number", "date", "softened", "added", "dropped"}


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "align"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100"},
        check=False,
    )


def test_json_has_one_cell_a_document_in_the_order_given() -> None:
    done = run(PROVINCE, CITY, COUNTY, "--format", "json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    names = [str(path) for path in (PROVINCE, CITY, COUNTY)]
    assert [document["name"] for document in result["documents"]] == names
    for measure in result["measures"]:
        assert [cell["document"] for cell in measure["cells"]] == names
        assert {cell["change"] for cell in measure["cells"]} <= CHANGES


def test_every_span_re_reads_to_its_quote() -> None:
    result = json.loads(run(PROVINCE, CITY, "--format", "json").stdout)
    texts = {str(path): path.read_text("utf-8") for path in (PROVINCE, CITY)}
    placed = 0
    for measure in result["measures"]:
        for cell in measure["cells"]:
            text = texts[cell["document"]]
            sides = [(text, place) for place in (cell, *cell["also"])]
            for difference in cell["differences"]:
                sides += [(texts[str(PROVINCE)], difference["before"]), (text, difference["after"])]
            for text, side in sides:
                if side and side["span"]:
                    assert text[slice(*side["span"])] == side["quote"]
                    placed += 1
    assert placed > 40


def test_text_has_a_line_a_measure_and_both_sentences_under_a_change() -> None:
    text = run(PROVINCE, CITY).stdout.decode()
    assert "办好特殊教育" in text
    assert "力度减弱：必须 → 力争" in text
    assert "│ 随常住人口变化动态调整学位供给" in text
    assert "未承接" in text
    matrix = text[text.index("举措") :].splitlines()
    assert max(cell_len(line) for line in matrix) <= 100


def test_numbers_are_not_cut_and_no_line_begins_with_a_stop() -> None:
    message = "“方案”的“岗位”为4500个（不少于3.5万人次），松山区合计1500个，还差3000个；请核对。"
    for width in range(16, 60):
        lines = wrap(message, width)
        assert "".join(lines) == message
        assert max(map(cell_len, lines)) <= width
        assert not any(line[0] in "，。；）”" for line in lines)
        for number in ("4500个", "3.5万人次", "1500个", "3000个"):
            assert any(number in line for line in lines)


def test_a_bad_file_is_a_sentence_and_exit_status_one(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = run(PROVINCE, tmp_path / "空.txt", tmp_path / "没有.txt")
    errors = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert "文件“空.txt”：文件是空的" in errors
    assert "没有文件" in errors


def test_one_file_is_wrong_usage() -> None:
    done = run(PROVINCE)
    assert done.returncode == 2
    assert "至少要两份文件" in done.stderr.decode()
