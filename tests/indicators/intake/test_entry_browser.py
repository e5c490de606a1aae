"""From the desk to a figure that was given: three clicks, in a real browser."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from taizhang.indicators.domain.periods import period_of, previous_period
from taizhang.indicators.models import Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_liaison_gives_a_doubtful_figure_from_the_desk(
    make_series, record, liaison, page, page_errors, log_in
):
    last = previous_period(period_of(timezone.localdate(), "month"))
    before = previous_period(last)
    series = make_series(
        "高新技术企业入库率", unit="%", accumulation="level", expected_from=last.starts
    )
    moment = timezone.localtime() - timedelta(days=60)
    record(series, before.ends.isoformat(), 97, at=f"{moment:%Y-%m-%d} 09:00")
    log_in(liaison)
    page.goto("/")
    page.click("#list-figures a:has-text('填报')")
    page.locator("input[name$='-value']").first.fill("0.98")
    page.click("button:has-text('提交')")
    assert page.locator(".entry-doubt").first.inner_text().startswith("▲ 计量单位是%")
    page_errors.clear()  # the browser calls the 422 of the question an error
    page.get_by_label("确认无误").first.check()
    page.click("button:has-text('提交')")
    page.wait_for_selector(".banner-good")
    given = Observation.objects.get(day=last.ends)
    assert (given.value, given.submission.submitted_by) == (Decimal("0.98"), liaison)


def test_column_copied_from_a_workbook_goes_down_the_lines(make_series, liaison, page, log_in):
    for name in "甲乙丙":
        make_series(name, expected_from=None)
    log_in(liaison)
    page.goto("/indicators/entry/")
    fields = page.locator("input[name$='-value']")
    fields.nth(0).press("Enter")
    assert fields.nth(1).evaluate("each => each === document.activeElement")
    fields.nth(1).evaluate(
        """each => {
            const copied = new DataTransfer();
            copied.setData("text/plain", "12\\t家\\r\\n13\\r\\n14\\r\\n");
            const how = { clipboardData: copied, bubbles: true, cancelable: true };
            each.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    assert [fields.nth(place).input_value() for place in range(3)] == ["", "12", "13"]
    fields.nth(2).press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".banner-good")
    assert sorted(Observation.objects.values_list("value", flat=True)) == [12, 13]


def test_pages_have_no_barriers(make_series, record, liaison, officer, page, log_in, find_barriers):
    series = make_series(expected_from=timezone.localdate() - timedelta(days=90))
    record(series, "2026-01-31", 5)
    for person, path in ((liaison, "entry/"), (liaison, "entry/import/"), (officer, "missing/")):
        log_in(person)
        page.goto(f"/indicators/{path}")
        assert find_barriers(page) == [], path
