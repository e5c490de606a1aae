"""What counts as a change of number, date or will, and what does not."""

import pytest
from labelled import paper

from taizhang.extraction.align import Cell, align

CITY = "云岭市人民政府"


def cell_of(before: str, after: str) -> Cell:
    """The cell of the second document, both of one measure with this sentence."""
    texts = [f"1. 整治茶园河道。{body}（水利局负责）" for body in (before, after)]
    papers = [paper(f"{n}.txt", CITY, "2026年3月1日", text) for n, text in enumerate(texts)]
    (row,) = align(papers).rows
    return row.cells[1]


def told(cell: Cell) -> list[tuple[str, str]]:
    return [(difference.kind, difference.direction) for difference in cell.differences]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("清淤河道20公里。", "清淤河道15公里。", [("number", "lower")]),
        ("清淤河道20公里。", "清淤河道２５公里。", [("number", "higher")]),
        ("清淤河道20公里以上。", "清淤河道20公里左右。", [("number", "operator")]),
        ("清淤河道3—5公里。", "清淤河道3—8公里。", [("number", "other")]),
        ("新建河道堤防20公里。", "建好河道堤防。", [("number", "removed")]),
        ("建好河道堤防。", "新建河道堤防20公里。", [("number", "new")]),
        ("对达标企业补助10万元。", "对达标企业补助5万元。", [("number", "lower")]),
        ("新建茶园示范园5个。", "新建茶园示范园5家。", []),
        ("清淤河道1.2万米。", "清淤河道12000米。", []),
        ("水质达标率达到90%以上。", "水质达标率不低于90%。", []),
        ("对50人以上的企业清淤培训。", "对达标企业清淤培训。", []),
    ],
)
def test_numbers(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert told(cell_of(before, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("6月底前完成清淤。", "9月底前完成清淤。", [("date", "later")]),
        ("6月底前完成清淤。", "5月20日前完成清淤。", [("date", "earlier")]),
        ("6月底前完成清淤。", "2026年上半年完成清淤。", []),
        ("6月底前完成清淤。", "抓紧完成清淤。", [("date", "removed")]),
        ("抓紧完成清淤。", "6月底前完成清淤。", [("date", "new")]),
        ("6月底前清淤，9月底前修复岸线。", "6月底前清淤，10月底前修复岸线。", [("date", "later")]),
        (
            "清淤率2026年达到60%。",
            "清淤率2027年达到60%。",
            [("date", "later")],
        ),
    ],
)
def test_dates(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert told(cell_of(before, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("必须完成河道清淤整治。", "力争完成河道清淤整治。", ("必须", "力争")),
        ("完成河道清淤整治。", "鼓励完成河道清淤整治。", ("", "鼓励")),
        ("力争完成河道清淤整治。", "探索完成河道清淤整治。", ("力争", "探索")),
        ("县区应当设立河道清淤队伍。", "有条件的县区可设立河道清淤队伍。", ("应当", "有条件的")),
        ("完成河道清淤整治。", "原则上完成河道清淤整治。", ("", "原则上")),
    ],
)
def test_a_weaker_word_softens(before: str, after: str, words: tuple[str, str]) -> None:
    cell = cell_of(before, after)
    assert (cell.change, cell.differences[0].words) == ("softened", words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("确保完成河道清淤整治。", "完成河道清淤整治。"),
        ("力争完成河道清淤整治。", "必须完成河道清淤整治。"),
        ("力争完成河道清淤整治。", "争取完成河道清淤整治。"),
        ("完成河道清淤整治。", "完成河道清淤整治，做好应急值守。"),
        ("完善基本公共服务设施。", "健全基本公共服务设施。"),
        ("完成河道清淤整治。", "完成河道清淤整治。鼓励居民参与监督举报。"),
    ],
)
def test_an_order_an_equal_word_and_a_word_within_a_word_do_not(before: str, after: str) -> None:
    assert cell_of(before, after).change == "same"


def test_several_changes_are_told_in_the_order_number_date_will() -> None:
    cell = cell_of("必须在6月底前清淤河道20公里。", "力争在9月底前清淤河道15公里。")
    assert cell.change == "number"
    assert cell.changes == ("number", "date", "softened")


def test_a_number_that_went_with_a_softened_sentence_is_part_of_it() -> None:
    cell = cell_of("各乡镇必须建设清淤示范河道1公里。", "鼓励有条件的乡镇建设清淤示范河道。")
    assert cell.changes == ("softened",)


def test_both_sentences_stand_side_by_side() -> None:
    (difference,) = cell_of("清淤河道20公里，修复岸线。", "清淤河道15公里，修复岸线。").differences
    assert difference.before is not None
    assert difference.after is not None
    assert (difference.before.quote, difference.after.quote) == (
        "清淤河道20公里，修复岸线",
        "清淤河道15公里，修复岸线",
    )
