"""`taizhang mechanism` as a person runs it."""

import json

import pytest

from taizhang.supervision.mechanisms import shipped_texts


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "机制.yaml"
    file.write_text(shipped_texts()["13710"], encoding="utf-8-sig")
    return file


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "坏机制.yaml"
    file.write_text(shipped_texts()["13710"].replace("days: 7", "days: 2"), encoding="utf-8")
    return file


def test_good_mechanism_is_accepted_without_a_database(taizhang, good):
    printed = taizhang("mechanism", "check", str(good))
    assert "可以采用" in printed
    assert "3 类事项、5 个环节" in printed
    assert not taizhang.data.exists()


def test_bad_mechanism_exits_1_with_line_and_reason(taizhang, good, bad):
    done = taizhang.run("mechanism", "check", str(good), str(bad))
    assert done.returncode == 1
    assert "第 28 行 错误：环节“七日内办结”" in done.stderr
    assert "机制.yaml：可以采用" in done.stdout


def test_findings_are_written_as_json(taizhang, bad):
    done = taizhang.run("mechanism", "check", str(bad), "--format", "json")
    (one,) = json.loads(done.stdout)
    assert (one["accepted"], one["key"]) == (False, None)
    found = {(finding["code"], finding["severity"]) for finding in one["findings"]}
    assert found == {("step_too_early", "error"), ("after_closing", "warning")}


@pytest.mark.parametrize("name", ["没有.yaml", "."])
def test_file_that_cannot_be_read_exits_1_with_a_sentence(taizhang, name):
    done = taizhang.run("mechanism", "check", name)
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_exits_2(taizhang):
    assert taizhang.run("mechanism", "check").returncode == 2
    assert taizhang.run("mechanism", "forget").returncode == 2


def test_mechanisms_in_force_are_listed_and_shown(lasting_taizhang):
    listed = lasting_taizhang("mechanism", "list")
    assert [line.split("\t")[0] for line in listed.splitlines()] == sorted(shipped_texts())
    assert lasting_taizhang("mechanism", "show", "710") == shipped_texts()["710"]
    done = lasting_taizhang.run("mechanism", "show", "17110")
    assert done.returncode == 1
    assert "17110" in done.stderr
