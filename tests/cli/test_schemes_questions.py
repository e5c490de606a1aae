"""`taizhang schemes what-if | sweep | sensitivity`: files, sentences, refusals."""

import csv

import pytest

from taizhang.cli import main
from taizhang.papers import read_xlsx

DAY = ("--as-of", "2024-01-01")
LAND = """parcel_id,area_mu,investment_yuan,annual_tax_yuan,new_entrant
A,10,23000000,1500000,是
B,10,24000000,1400000,是
"""
SCORES = "county,period,kind,score\n" + "".join(
    f"{county},2026-12,annual,{score}\n"
    for score, county in enumerate(("甲县", "乙县", "丙县", "丁县", "戊县", "己县"), start=1)
)


@pytest.fixture
def call(monkeypatch, capsys, tmp_path):
    """The command in a folder of its own; its exit status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "land.csv").write_text(LAND, encoding="utf-8")
    (tmp_path / "scores.csv").write_text(SCORES, encoding="utf-8")

    def called(*arguments):
        monkeypatch.setattr("sys.argv", ["taizhang", "schemes", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return called


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_if_writes_both_results_the_differences_and_the_sums(call, tmp_path):
    status, out, err = call(
        *("what-if", "innovation-ranking", "--input", "scores.csv", *DAY, "--output", "o.csv"),
        *("--set", "city_first_in_class_c=false", "--set", "annual_deduction.3=12000000"),
    )
    assert status == 0
    rows = {row["county"]: row for row in rows_of(tmp_path / "o.csv")}
    assert (rows["甲县"]["money_yuan_old"], rows["甲县"]["money_yuan_new"]) == (
        "-20000000.00",
        "-20000000.00",
    )
    assert rows["丙县"]["money_yuan_difference"] == "-2000000.00"
    assert (rows["丙县"]["moved"], rows["甲县"]["moved"]) == ("true", "false")
    assert list(rows)[-1] == "合计"
    assert rows["合计"]["money_yuan_difference"] == "-2000000.00"
    assert "annual_deduction.3）：10000000 → 12000000" in out
    assert "原 0.00 元，新 -2,000,000.00 元，减少 2,000,000.00 元" in out
    assert "丙县" in out
    assert "甲县" not in out  # only counties whose sums move
    assert "--base city_first_in_class_c=" in err


def test_base_gives_the_old_side_another_value(call, tmp_path):
    status, out, err = call(
        *("what-if", "innovation-ranking", "--input", "scores.csv", *DAY, "--output", "o.csv"),
        *("--base", "city_first_in_class_c=true", "--set", "city_first_in_class_c=false"),
    )
    assert (status, err) == (0, "")
    rows = {row["county"]: row for row in rows_of(tmp_path / "o.csv")}
    assert (rows["甲县"]["consequence_old"], rows["甲县"]["consequence_new"]) == ("", "criticised")
    assert rows["合计"]["money_yuan_difference"] == "-45000000.00"
    assert "结果有变化的 3 行" in out


def test_heads_are_chinese_on_request_and_the_file_may_be_a_workbook(call, tmp_path):
    status, _, _ = call(
        *("what-if", "standard-land", "--input", "land.csv", *DAY, "--chinese"),
        *("--set", "investment_per_mu_yuan=2350000", "--output", "o.xlsx"),
    )
    assert status == 0
    with (tmp_path / "o.xlsx").open("rb") as stream:
        heads = read_xlsx(stream)[0].rows[0]
    assert list(heads[:3]) == ["地块编号", "亩均投资·原（元/亩）", "亩均投资·新（元/亩）"]
    assert heads[-1] == "有变化"


def test_sweep_writes_a_row_a_value(call, tmp_path):
    status, out, _ = call(
        *("sweep", "standard-land", "--input", "land.csv", *DAY, "--output", "o.csv"),
        *("--vary", "investment_per_mu_yuan=2300000:2500000:100000"),
    )
    assert status == 0
    rows = rows_of(tmp_path / "o.csv")
    assert [(r["value"], r["moved"], r["meets_investment_true"]) for r in rows] == [
        ("2300000", "0", "2"),
        ("2400000", "1", "1"),
        ("2500000", "2", "0"),
    ]
    assert "与 2300000 时的结果比较" in out
    assert len(out.splitlines()) == 4


def test_sweep_takes_listed_values_with_other_settings(call, tmp_path):
    status, _, _ = call(
        *("sweep", "innovation-ranking", "--input", "scores.csv", *DAY, "--output", "o.csv"),
        *("--vary", "city_first_in_class_c=true,false", "--set", "annual_reward.1=0"),
    )
    assert status == 0
    rows = rows_of(tmp_path / "o.csv")
    assert [(r["value"], r["money_yuan"]) for r in rows] == [
        ("true", "25000000.00"),
        ("false", "-20000000.00"),
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("what-if", "--set", "investment_per_mu_yuan=x"), 1, "“x”"),
        (("what-if", "--set", "no_such=1"), 1, "no_such"),
        (("what-if",), 2, "--set"),
        (("what-if", "--set", "a=1", "--base", "b"), 2, "--base"),
        (("sweep", "--vary", "investment_per_mu_yuan=1:2"), 1, "起:止:步长"),
        (("sweep", "--vary", "no_such=1,2"), 1, "no_such"),
        (("sweep", "--vary", "investment_per_mu_yuan"), 2, "--vary"),
        (("sweep",), 2, "--vary"),
        (("sensitivity",), 1, "不按分项得分排名"),
        (("sensitivity", "--percent", "0"), 2, "--percent"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(
    call, tmp_path, arguments, status, said
):
    question, *options = arguments
    common = ("standard-land", "--input", "land.csv", *DAY, "--output", "o.csv")
    left, out, err = call(question, *common, *options)
    assert (left, out) == (status, "")
    assert said in err
    assert not (tmp_path / "o.csv").exists()


def test_a_file_with_errors_is_refused_by_every_question(call, tmp_path):
    (tmp_path / "land.csv").write_text(LAND.replace("23000000", "很多"), encoding="utf-8")
    common = ("standard-land", "--input", "land.csv", *DAY, "--output", "o.csv")
    for question in (
        ("what-if", "--set", "tax_per_mu_yuan=1"),
        ("sweep", "--vary", "tax_per_mu_yuan=1,2"),
        ("sensitivity",),
    ):
        left, _, err = call(question[0], *common, *question[1:])
        assert left == 1
        assert "第 2 行" in err
        assert "“很多”" in err
    assert not (tmp_path / "o.csv").exists()
