"""The leader's dashboard in a browser: two hundred behind with long names, on screen, telephone and
one sheet of paper."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from indicators.projections.stored import give_goal, give_history
from indicators.projections.years import given
from taizhang.organisations.models import Region, Unit

pytestmark = pytest.mark.browser

EARLY = datetime(2024, 1, 5, tzinfo=UTC)
LONG = "城乡居民基本养老保险参保人数和城镇职工基本医疗保险参保人数合计"
OFFICE = "市人力资源和社会保障局（市退役军人事务综合协调办公室）"


@pytest.fixture
def board(make_series, region, mayor, page, log_in):
    """Two hundred numbers of one office in ten counties, all behind, of long names."""
    office = Unit.objects.create(region=region, name=OFFICE, kind="department", position=1)
    for number in range(10):
        place = Region.objects.create(name=f"云岭第{number}经济技术开发区", parent=region)
        for each in range(20):
            series = make_series(
                f"{LONG}{each}", unit="万人次", code=f"Z{each:04d}", place=place, office=office
            )
            give_goal(series, value=1_234_567, unit="万人次")
            give_history(series, [given("2024-06-30", 100 + number)], at=EARLY)
    log_in(mayor)
    page.goto("/dashboard/?as_of=2024-06-30")
    page.wait_for_selector(".chart-drawn svg")
    return page


def test_two_hundred_behind_fit_screen_telephone_and_one_sheet(board, find_barriers):
    assert board.locator(".worst tbody tr").count() == 20
    assert board.locator(".tile-behind strong").text_content() == "200"
    assert find_barriers(board) == []
    for width, height in ((1366, 768), (390, 844)):
        board.set_viewport_size({"width": width, "height": height})
        assert board.evaluate("document.documentElement.scrollWidth") <= width
    board.set_viewport_size({"width": 1366, "height": 768})
    with pypdfium2.PdfDocument(board.pdf(prefer_css_page_size=True)) as sheet:
        assert len(sheet) == 1
        words = sheet[0].get_textpage().get_text_bounded()
    assert LONG[:10] in words.replace("\r\n", "")
