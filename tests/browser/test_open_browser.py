"""Public pages in a real browser: for everybody, on a phone, without a person's cookie."""

import pytest

from reporting.public.conftest import (  # noqa: F401 - fixtures
    appoint,
    city,
    clerk,
    confirm,
    head,
    liaison,
    make_draft,
    make_file,
    make_person,
    make_row,
    make_unit,
    publish,
    region,
    science,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(city, publish):  # noqa: F811
    publish(city.document, *city.tasks)
    publish(city.indicator)
    return city


def test_public_pages_have_no_barrier_and_fit_a_phone(opened, page, find_barriers) -> None:
    page.goto("/open/")
    for _step in range(2):  # the document, its first task
        assert find_barriers(page) == []
        page.click("main table a >> nth=0")
    assert find_barriers(page) == []
    page.goto("/open/indicators/GX001/")
    page.wait_for_selector(".chart-drawn svg")
    assert find_barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/open/", f"/open/documents/{opened.document.pk}/", "/open/indicators/GX001/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.context.cookies() == []


def test_head_reviews_ticks_all_and_publishes(city, head, log_in, page, find_barriers) -> None:  # noqa: F811
    log_in(head)
    page.goto("/reporting/public/")
    page.select_option("[name=document]", label=city.document.title)
    page.click("text=预览并审查")
    assert find_barriers(page) == []
    page.check("[data-check-all]")
    page.fill("[name=reason]", "主动公开文件")
    page.check("[name=reviewed]")
    page.click("button:has-text('对社会公开')")
    page.wait_for_url("**/reporting/public/")
    assert "已公开 3 项" in page.locator("#notices").inner_text()
    assert find_barriers(page) == []
