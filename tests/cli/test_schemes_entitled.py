"""`taizhang schemes entitled`: a row a subject and scheme, out of a file of facts."""

import csv

import pytest

from taizhang.cli import main

FACTS = "subject_id,name,recognition,months_contributed\nQY-1,云岭精密,gazelle,\nQY-1,,fledgling,\n"


@pytest.fixture
def call(monkeypatch, capsys):
    """The command with arguments; its exit status and standard error."""

    def called(*arguments):
        monkeypatch.setattr("sys.argv", ["taizhang", "schemes", "entitled", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code or 0, capsys.readouterr().err

    return called


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "情况.csv"
    path.write_text(FACTS, encoding="utf-8")
    return path


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_row_a_subject_and_scheme_is_written(call, facts, tmp_path):
    out = tmp_path / "结果.csv"
    status, said = call("--input", facts, "--output", out, "--as-of", "2024-01-01")
    assert (status, said) == (0, "")
    rows = rows_of(out)
    assert [(r["subject_id"], r["way"], r["amount_yuan"]) for r in rows] == [
        ("QY-1", "gazelle", "300000.00"),
        ("QY-1", "fledgling", "100000.00"),
    ]
    assert rows[0]["source"] == "驻政办〔2020〕58号附件5第五条"
    assert rows[0]["same_purpose"] == "科技雏鹰企业"


def test_rewards_of_a_ranking_come_from_its_result(call, facts, tmp_path):
    from taizhang.schemes import schemes

    head = [column.name for column in schemes()["star-enterprise-rating"].definition.output]
    cells = {"enterprise_id": "QY-1", "eligible": "true", "rank": "1", "star": "5"}
    cells["reward_yuan"] = "300000.00"
    result = tmp_path / "星级.csv"
    line = ",".join(cells.get(name, "") for name in head)
    result.write_text(f"{','.join(head)}\n{line}\n", encoding="utf-8")
    out = tmp_path / "结果.csv"
    final = f"star-enterprise-rating={result}"
    given = ("--input", facts, "--output", out, "--as-of", "2024-01-01", "--final", final)
    assert call(*given) == (0, "")
    (star,) = [row for row in rows_of(out) if row["scheme"] == "star-enterprise-rating"]
    assert (star["amount_yuan"], star["final"]) == ("300000.00", "星级.csv")


def test_a_result_of_a_scheme_that_ranks_nobody_is_refused(call, facts, tmp_path):
    out = tmp_path / "结果.csv"
    given = ("--input", facts, "--output", out, "--final", "standard-land=x.csv")
    status, said = call(*given)
    assert status == 2
    assert "不需要结果" in said
    assert not out.exists()


def test_a_wrong_fact_is_named_and_nothing_is_written(call, tmp_path):
    path, out = tmp_path / "情况.yaml", tmp_path / "结果.csv"
    path.write_text("- {subject_id: A, recognition: 大奖}", encoding="utf-8")
    status, said = call("--input", path, "--output", out, "--as-of", "2024-01-01")
    assert status == 1
    assert "第 2 行“recognition”列的值“大奖”" in said
    assert not out.exists()
