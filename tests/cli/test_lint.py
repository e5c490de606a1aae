"""`taizhang lint` as a person runs it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "extraction" / "lint" / "texts" / "plan.txt"


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from taizhang.cli import main; main()", "lint"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"},
        check=False,
    )


def planted(tmp_path: Path, old: str, new: str) -> Path:
    file = tmp_path / "办法.txt"
    file.write_text(PLAN.read_text(encoding="utf-8").replace(old, new), encoding="gb18030")
    return file


def test_a_clean_draft_says_so_and_exits_0() -> None:
    done = run(PLAN)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "没有发现问题。" in done.stdout.decode()


def test_an_error_exits_1_and_is_printed_with_its_line(tmp_path: Path) -> None:
    done = run(planted(tmp_path, "自2026年4月1日起", "自2026年 月 日起"))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0] == "错误（1）"
    assert lines[1].split() == ["第", "75", "行", "[effective_date_blank]"]
    assert lines[-1] == "共 1 处错误、0 处警告、0 处提示。"


def test_a_warning_exits_0(tmp_path: Path) -> None:
    done = run(planted(tmp_path, "3. 改造家庭环境", "4. 改造家庭环境"))
    assert done.returncode == 0
    assert "警告（1）" in done.stdout.decode()


def test_lines_fit_a_narrow_terminal_without_colour(tmp_path: Path) -> None:
    text = run(planted(tmp_path, "（责任单位：市民政局、市商务局）", "")).stdout.decode()
    assert "\x1b" not in text
    assert max(cell_len(line) for line in text.splitlines()) <= 82  # a stop may hang over


def test_json_is_the_contract(tmp_path: Path) -> None:
    file = planted(tmp_path, "自2026年4月1日起", "自2026年 月 日起")
    result = json.loads(run(file, "--format", "json").stdout)
    (finding,) = result["findings"]
    text = file.read_text(encoding="gb18030")
    assert set(finding) == {"code", "severity", "span", "quote", "message"}
    assert finding["quote"] == text[slice(*finding["span"])] == "自2026年 月 日起施行"
    assert isinstance(result["off"], list)


def test_a_missing_file_is_a_sentence_and_exits_1(tmp_path: Path) -> None:
    done = run(tmp_path / "没有.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "没有文件" in done.stderr.decode()


def test_wrong_usage_exits_2() -> None:
    assert run(PLAN, "--format", "xml").returncode == 2
    assert run().returncode == 2


def test_the_store_is_asked_only_when_told(lasting_taizhang, tmp_path: Path) -> None:
    known = tmp_path / "措施.txt"
    known.write_text(
        "云岭市科技措施\n一、培育企业。年内培育企业5家。（市科技局负责）", encoding="utf-8"
    )
    draft = tmp_path / "方案.txt"
    draft.write_text(
        "云岭市科技方案\n一、培育企业。年内培育企业6家。（市科枝局负责）", encoding="utf-8"
    )
    lasting_taizhang("ingest", "--confirm", str(known))
    alone = json.loads(lasting_taizhang("lint", "--format", "json", str(draft)))
    compared = json.loads(lasting_taizhang("lint", "--store", "--format", "json", str(draft)))
    assert "unknown_unit" in alone["off"]
    assert compared["off"] == []
    codes = [finding["code"] for finding in compared["findings"]]
    assert codes == [*(f["code"] for f in alone["findings"]), "unknown_unit"]
    assert "是不是“市科技局”" in compared["findings"][-1]["message"]


def test_the_linter_alone_imports_no_django() -> None:
    script = (
        "import sys; from taizhang.extraction.lint import lint; lint('一、加强。');"
        "sys.exit(any(name.startswith(('django', 'psycopg')) for name in sys.modules))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    assert (
        subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 0
    )
