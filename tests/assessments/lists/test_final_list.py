"""The list to be signed of a final run, as Word and as Excel."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.conftest import later, seen
from assessments.letters.conftest import stars_csv
from taizhang.assessments.domain.errors import RunNotAllowedError, RunStateError
from taizhang.assessments.domain.lists import papers
from taizhang.assessments.domain.lists.books import book_bytes
from taizhang.assessments.domain.lists.facts import ListedSubject
from taizhang.assessments.domain.lists.gathering import facts_of
from taizhang.assessments.domain.lists.making import request_list, write_list
from taizhang.assessments.domain.lists.papers import paper_of
from taizhang.assessments.domain.lists.tables import list_table
from taizhang.assessments.domain.publishing.finalising import finalise_run
from taizhang.assessments.models import FinalList
from taizhang.documents.domain.storing import stored_path
from taizhang.papers import read_xlsx
from taizhang.papers.official import write_paper
from taizhang.schemes import Column, Kind

FINAL = later(days=9)


@pytest.fixture
def final(compute, publish, head):
    run = publish(compute(stars_csv(), "star-enterprise-rating", title="2026年星级工业企业评定"))
    return finalise_run(run, seen=seen(run), actor=head, at=FINAL)


@pytest.fixture
def written(final):
    assert write_list(final.pk, clock=lambda: FINAL) == "done"
    return FinalList.objects.get(run=final)


def read_word(data: bytes) -> tuple[str, list[list[list[str]]]]:
    paper = docx.Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in paper.tables]
    return "\n".join(p.text for p in paper.paragraphs), tables


def sheets(data: bytes):
    return [table.rows for table in read_xlsx(io.BytesIO(data))]


def test_the_final_result_asks_for_its_list(final):
    assert FinalList.objects.get(run=final).state == "waiting"


def test_the_word_list_says_who_when_and_leaves_room_to_sign(written):
    text, tables = read_word(stored_path(written.word.sha256).read_bytes())
    assert text.startswith("2026年星级工业企业评定\n结果名单")
    assert "公示期内没有收到异议" in text
    assert "结果于2026年6月1日至2026年6月8日公示。" in text
    assert "云岭市人民政府办公室\n2026年6月10日" in text
    totals, hands, room, origin, listed = tables
    assert totals[1:] == [["对象", "4 个"], ["奖励", "900,000.00 元"]]
    assert [row[:2] for row in hands[1:]] == [
        ["计算", "罗正平"],
        ["审核并公示", "高建国"],
        ["确定", "高建国"],
    ]
    assert hands[3][2] == "2026年6月10日9时"
    assert [row[0].strip() for row in room[1:]] == ["经办人", "审核人", "负责人"]
    assert {row[1] for row in room[1:]} == {""}
    assert origin[3] == ["结果哈希", written.run.current.result_digest]
    assert [row[1] for row in listed[1:]] == [
        "白河纺织有限公司",
        "青石县精密铸造厂",
        "临江县食品厂",
        "松山区/化工 厂",
        "合计",
    ]
    assert listed[-1][listed[0].index("奖励（元）")] == "900,000.00"


def test_the_workbook_has_every_column_with_its_sum_and_who_vouches(written):
    listed, vouched = sheets(stored_path(written.excel.sha256).read_bytes())
    heads = list(listed[0])
    assert heads[:4] == ["序号", "对象", "企业编号", "企业名称"]
    first = dict(zip(heads, listed[1], strict=True))
    assert (first["名次"], first["奖励（元）"], first["具备参评资格"]) == (1, 300000, "是")
    assert listed[5][heads.index("奖励（元）")] == 900000
    said = dict(row[:2] for row in vouched[1:])
    assert said["确定"] == "高建国 2026-06-10 09:00"
    assert said["结果哈希"] == written.run.current.result_digest
    assert {"经办人（签字）", "审核人（签字）", "负责人（签字）", "盖章"} <= set(said)


def test_equal_facts_give_equal_files(written):
    facts = facts_of(written)
    assert write_paper(paper_of(facts)) == stored_path(written.word.sha256).read_bytes()
    assert book_bytes(facts) == stored_path(written.excel.sha256).read_bytes()


def test_numbers_too_long_for_a_cell_stay_whole_as_text(written):
    facts = facts_of(written)
    place = [column.name for column in facts.columns].index("reward_yuan")
    cells = list(facts.subjects[0].cells)
    cells[place] = "12345678901234567.89"
    longer = replace(facts, subjects=[replace(facts.subjects[0], cells=tuple(cells))])
    assert sheets(book_bytes(longer))[0][1][place + 2] == "12345678901234567.89"


@pytest.mark.parametrize(("columns", "turned"), [(3, False), (12, True)])
def test_a_wide_list_lies_on_its_side_in_letters_that_can_be_read(written, columns, turned):
    facts = facts_of(written)
    money = [Column(f"a{n}_yuan", f"金额{n}", Kind.MONEY, unit="元") for n in range(columns)]
    subject = ListedSubject("临江县精密铸造厂", ("12345678.90",) * columns)
    names = tuple(column.name for column in money)
    table, is_turned = list_table(
        replace(facts, columns=tuple(money), listed=names, subjects=[subject], totals={})
    )
    assert (is_turned, table.size >= 7) == (turned, True)
    assert table.rows == [["1", "临江县精密铸造厂", *["12,345,678.90"] * columns]]
    assert [column.title for column in table.columns][2] == "金额0（元）"


def test_a_list_too_long_for_paper_says_where_it_stands(written, monkeypatch):
    monkeypatch.setattr(papers, "MOST_PRINTED", 3)
    text, tables = read_word(write_paper(paper_of(facts_of(written))))
    assert "名单共 4 行，印在 Excel 名单中" in text
    assert len(tables) == 4


def test_a_written_list_is_kept_and_not_written_again(written, head):
    with pytest.raises(RunStateError, match="已经生成"):
        request_list(written.run, actor=head, at=later(days=20))
    written.office = "别的单位"
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        written.save()


def test_what_died_is_asked_for_again_by_who_may_approve(final, head, clerk):
    at = datetime(2026, 7, 1, tzinfo=UTC)
    with pytest.raises(RunNotAllowedError):
        request_list(final, actor=clerk, at=at)
    assert request_list(final, actor=head, at=at).asked_at == at


def test_no_list_before_the_result_is_final(compute, publish, head):
    run = publish(compute())
    with pytest.raises(RunStateError):
        request_list(run, actor=head, at=FINAL)
    assert not FinalList.objects.exists()


@pytest.mark.parametrize(("kind", "suffix"), [("word", ".docx"), ("excel", ".xlsx")])
def test_readers_download_the_kept_files(client, written, head, kind, suffix):
    client.force_login(head)
    page = client.get(reverse("assessments:papers", args=[written.run_id])).content.decode()
    assert getattr(written, kind).sha256 in page
    answer = client.get(reverse("assessments:list", args=[written.run_id, kind]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer["Content-Disposition"].endswith(suffix)
    assert client.get(reverse("assessments:list", args=[written.run_id, "pdf"])).status_code == 404
