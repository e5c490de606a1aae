"""Charts as a browser draws them: under the strict policy, by keyboard, on paper, as a table."""

import json
from decimal import Decimal

import pypdfium2
import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.test import override_settings
from django.urls import path

from taizhang.project import urls
from taizhang.project.templatetags.charts import ChartTable

PAGE = """{% extends "base.html" %}{% load charts %}
{% block title %}图表{% endblock %}{% block heading %}图表{% endblock %}
{% block scripts %}{% chart_scripts %}{% endblock %}
{% block content %}{% chart option title=title description=description table=table %}{% endblock %}
"""
COUNTIES = ["青石县", "白河县", "临江县", "松山区"]
DESCRIPTION = "四个县区完成技能培训的人次与上半年目标，临江县最少。"
OPTION = {
    "xAxis": {"type": "category", "data": COUNTIES},
    "yAxis": {"type": "value", "name": "人次"},
    "legend": {},
    "series": [
        {
            "name": "实际",
            "type": "bar",
            "data": [
                {"value": Decimal("12000.5"), "url": "/inbox/"},
                {"value": 9000, "itemStyle": {"color": "--danger"}, "url": "https://example.org/"},
                4000,
                15000,
            ],
        },
        {"name": "上半年目标", "type": "bar", "data": [12500, 11000, 10000, 14000]},
        {
            "name": "上年同期",
            "type": "line",
            "data": [11000, None, 9500, 13000],
            "markLine": {"data": [{"yAxis": 12500, "name": "目标"}]},
        },
    ],
}
TABLE: ChartTable = {
    "columns": ["县区", "实际", "上半年目标", "上年同期"],
    "rows": [
        [("青石县", "/inbox/"), Decimal("12000.5"), 12500, 11000],
        ["白河县", 9000, 11000, None],
        ["临江县", 4000, 10000, 9500],
        ["松山区", 15000, 14000, 13000],
    ],
}


def _show(request: HttpRequest) -> HttpResponse:
    shown = {"option": OPTION, "title": "技能培训", "description": DESCRIPTION, "table": TABLE}
    template = Template(PAGE, engine=engines["django"].engine)
    processed = {**shown, "request": request, "LANGUAGE_CODE": "zh-hans"}
    return HttpResponse(template.render(Context(processed)))


class _Addresses:
    urlpatterns = [*urls.urlpatterns, path("chart/", _show)]
    handler404 = urls.handler404


@pytest.fixture
def open_chart(db, page):
    with override_settings(ROOT_URLCONF=_Addresses):
        page.goto("/chart/")
        page.wait_for_selector(".chart-drawn svg")
        yield page


pytestmark = pytest.mark.browser


def test_chart_is_drawn_with_its_names_and_the_colours_of_the_style_sheet(open_chart) -> None:
    drawing = open_chart.locator(".chart-drawn svg")
    words = drawing.text_content()
    assert all(name in words for name in [*COUNTIES, "实际", "上半年目标", "上年同期"])
    assert drawing.locator("path[fill='#b00d27'], path[fill='rgb(176,13,39)']").count() >= 1
    assert drawing.locator("pattern").count() >= 1, "bars differ by pattern too"


def test_chart_says_in_a_sentence_what_is_to_be_seen(open_chart, find_barriers) -> None:
    place = open_chart.locator(".chart-drawn")
    assert place.get_attribute("aria-label") == DESCRIPTION
    assert place.get_attribute("role") == "img"
    assert find_barriers(open_chart) == []


def test_table_behind_the_chart_opens(open_chart) -> None:
    table = open_chart.locator(".chart-data table")
    assert not table.is_visible()
    open_chart.click("text=看数据")
    assert [head.inner_text() for head in table.locator("thead th").all()] == TABLE["columns"]
    assert table.locator("tbody tr").count() == 4
    assert table.locator("a").get_attribute("href") == "/inbox/"


def test_arrows_walk_over_the_points_and_enter_follows_the_link(open_chart) -> None:
    spoken = open_chart.locator("[data-chart] [aria-live]")
    open_chart.locator(".chart-drawn").focus()
    open_chart.keyboard.press("ArrowRight")
    assert spoken.inner_text() == "实际 青石县 12000.5"
    open_chart.keyboard.press("ArrowDown")
    assert spoken.inner_text() == "上半年目标 青石县 12500"
    open_chart.keyboard.press("ArrowUp")
    open_chart.keyboard.press("Enter")
    open_chart.wait_for_url("**/login/?next=/inbox/")


def test_address_of_another_site_is_not_followed(open_chart) -> None:
    open_chart.locator(".chart-drawn").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        open_chart.keyboard.press(key)
    assert open_chart.url.endswith("/chart/")


def test_click_on_a_bar_follows_its_link(open_chart) -> None:
    box = open_chart.locator(".chart-drawn").bounding_box()
    bar = open_chart.evaluate(
        "() => { const all = [...document.querySelectorAll('.chart-drawn svg path')]"
        ".map(one => one.getBoundingClientRect()).filter(one => one.width > 20 && one.height > 60"
        " && one.width < 200);"
        " const first = all.sort((a, b) => a.x - b.x)[0];"
        " return [first.x + first.width / 2, first.y + first.height / 2]; }"
    )
    assert box["x"] < bar[0] < box["x"] + box["width"]
    open_chart.mouse.click(*bar)
    open_chart.wait_for_url("**/login/?next=/inbox/")


def test_chart_follows_the_width_of_the_screen(open_chart) -> None:
    open_chart.set_viewport_size({"width": 390, "height": 844})
    open_chart.wait_for_function(
        "() => document.querySelector('.chart-drawn svg').getBoundingClientRect().width < 390"
    )
    assert open_chart.evaluate("document.documentElement.scrollWidth") <= 390


def test_chart_prints_inside_the_margins_of_one_sheet(open_chart) -> None:
    open_chart.set_viewport_size({"width": 1920, "height": 900})
    pdf = pypdfium2.PdfDocument(open_chart.pdf(prefer_css_page_size=True))
    assert len(pdf) == 1
    sheet = pdf[0]
    text = sheet.get_textpage()
    assert "松山区" in text.get_text_range()
    rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    assert max(rights) < sheet.get_width() - 30, "nothing is cut off at the right"


def test_numbers_stay_readable_where_no_script_runs(db, browser, live_server) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    with override_settings(ROOT_URLCONF=_Addresses):
        plain = context.new_page()
        plain.goto("/chart/")
        assert plain.locator(".chart-data table").is_visible()
        data = plain.locator("[data-chart] script").text_content()
    assert json.loads(data)["series"][0]["data"][0]["value"] == 12000.5
    context.close()
