from datetime import date

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from taizhang.project.templatetags.screen import elided_pages, written_date


def test_long_lists_show_pages_near_by_and_at_both_ends() -> None:
    page = Paginator(range(2000), 40).page(20)
    assert list(elided_pages(page)) == [1, "…", 18, 19, 20, 21, 22, "…", 50]


def test_dates_are_written_as_the_language_does() -> None:
    with translation.override("zh-hans"):
        assert written_date(date(2024, 6, 3)) == "2024年6月3日"
    with translation.override("en"):
        assert written_date(date(2024, 6, 3)) == "2024-06-03"
    assert written_date(None) == ""


def test_pager_keeps_the_filters_of_the_address() -> None:
    page = Paginator(range(100), 40).page(2)
    request = RequestFactory().get("/ledger/?state=underway&page=2")
    html = render_to_string("parts/pager.html", {"page_obj": page}, request=request)
    assert "?state=underway&amp;page=3" in html
    assert "共 100 条" in html


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(40), 40).page(1)
    request = RequestFactory().get("/ledger/")
    assert not render_to_string("parts/pager.html", {"page_obj": page}, request=request).strip()


def test_units_after_the_third_are_folded() -> None:
    html = render_to_string("parts/fold_units.html", {"units": ["甲局", "乙局", "丙局", "丁局"]})
    before, folded = html.split("<details")
    assert "丙局" in before
    assert "丁局" not in before
    assert "等 4 家" in folded
    assert "丁局" in folded


def test_three_units_are_not_folded() -> None:
    html = render_to_string("parts/fold_units.html", {"units": ["甲局", "乙局", "丙局"]})
    assert "details" not in html
