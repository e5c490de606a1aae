"""From the desk to a figure that was given: three clicks, in a real browser."""

from datetime import timedelta

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
    assert (str(given.value), given.submission.submitted_by) == ("0.980000", liaison)
