"""`taizhang pace`: the contract, every figure reckoned by hand."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from typer import Typer
from typer.testing import CliRunner

from taizhang.cli.pace import HEADER, pace

ROOT = Path(__file__).resolve().parents[2]
TARGETS = "target_id,op,value,baseline,starts,deadline"
OBSERVATIONS = "target_id,date,value"


def run(folder, targets, observations, as_of="2026-06-30", *more, encoding="utf-8"):
    """The command over two tables of lines; the rows it writes by target, and what it said."""
    for name, head, lines in (("t", TARGETS, targets), ("o", OBSERVATIONS, observations)):
        text = "\n".join([lines.pop(0)[1:] if lines and lines[0][:1] == "#" else head, *lines])
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    return judged(folder, folder / "t.csv", folder / "o.csv", as_of, *more)


def judged(folder, targets, observations, as_of="2026-06-30", *more):
    app = Typer()
    app.command()(pace)
    files = ["--targets", targets, "--observations", observations, "--output", folder / "r.csv"]
    arguments = [str(part) for part in (*files, "--as-of", as_of, *more)]
    done = CliRunner().invoke(app, arguments)
    rows = {}
    if done.exit_code == 0:
        with (folder / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            assert tuple(next(reader)) == HEADER
            rows = {row[0]: tuple(row[1:]) for row in reader}
    return done, rows


@pytest.fixture(scope="module")
def by_hand():
    """A target, its figure and what is due on 30 June 2026: day 181 of 365, with 184 left."""
    with (Path(__file__).parent / "pace_by_hand.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_case_is_as_reckoned_by_hand(tmp_path, by_hand):
    given = ("target_id", "op", "target", "baseline", "starts", "deadline")
    seen = [f"{row['target_id']},{row['date']},{row['seen']}" for row in by_hand if row["date"]]
    done, rows = run(tmp_path, [",".join(row[name] for name in given) for row in by_hand], seen)
    assert done.exit_code == 0, done.output
    assert len(rows) == len(by_hand) == 39
    for row in by_hand:
        assert rows[row["target_id"]] == tuple(row[name] for name in HEADER[1:]), row


@pytest.mark.parametrize(
    ("as_of", "time_share"),
    [
        ("2028-02-29", "16.39"),  # 60 of 366
        ("2028-12-31", "100.00"),
        ("2028-01-01", "0.27"),
        ("2027-12-31", "0.00"),
        ("2029-01-01", "100.00"),
    ],
)
def test_a_leap_year_has_366_days(tmp_path, as_of, time_share):
    _done, rows = run(tmp_path, ["leap,>=,366,,,2028-12-31"], [], as_of)
    assert rows["leap"][3] == time_share


def test_of_one_day_the_later_row_counts_and_of_several_days_the_last(tmp_path):
    seen = ["a,2026-06-10,40", "a,2026-06-20,50", "a,2026-06-20,60", "a,2026-06-15,70"]
    _done, rows = run(tmp_path, ["a,>=,140,,,2026-12-31"], seen)
    assert rows["a"][:2] == ("60.0000", "2026-06-20")


def test_tolerance_and_age_are_as_asked(tmp_path):
    lines = ["a,>=,100,,2026-06-21,2026-07-10", "b,>=,100,,2026-06-21,2026-07-10"]
    seen = ["a,2026-06-30,52.5", "b,2026-06-20,50"]
    _done, rows = run(tmp_path, lines, seen, "2026-06-30", "--tolerance-pct", "2.5")
    assert (rows["a"][6], rows["b"][6]) == ("ahead", "on_pace")
    _done, rows = run(tmp_path, lines, seen, "2026-06-30", "--stale-days", "9")
    assert (rows["a"][6], rows["b"][6]) == ("on_pace", "unknown")


def test_figures_longer_than_any_float_stay_exact(tmp_path):
    big = "123456789012345678901234.56785"
    _done, rows = run(tmp_path, [f"a,>=,{big}1,,,2026-06-30"], [f"a,2026-06-30,{big}"])
    assert rows["a"][0] == "123456789012345678901234.5679"
    assert rows["a"][5] == "0.0000"


def test_gb18030_in_and_utf8_with_a_mark_out(tmp_path):
    lines = ["培训人次,≥,88200,,,2026-06-30", "=1+1,>=,1,,,2026-06-30"]
    _done, rows = run(tmp_path, lines, ["培训人次,2026-06-30,88200"], encoding="gb18030")
    assert rows["培训人次"][6] == "done"
    written = (tmp_path / "r.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbftarget_id,")
    assert "'=1+1" in written.decode()  # a spreadsheet shows it and reckons nothing


def test_workbooks_are_read_as_tables_are(tmp_path):
    tables = {
        "t": [TARGETS.split(","), ["a", ">=", 0.3, "", "", "2026-12-31"], ["", "", "", "", "", ""]],
        "o": [OBSERVATIONS.split(","), ["a", "2026-06-30", 0.1 + 0.2]],
    }
    for name, rows in tables.items():
        with xlsxwriter.Workbook(tmp_path / name) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    _done, found = judged(tmp_path, tmp_path / "t", tmp_path / "o")
    assert found["a"][6] == "done"


def test_further_columns_are_left_alone_and_an_upper_bound_is_read(tmp_path):
    head = "#deadline,name,value_max,value,op,target_id"
    lines = [head, "2026-12-31,合格率,60,50,range,a"]
    _done, rows = run(tmp_path, lines, ["a,2026-06-30,70"])
    assert rows["a"][6] == "done"  # of a range the lower bound is what counts


@pytest.mark.parametrize(
    ("targets", "observations", "sentences"),
    [
        (
            ["a,>=,100,,,2026-12-31", "a,>=,1,,,2026-12-31"],
            [],
            ["t.csv：第 3 行 A 列（target_id）"],
        ),
        (["a,>=,100,100,,2026-12-31"], [], ["第 2 行 C 列（value）：目标值等于基数 100"]),
        (["a,>=,0,,,2026-12-31"], [], ["目标值等于基数 0"]),
        (["a,<=,0,,,2026-12-31"], [], ["目标值等于基数 0"]),
        (["a,>=,100,,2027-01-01,2026-12-31"], [], ["起算日期 2027-01-01 晚于时限 2026-12-31"]),
        (["a,>=,百,,,2026-12-31"], [], ["C 列（value）：“百”不是数字"]),
        (["a,>=,1e3,,,2026-12-31"], [], ["“1e3”不是数字"]),
        (["a,>=,nan,,,2026-12-31"], [], ["“nan”不是数字"]),
        (["a,>=,１００,,,2026-12-31"], [], ["“１００”不是数字"]),
        (["a,>=,,,,2026-12-31"], [], ["C 列（value）：没有数字"]),
        (["a,>=,100,5%,,2026-12-31"], [], ["D 列（baseline）：“5%”不是数字"]),
        (["a,range,,,,2026-12-31"], [], ["没有数字"]),
        (["a,≠,100,,,2026-12-31"], [], ["B 列（op）：“≠”不是比较符"]),
        (["a,,100,,,2026-12-31"], [], ["B 列（op）"]),
        (["a,>=,100,,,2026/12/31"], [], ["F 列（deadline）：“2026/12/31”不是日期"]),
        (["a,>=,100,,,20261231"], [], ["不是日期"]),
        (["a,>=,100,,,2026-02-29"], [], ["“2026-02-29”不是日期"]),
        (["a,>=,100,,,"], [], ["没有日期"]),
        ([",>=,100,,,2026-12-31"], [], ["没有目标编号"]),
        (["a,>=,1,000,,,2026-12-31"], [], ["千分位"]),
        (["#target_id,op,value", "a,>=,100"], [], ["第 1 行：目标表缺少列“deadline”"]),
        (["#target_id,op,value,value,deadline", "a,>=,1,1,2026-12-31"], [], ["出现了两次"]),
        (["#target_id,op,value,value_max,deadline", "a,range,5,3,2026-12-31"], [], ["小于下限"]),
        (["a,>=,9,,,2026-12-31"], ["b,2026-06-30,1"], ["o.csv：第 2 行 A 列", "没有编号“b”"]),
        (["a,>=,9,,,2026-12-31"], ["b,2026-07-30,1"], ["没有编号“b”"]),  # nothing passes unseen
        (["a,>=,9,,,2026-12-31"], ["a,6月30日,1"], ["B 列（date）：“6月30日”不是日期"]),
        (["a,>=,9,,,2026-12-31"], ["a,2026-06-30,"], ["C 列（value）：没有数字"]),
        (
            ["a,>=,x,,,2026-12-31", "b,>=,1,,,y", "c,>=,1,,,2026-12-31"],
            [],
            ["第 2 行 C 列", "第 3 行 F 列"],  # all of it at once
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_row_and_column(tmp_path, targets, observations, sentences):
    done, _rows = run(tmp_path, targets, observations)
    assert done.exit_code == 1
    assert not (tmp_path / "r.csv").exists()
    assert done.stdout == ""
    for sentence in sentences:
        assert sentence in done.stderr


def test_of_very_many_errors_fifty_are_said_and_the_rest_counted(tmp_path):
    done, _rows = run(tmp_path, ["a,>=,9,,,2026-12-31"], ["b,2026-06-30,1"] * 60)
    assert len(done.stderr.splitlines()) == 51
    assert "还有 10 处" in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    done, _rows = judged(tmp_path, tmp_path / "none.csv", tmp_path / "none.csv")
    assert done.exit_code == 1
    assert "没有文件" in done.stderr


@pytest.mark.parametrize(
    "more",
    [("--tolerance-pct", "-1"), ("--tolerance-pct", "五"), ("--stale-days", "-1"), ("--nothing",)],
)
def test_wrong_usage_leaves_with_two(tmp_path, more):
    done, _rows = run(tmp_path, ["a,>=,9,,,2026-12-31"], [], "2026-06-30", *more)
    assert done.exit_code == 2


def test_a_day_that_is_none_leaves_with_two(tmp_path):
    done, _rows = run(tmp_path, ["a,>=,9,,,2026-12-31"], [], "2026-02-30")
    assert done.exit_code == 2


def test_neither_django_nor_the_database_is_loaded(tmp_path):
    (tmp_path / "t.csv").write_text(f"{TARGETS}\na,>=,9,,,2026-12-31\n")
    (tmp_path / "o.csv").write_text(f"{OBSERVATIONS}\n")
    code = (
        "import atexit, sys\n"
        "from taizhang.cli import main\n"
        "atexit.register(lambda: print(sorted({'django', 'psycopg', 'rich'} & set(sys.modules))))\n"
        "main()"
    )
    files = ["--targets=t.csv", "--observations=o.csv", "--as-of=2026-06-30", "--output=r.csv"]
    done = subprocess.run(
        [sys.executable, "-c", code, "pace", *files],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "[]\n")
    assert "a,,,,49.59,4.4630,,unknown," in (tmp_path / "r.csv").read_text("utf-8-sig")
