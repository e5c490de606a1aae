"""`taizhang ingest`, `export`, `verify`: a file in, tasks out, without a browser."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taizhang.cli.exporting import export_to, parse_as_of
from taizhang.cli.ingesting import ingest_paths
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.models import Event, Task
from taizhang.organisations.models import Unit

POLICY = Path("examples/policies/yunling-2026-double-half.txt").absolute()
GAZETTE = Path("examples/policies/yunling-gazette-2026-02.txt").absolute()


def ingest(*paths: Path, confirm: bool = True, actor: str = "system") -> int:
    return ingest_paths(paths, confirm=confirm, issued=None, username=actor)


@pytest.fixture
def filled(db, settings, tmp_path, capsys):
    """A ledger with the twelve measures of one policy."""
    settings.MEDIA_ROOT = tmp_path / "files"
    assert ingest(POLICY) == 0
    capsys.readouterr()


@pytest.fixture
def exported(tmp_path):
    """What an export writes."""

    def exported(what: str, format: str = "csv", moment=None) -> str:
        target = tmp_path / f"out.{format}"
        export_to(target, what, format, moment=moment)
        return target.read_text("utf-8-sig")

    return exported


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_confirmed_file_becomes_tasks_in_the_order_clerks_know(filled, exported):
    rows = rows_of(exported("ledger"))
    assert list(rows[0]) == [
        "编号", "序号", "任务", "牵头单位", "责任单位", "目标", "完成时限", "进展", "状态", "依据",
    ]  # fmt: skip
    assert len(rows) == 12
    assert rows[0]["编号"] == f"T{Task.objects.first().pk:06d}"
    assert rows[0]["状态"] == "待交办"


def test_file_known_by_its_hash_adds_nothing(filled, tmp_path, capsys):
    copy = tmp_path / "另一个名字.txt"
    copy.write_bytes(POLICY.read_bytes())
    events = Event.objects.count()
    assert ingest(copy) == 0
    assert "没有新增内容" in capsys.readouterr().out
    assert Event.objects.count() == events


def test_second_document_makes_no_second_unit(filled):
    units = set(Unit.objects.values_list("name", flat=True))
    ingest(GAZETTE)
    names = list(Unit.objects.values_list("name", flat=True))
    assert units < set(names)
    assert len(names) == len(set(names))


def test_bad_file_is_named_and_the_others_are_taken_in(filled, tmp_path, capsys):
    folder = tmp_path / "收文"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text(
        "云岭市人民政府\n关于做好防汛工作的通知\n一、加强值守。（责任单位：市应急局）\n", "utf-8"
    )
    assert ingest(folder, tmp_path / "没有.txt", confirm=False) == 2
    said = capsys.readouterr()
    assert "b.txt：" in said.out
    assert said.err.count("a.txt") == 1
    assert "没有.txt：没有这个文件" in said.err


def test_unknown_actor_is_refused(filled):
    with pytest.raises(ActInputError, match="nobody"):
        ingest(POLICY, actor="nobody")


def test_person_without_the_right_takes_nothing_in(filled, make_auditor, capsys):
    assert ingest(GAZETTE, actor=make_auditor) == 1
    assert "无权收文" in capsys.readouterr().err


@pytest.fixture
def make_auditor():
    from taizhang.accounts.models import Person

    return Person.objects.create_user("audit", name="钱进", roles=["auditor"]).username


def test_gazette_without_tasks_in_a_part_keeps_that_part_as_a_draft(filled, capsys):
    assert ingest(GAZETTE) == 0
    said = capsys.readouterr().out
    assert "已入账" in said
    assert "没有读出任务，留作草稿" in said


def test_ledger_as_of_a_moment_before_it_began_is_empty(filled, exported):
    began = Event.objects.earliest("recorded_at").recorded_at
    assert rows_of(exported("ledger", moment=began - timedelta(seconds=1))) == []
    assert len(rows_of(exported("ledger", moment=timezone.now()))) == 12


def test_moment_that_cannot_be_read_is_an_input_error():
    with pytest.raises(ActInputError, match="--as-of"):
        parse_as_of("昨天")


def test_ledger_as_json_and_workbook_holds_the_same_tasks(filled, exported, tmp_path):
    records = json.loads(exported("ledger", "json"))
    assert all(isinstance(target["value"], str) for each in records for target in each["targets"])
    export_to(tmp_path / "台账.xlsx", "ledger", "xlsx", moment=None)
    sheet = CalamineWorkbook.from_path(tmp_path / "台账.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[1:]] == [record["number"] for record in records]


def test_events_leave_with_all_that_the_hash_is_over(filled, exported):
    first = rows_of(exported("events"))[0]
    assert first["哈希"] == Event.objects.first().hash
    assert json.loads(first["原始内容"])["title"]
    assert "." in first["记录时间"], "microseconds belong to the hash"


def test_corrections_leave_as_gold_files(filled, tmp_path):
    export_to(tmp_path / "gold", "corrections", "json", moment=None)
    gold = json.loads((tmp_path / "gold" / f"{POLICY.stem}.gold.json").read_text("utf-8"))
    assert len(gold["items"]) == 12
    export_to(tmp_path / "all.json", "corrections", "json", moment=None)
    assert json.loads((tmp_path / "all.json").read_text("utf-8")) == [gold]


def test_documents_leave_with_their_state(filled, exported):
    assert [row["状态"] for row in rows_of(exported("documents"))] == ["已入账"]


def test_failed_export_leaves_no_file_and_a_sentence(filled, tmp_path):
    target = tmp_path / "没有这个文件夹" / "x.csv"
    with pytest.raises(ActInputError, match="写不进去"):
        export_to(target, "ledger", "csv", moment=None)
    assert not target.parent.exists()


def test_export_takes_a_constant_number_of_queries(filled, tmp_path, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(5):
            export_to(tmp_path / "x.csv", "ledger", "csv", moment=None)
        ingest(GAZETTE)


def test_road_of_a_file_through_the_installed_command(lasting_taizhang):
    run = lasting_taizhang
    assert "新增 12 项任务（T000001—T000012）" in run("ingest", str(POLICY), "--confirm")
    assert "核验通过：12 个事件" in run("verify")
    unknown = run.run("verify", "--seal", "f" * 64)
    assert unknown.returncode == 1
    assert "没有封印" in unknown.stderr
    assert len(rows_of(run("export", "ledger").removeprefix("\ufeff"))) == 12


@pytest.mark.parametrize(
    "words",
    [
        ("export", "corrections", "--format", "xlsx"),
        ("export", "documents", "--as-of", "2024-01-01"),
        ("export", "tasks"),
        ("ingest",),
        ("ingest", "x.txt", "--issued", "去年"),
        ("bench", "nothing"),
    ],
)
def test_wrong_usage_is_status_2_and_needs_no_database(taizhang, words):
    assert taizhang.run(*words).returncode == 2
    assert not taizhang.data.exists()
