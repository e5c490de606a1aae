"""Numbers of the lower documents against the upper one."""

import pytest
from labelled import paper

from taizhang.extraction.align import Sum, align

LOWER = {"青石县": "县", "白河县": "县", "松山区": "区"}


def sums_of(upper: str, *lower: str) -> tuple[Sum, ...]:
    """The sums of a city's sentence and those of as many counties."""
    city = paper(
        "市.txt", "云岭市人民政府关于整治河道的通知", f"1. 整治茶园河道。{upper}（市水利局负责）"
    )
    counties = [
        paper(
            f"{place}.txt",
            f"{place}人民政府关于整治河道的通知",
            f"1. 整治茶园河道。{body}（{level}水利局负责）",
        )
        for (place, level), body in zip(LOWER.items(), lower, strict=False)
    ]
    return align([city, *counties]).sums


def test_parts_that_reach_the_whole_fit() -> None:
    (found,) = sums_of("新建河道堤防20公里。", "新建河道堤防12.5公里。", "新建河道堤防7.5公里。")
    assert (found.total, found.fits, found.missing) == (20, True, ())
    assert "青石县、白河县合计20公里，对得上" in found.message


def test_parts_that_fall_short_say_by_how_much() -> None:
    (found,) = sums_of("新建河道堤防20公里。", "新建河道堤防8公里。", "新建河道堤防7公里。")
    assert (found.total, found.fits) == (15, False)
    assert "还差5公里" in found.message


def test_a_document_that_does_not_state_it_leaves_the_sum_open() -> None:
    (found,) = sums_of(
        "新建河道堤防20公里。", "新建河道堤防8公里。", "建好河道堤防。", "新建河道堤防2公里。"
    )
    assert (found.total, found.fits, found.missing) == (10, None, (2,))
    assert "白河县的文件没有写这个数" in found.message


def test_parts_that_are_enough_without_the_missing_ones_fit() -> None:
    (found,) = sums_of(
        "新建河道堤防20公里。", "新建河道堤防18公里。", "建好河道堤防。", "新建河道堤防2公里。"
    )
    assert found.fits is True


@pytest.mark.parametrize(("second", "fits"), [("4", True), ("5", False)])
def test_the_parts_of_a_ceiling_stay_under_it(second: str, fits: bool) -> None:
    (found,) = sums_of(
        "新建排污口控制在10个以内。",
        "新建排污口控制在6个以内。",
        f"新建排污口控制在{second}个以内。",
    )
    assert found.fits is fits
    assert ("超出1个" in found.message) is not fits


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("水质达标率达到90%。", "水质达标率达到80%。"),
        ("亩均产值达到9000元。", "亩均产值达到8000元。"),
        ("每个乡镇建成清淤队伍3支。", "每个乡镇建成清淤队伍2支。"),
        ("培育市级示范河道10条。", "培育县级示范河道4条。"),
        ("消除50人以上作业面。", "消除50人以上作业面。"),
    ],
)
def test_rates_averages_demands_on_each_and_standards_are_not_added(upper: str, lower: str) -> None:
    assert sums_of(upper, lower, lower) == ()


def test_one_lower_document_is_no_sum() -> None:
    assert sums_of("新建河道堤防20公里。", "新建河道堤防8公里。") == ()


def test_documents_of_one_level_are_nobodys_parts() -> None:
    body = "1. 整治茶园河道。新建河道堤防{}公里。（市水利局负责）"
    papers = [
        paper(f"{place}.txt", f"{place}人民政府关于整治河道的通知", body.format(number))
        for place, number in (("云岭市", 20), ("澄湖市", 30), ("江源市", 5))
    ]
    assert align(papers).sums == ()


def test_each_level_is_held_against_the_one_below() -> None:
    body = "1. 整治茶园河道。新建河道堤防{}公里。（水利局负责）"
    places = [("云江省", 90), ("云岭市", 50), ("澄湖市", 40), ("青石县", 20), ("白河县", 10)]
    papers = [
        paper(f"{place}.txt", f"{place}人民政府关于整治河道的通知", body.format(number))
        for place, number in places
    ]
    (found,) = align(papers).sums  # two cities: nobody knows whose county is whose
    assert (found.upper.paper, found.total, found.fits) == (0, 90, True)
