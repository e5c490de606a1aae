"""`taizhang schemes list | show | template | run`: what is printed, written and refused."""

import csv
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from taizhang.cli import main
from taizhang.papers import read_xlsx
from taizhang.schemes import schemes

HEAD = "parcel_id,area_mu,investment_yuan,annual_tax_yuan,new_entrant"
LAND = f"{HEAD}\nA,10,23000000,1500000,是\nB,10,22999999.99,1499999.99,是\n"


@pytest.fixture
def call(monkeypatch, capsys):
    """The command with arguments; its exit status, standard output and standard error."""

    def called(*arguments):
        monkeypatch.setattr("sys.argv", ["taizhang", "schemes", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return called


@pytest.fixture
def land(tmp_path):
    path = tmp_path / "land.csv"
    path.write_text(LAND, encoding="utf-8")
    return path


def rows_of(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def head_of(path):
    with path.open("rb") as stream:
        return [str(cell) for cell in read_xlsx(stream)[0].rows[0]]


def test_list_names_every_scheme_with_its_days(call):
    status, out, _ = call("list")
    assert status == 0
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == list(schemes())
    assert all(re.search(r"\d{4}-\d\d-\d\d 至 (今|\d{4}-\d\d-\d\d)", line) for line in lines)


def test_show_prints_parameters_with_clauses_columns_and_what_is_open(call):
    status, out, _ = call("show", "innovation-ranking")
    assert status == 0
    for said in (
        "施行：2020-12-31",
        "（open）",
        "tie_break",
        "附件5第十条",
        "不能重复",
        "money_yuan",
    ):
        assert said in out
    definition = schemes()["innovation-ranking"].definition
    for parameter in definition.parameters:
        assert f"  {parameter.name}  " in out


def test_an_unknown_scheme_is_an_error_that_names_the_known(call):
    status, out, err = call("show", "no-such")
    assert (status, out) == (1, "")
    assert "no-such" in err
    assert "standard-land" in err


def test_the_template_takes_the_heads_that_run_accepts(call, tmp_path):
    status, _, err = call("template", "standard-land", "--output", tmp_path / "t.xlsx")
    assert (status, "t.xlsx" in err) == (0, True)
    heads = head_of(tmp_path / "t.xlsx")
    path = tmp_path / "filled.csv"
    path.write_text(",".join(heads) + "\nA,10,23000000,1500000,是\n", encoding="utf-8")
    done = call(
        "run",
        "standard-land",
        "--input",
        path,
        "--as-of=2024-01-01",
        "--output",
        tmp_path / "o.csv",
    )
    assert done == (0, "", "")
    assert rows_of(tmp_path / "o.csv")[0]["meets_investment"] == "true"


def test_run_writes_each_form_with_english_or_chinese_heads(call, land, tmp_path):
    common = ("run", "standard-land", "--input", land, "--as-of", "2024-01-01")
    assert call(*common, "--output", tmp_path / "o.csv", "--chinese")[0] == 0
    (first, second) = rows_of(tmp_path / "o.csv")
    assert first["亩均投资（元/亩）"] == "2300000.00"
    assert (first["投资强度达标"], second["投资强度达标"]) == ("true", "false")
    assert call(*common, "--output", tmp_path / "o.xlsx")[0] == 0
    assert head_of(tmp_path / "o.xlsx")[:2] == ["parcel_id", "investment_per_mu_yuan"]
    assert call(*common, "--output", tmp_path / "o.parquet")[0] == 0
    assert str(pl.read_parquet(tmp_path / "o.parquet")["tax_per_mu_yuan"][0]) == "150000.00"


def test_explain_writes_every_step_with_its_clause(call, land, tmp_path):
    steps = tmp_path / "steps.csv"
    call(
        *("run", "standard-land", "--input", land, "--as-of", "2024-01-01"),
        *("--output", tmp_path / "o.csv", "--explain", steps),
    )
    rows = rows_of(steps)
    assert list(rows[0]) == ["subject", "criterion", "label", "input", "rule", "points", "source"]
    assert {row["subject"] for row in rows} == {"A", "B"}
    assert all("驻政办〔2020〕58号" in row["source"] for row in rows)


def test_without_a_day_it_computes_today_and_says_so(call, land, tmp_path):
    _, out, err = call("run", "standard-land", "--input", land, "--output", tmp_path / "o.csv")
    said = re.search(r"按今天（(.+)）的规定", err)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    assert abs((datetime.fromisoformat(said[1]).date() - today).days) <= 1
    assert out == ""


def test_a_setting_takes_the_place_of_the_dated_value(call, land, tmp_path):
    call(
        *("run", "standard-land", "--input", land, "--as-of", "2024-01-01"),
        *("--set", "investment_per_mu_yuan=2299999.99", "--output", tmp_path / "o.csv"),
    )
    assert [row["meets_investment"] for row in rows_of(tmp_path / "o.csv")] == ["true", "true"]


def test_columns_that_are_not_used_are_named(call, tmp_path):
    path = tmp_path / "land.csv"
    path.write_text(f"{HEAD},remark\nA,1,1,1,0,x\n", encoding="utf-8")
    status, _, err = call(
        *("run", "standard-land", "--input", path, "--as-of", "2024-01-01"),
        *("--output", tmp_path / "o.csv"),
    )
    assert status == 0
    assert "remark" in err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,10,1,1,0\nB,x,1,1,0", ["第 3 行", "area_mu", "“x”"]),
        ("A,0,1,1,0", ["第 2 行", "area_mu", "“0”"]),
        ("A,1,-5,1,0", ["第 2 行", "investment_yuan", "“-5”"]),
        ("A,1,1,1,0\nA,2,1,1,0", ["第 3 行", "parcel_id", "“A”"]),
        ("A,1,,1,0", ["第 2 行", "investment_yuan", "必须填写"]),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(call, tmp_path, rows, said):
    path = tmp_path / "land.csv"
    path.write_text(f"{HEAD}\n{rows}\n", encoding="utf-8")
    output, steps = tmp_path / "o.csv", tmp_path / "steps.csv"
    output.write_text("before", encoding="utf-8")
    status, out, err = call(
        *("run", "standard-land", "--input", path, "--as-of", "2024-01-01"),
        *("--output", output, "--explain", steps),
    )
    assert (status, out) == (1, "")
    for part in ("land.csv", *said):
        assert part in err
    assert output.read_text(encoding="utf-8") == "before"
    assert not steps.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "2020-12-30"), "not in force"),
        (("--set", "no_such=1"), "no_such"),
        (("--set", "tax_per_mu_yuan=x"), "tax_per_mu_yuan"),
        (("--engine", "abacus"), "abacus"),
        (("--output", "o.txt"), "o.txt"),
        (("--input", "missing.csv"), "missing.csv"),
    ],
)
def test_what_cannot_be_computed_is_status_1_with_a_sentence(
    call, land, tmp_path, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    common = ("--input", land, "--as-of", "2024-01-01", "--output", "o.csv")
    status, out, err = call("run", "standard-land", *common, *arguments)
    assert (status, out) == (1, "")
    assert said in err
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "standard-land"),
        ("run", "standard-land", "--input", "a.csv", "--output", "b.csv", "--set", "no-equals"),
        ("run", "standard-land", "--input", "a.csv", "--output", "b.csv", "--set=a=1", "--set=a=2"),
        ("run", "standard-land", "--input", "a.csv", "--output", "b.csv", "--as-of", "soon"),
        ("dance",),
    ],
)
def test_wrong_usage_is_status_2(call, arguments):
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("same", ["output", "explain", "both"])
def test_one_file_for_two_purposes_is_refused_and_stays(call, land, tmp_path, same):
    output, steps = tmp_path / "o.csv", tmp_path / "steps.csv"
    if same == "both":
        steps = output
    again = land.parent / "." / "land.csv"
    output, steps = (again if same == "output" else output), (again if same == "explain" else steps)
    status, _, err = call(
        *("run", "standard-land", "--input", land, "--as-of", "2024-01-01"),
        *("--output", output, "--explain", steps),
    )
    assert status == 1
    assert "同一个文件" in err
    assert land.read_text(encoding="utf-8") == LAND
    assert [path.name for path in tmp_path.iterdir()] == ["land.csv"]


@pytest.mark.parametrize("folder", ["o.csv", "steps.csv"])
def test_neither_result_nor_steps_appear_when_one_cannot_be_written(call, land, tmp_path, folder):
    (tmp_path / folder).mkdir()
    status, _, err = call(
        *("run", "standard-land", "--input", land, "--as-of", "2024-01-01"),
        *("--output", tmp_path / "o.csv", "--explain", tmp_path / "steps.csv"),
    )
    assert status == 1
    assert "这是一个文件夹" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["land.csv", folder])


def test_a_comparison_does_not_overwrite_its_input(call, land):
    status, _, err = call(
        *("what-if", "standard-land", "--input", land, "--as-of", "2024-01-01"),
        *("--set", "tax_per_mu_yuan=1", "--output", land),
    )
    assert (status, land.read_text(encoding="utf-8")) == (1, LAND)
    assert "同一个文件" in err


def test_an_amount_beyond_what_a_table_holds_is_refused(call, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "event_id,subject_id,county,kind,level,year,occurrence,amount_yuan,contract_years,count\n"
        "E1,S1,青石县,champion_product,,2021,,,,999999999\n",
        encoding="utf-8",
    )
    status, _, err = call(
        *("run", "innovation-rewards", "--input", path, "--as-of", "2024-01-01"),
        *("--set", "champion_product_yuan=9999999999999", "--output", tmp_path / "o.csv"),
    )
    assert status == 1
    assert "events.csv：“E1”" in err
    assert "9999999989999000000001.00" in err
    assert not (tmp_path / "o.csv").exists()
