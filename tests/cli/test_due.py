"""`taizhang due` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"from taizhang.cli import main\n{code}\nmain()", "due"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"},
        check=False,
    )


def test_json_is_the_contract() -> None:
    done = run("--from", "2026-09-19", "--days", 2, "--unit", "working", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "due": "2026-09-21",
        "provisional": False,
        "days": [
            {
                "date": "2026-09-20",
                "counted": True,
                "why": "星期日，调休上班（补国庆节，国办发明电〔2025〕7号）",
            },
            {"date": "2026-09-21", "counted": True, "why": "星期一，工作日"},
        ],
    }


@pytest.mark.parametrize("unit", ["calendar", "working", "month"])
def test_no_days_are_the_date_itself(unit: str) -> None:
    done = run("--from", "2026-10-03", "--days", 0, "--unit", unit, "--format", "json")
    assert json.loads(done.stdout) == {"due": "2026-10-03", "provisional": False, "days": []}


def test_text_folds_days_of_one_reason_into_a_line() -> None:
    done = run("--from", "2026-09-29", "--days", 4, "--unit", "working")
    assert done.stdout.splitlines() == [
        "自2026年9月29日（星期二）起4个工作日，2026年10月10日（星期六）到期。",
        "  9月30日（星期三）：第1天，工作日",
        "  10月1日至7日（7天）：不计，国庆节放假（国办发明电〔2025〕7号）",
        "  10月8日至9日（2天）：第2至3天，工作日",
        "  10月10日（星期六）：第4天，调休上班（补国庆节，国办发明电〔2025〕7号）",
    ]


def test_roll_says_which_days_moved_the_due_day() -> None:
    done = run("--from", "2026-09-24", "--days", 7, "--unit", "calendar", "--roll")
    assert done.stdout.splitlines()[2:] == [
        "  10月2日至7日（6天）：不计，国庆节放假（国办发明电〔2025〕7号），期限顺延",
        "  10月8日（星期四）：不计，工作日，期限顺延至此",
    ]


def test_a_year_without_a_notice_is_provisional_and_named() -> None:
    arguments = ("--from", "2089-12-29", "--days", 3, "--unit", "working")
    lines = run(*arguments).stdout.splitlines()
    assert lines[-1] == (
        "暂定：没有2089、2090年的放假安排，暂按周一至周五上班计；"
        "有了以后请重新计算，到期日可能改变。"
    )
    assert json.loads(run(*arguments, "--format", "json").stdout)["provisional"] is True


def test_only_the_year_that_was_needed_is_named() -> None:
    text = run("--from", "2003-12-15", "--days", 21, "--unit", "calendar", "--roll").stdout
    assert "暂定" not in text


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--from", "2026-02-30", "--days", 1, "--unit", "working"), 2),
        (("--from", "2026-02-01", "--days", -1, "--unit", "working"), 2),
        (("--from", "2026-02-01", "--days", 1.5, "--unit", "working"), 2),
        (("--from", "2026-02-01", "--days", 1, "--unit", "week"), 2),
        (("--from", "2026-02-01", "--days", 1), 2),
        (("--from", "2026-02-01", "--days", 10**9, "--unit", "working"), 1),
    ],
)
def test_wrong_arguments_leave_with_their_status(
    arguments: tuple[object, ...], status: int
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert "Traceback" not in done.stderr
    if status == 1:
        assert "超出了0001年至9999年的范围" in done.stderr


def test_neither_django_nor_the_database_is_loaded() -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(sorted({'django', 'psycopg', 'rich'} & set(sys.modules))))"
    )
    done = run("--from", "2026-02-01", "--days", 1, "--unit", "working", code=code)
    assert done.stdout.splitlines()[-1] == "[]"
