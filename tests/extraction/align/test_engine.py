"""Rows of a comparison: copies, order, splits, empty papers, rules, spans."""

from dataclasses import replace
from pathlib import Path

import pytest
from labelled import FOLDER, SHARED_TEXTS, TEXTS, paper, paper_of

from taizhang.extraction import extract, read_bytes
from taizhang.extraction.align import Alignment, align, read_paper, to_json


def changes(alignment: Alignment, column: int = 1) -> list[str]:
    return [row.cells[column].change for row in alignment.rows]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_document_beside_itself_is_the_same_throughout(path: Path) -> None:
    same = align([paper_of(path), paper_of(path)])
    assert set(changes(same)) == {"same"}
    assert all(row.cells[0].measure == row.cells[1].measure for row in same.rows)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED_TEXTS, reason="the shared texts are not beside the checkout")
@pytest.mark.parametrize("path", SHARED_TEXTS, ids=lambda path: path.stem)
def test_a_real_document_beside_itself_is_the_same_throughout(path: Path) -> None:
    same = align([paper_of(path), paper_of(path)])
    assert set(changes(same)) <= {"same"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_span_re_reads_to_its_quote(path: Path) -> None:
    papers = [paper_of(FOLDER / "yunjiang-2026-basic-education.txt"), paper_of(path)]
    texts = {each.name: each.text for each in papers}
    for measure in to_json(align(papers))["measures"]:
        for cell in measure["cells"]:
            here = [cell, *cell["also"], *(d["after"] for d in cell["differences"])]
            there = [d["before"] for d in cell["differences"]]
            sides = [(cell["document"], each) for each in here]
            for name, side in sides + [(papers[0].name, each) for each in there]:
                if side and side["span"]:
                    assert texts[name][slice(*side["span"])] == side["quote"]


def test_order_does_not_matter_to_what_is_matched() -> None:
    lines = [
        "1. 建设养老中心。建成养老中心50个。（民政局负责）",
        "2. 发展茶叶加工。新建茶叶基地300亩。（农业农村局负责）",
        "3. 整治河道。清淤河道20公里。（水利局负责）",
    ]
    moved = [f"{n}{line[1:]}" for n, line in enumerate(reversed(lines), 1)]
    rows = align([paper("甲.txt", *lines), paper("乙.txt", *moved)]).rows
    assert [row.cells[1].measure.title for row in rows] == [
        "建设养老中心",
        "发展茶叶加工",
        "整治河道",
    ]


def test_one_measure_split_in_two_is_one_row() -> None:
    upper = paper(
        "上.txt", "1. 建设茶园和冷链。改造低产茶园300亩，新建冷链仓储中心5个。（省农业农村厅负责）"
    )
    lower = paper(
        "下.txt",
        "1. 改造茶园。改造低产茶园20亩。（市农业农村局负责）",
        "2. 建设冷链。新建冷链仓储中心1个。（市商务局负责）",
    )
    (row,) = align([upper, lower]).rows
    assert (len(row.cells[1].also), row.cells[1].change) == (1, "number")
    directions = [d.direction for d in row.cells[1].differences]
    assert directions == ["lower", "lower"]


def test_two_measures_put_together_stand_in_both_rows() -> None:
    upper = paper(
        "上.txt",
        "1. 改造茶园。改造低产茶园20亩。（省农业农村厅负责）",
        "2. 建设冷链。新建冷链仓储中心1个。（省商务厅负责）",
    )
    lower = paper(
        "下.txt", "1. 建设茶园和冷链。改造低产茶园20亩，新建冷链仓储中心1个。（市农业农村局负责）"
    )
    rows = align([upper, lower]).rows
    assert [row.cells[1].measure for row in rows] == [lower.measures[0]] * 2
    assert changes(align([upper, lower])) == ["same", "same"]
    assert [row.cells[1].differences for row in rows] == [(), ()]  # the rest is in the other row


def test_what_two_later_documents_add_alike_is_one_row() -> None:
    first = paper("甲.txt", "1. 整治河道。清淤河道20公里。（水利局负责）")
    added = "1. 发展茶叶加工。新建茶叶基地300亩。（农业农村局负责）"
    result = align([first, paper("乙.txt", added), paper("丙.txt", added)])
    assert [[cell.change for cell in row.cells] for row in result.rows] == [
        ["same", "dropped", "dropped"],
        ["added", "added", "added"],
    ]
    assert [cell.measure is None for cell in result.rows[1].cells] == [True, False, False]


def test_documents_without_measures_give_no_rows() -> None:
    empty = paper("空.txt", "通知")
    assert align([empty, empty]).rows == ()
    assert align([]).rows == ()


def test_a_first_document_without_measures_makes_all_of_the_other_added() -> None:
    other = paper("乙.txt", "1. 整治河道。清淤河道20公里。（水利局负责）")
    assert changes(align([paper("空.txt", "通知"), other])) == ["added"]


def test_rules_are_compared_by_their_paragraphs() -> None:
    rules = (
        "云岭市星级养老机构评定办法\n\n第一条 {}\n\n第二条 评定每两年组织一次，由专家组现场打分。"
    )
    old = paper("旧.txt", rules.format("五星级养老机构奖励20万元。"))
    new = paper("新.txt", rules.format("五星级养老机构奖励10万元。"))
    result = align([old, new])
    assert [row.cells[0].measure.path for row in result.rows] == [("第一条",), ("第二条",)]
    assert changes(result) == ["number", "same"]


def test_names_of_level_and_place_are_no_difference() -> None:
    upper = paper(
        "上.txt", "云江省人民政府", "1. 推进全省茶园改造。改造低产茶园。（省农业农村厅负责）"
    )
    lower = paper(
        "下.txt", "云岭市人民政府", "1. 推进全市茶园改造。改造低产茶园。（市农业农村局负责）"
    )
    assert changes(align([upper, lower])) == ["same"]


def test_a_deadline_on_a_line_of_its_own_counts() -> None:
    def text(month: int) -> list[str]:
        return [
            "1. 整治河道。清淤河道20公里，修复岸线。",
            "责任单位：水利局",
            f"完成时限：2026年{month}月底前",
        ]

    result = align([paper("甲.txt", *text(6)), paper("乙.txt", *text(9))])
    (difference,) = result.rows[0].cells[1].differences
    assert (difference.kind, difference.direction) == ("date", "later")
    assert difference.after is not None
    assert difference.after.quote == "2026年9月底前"


def test_what_the_reader_knows_as_noise_of_the_page_is_no_difference() -> None:
    lines = "1. 整治河道。清淤河道20公里，修复\n{}岸线8公里。（水利局负责）"
    head = "云岭市水利局 第三版\n"
    plain = read_bytes("甲.txt", lines.format("").encode())
    paged = read_bytes("乙.txt", lines.format(head).encode())
    start = paged.text.index(head)
    paged = replace(paged, noise=((start, start + len(head) - 1),))
    papers = [read_paper(source, extract(source)) for source in (plain, paged)]
    (row,) = align(papers).rows
    assert row.cells[1].differences == ()
    assert row.cells[1].score == pytest.approx(1.0)
