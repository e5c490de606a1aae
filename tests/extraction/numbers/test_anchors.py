"""The year that a time without one belongs to."""

from datetime import date

import pytest

from taizhang.extraction import extract
from taizhang.extraction.numbers.anchors import document_anchor, heading_year

ISSUED = date(2025, 12, 20)


def deadlines(text: str) -> list[str]:
    (document,) = extract(text, name="例.txt").documents
    return [str(deadline.date) for item in document.items for deadline in item.deadlines]


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("2026年重点工作任务分解", None, 2026),
        ("2026年重点工作任务分解", ISSUED, 2026),
        ("三年行动计划(2024—2026年)", None, None),
        ("2010年普查回头看工作方案", ISSUED, None),
        ("关于加强绿化工作的意见", None, None),
    ],
)
def test_a_title_gives_its_one_year_unless_that_is_over(
    title: str, issued: date | None, year: int | None
) -> None:
    assert heading_year(title, issued) == year


@pytest.mark.parametrize(
    ("title", "number", "issued", "text", "year"),
    [
        ("工作要点", None, ISSUED, "", 2025),
        ("工作要点", "云政发〔2024〕9号", None, "", 2024),
        ("“十四五”就业规划", None, None, "", 2021),
        ("工作要点", None, None, "2023/1/26 发布", 2023),
        ("工作要点", None, None, "根据〔2015〕17号文件，到2030年", None),
    ],
)
def test_a_document_has_the_year_of_its_title_date_number_or_first_words(
    title: str, number: str | None, issued: date | None, text: str, year: int | None
) -> None:
    assert document_anchor(title, number, issued, text).year == year


def test_a_time_without_year_takes_that_of_the_title() -> None:
    text = "云岭市2026年民生实事任务分解\n一、新建学校3所，6月底前开工。（市教育局负责）"
    assert deadlines(text) == ["2026-06-30"]


def test_a_time_without_year_takes_that_of_the_heading_above() -> None:
    text = (
        "云岭市水利工作方案\n一、2027年重点任务\n（一）完成河道治理，年底前验收。（市水利局负责）"
    )
    assert deadlines(text) == ["2027-12-31"]
