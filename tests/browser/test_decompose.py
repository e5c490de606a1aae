"""A task given on to counties: sums while typing, a block pasted from Excel, a telephone."""

import pytest

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    make_person,
    make_task,
    make_unit,
    noon,
    region,
    science,
)
from supervision.levels import goals, levels  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TARGETS = (("培育高新技术企业", ">=", "140", "家"), ("城镇污水处理率", ">=", "95", "%"))


@pytest.fixture
def table(page, log_in, levels, make_task):  # noqa: F811
    """The table of a task with two targets; gives its address."""
    log_in(levels.people.clerk)
    task = make_task(targets=goals(*TARGETS))
    page.goto(f"/ledger/parts/{task.number}/decompose/")
    return task


def sums(page):
    return [each.inner_text().split("\n") for each in page.locator("[data-sum]").all()]


def test_sums_follow_what_is_typed(page, table):
    assert sums(page) == [["140", "刚好"], ["最松 95", "刚好"]]
    cell = page.locator("[data-share='1']").first
    for typed, total in (
        ("3", ["108", "缺 32"]),
        ("1,000", ["1,105", "加码 +965"]),
        ("0.1万", ["1,105", "加码 +965"]),
        ("三", ["105", "看不懂"]),
    ):
        cell.fill(typed)
        assert sums(page)[0] == total
    page.locator("tbody input[type=checkbox]").first.uncheck()
    assert sums(page)[0] == ["105", "缺 35"]
    page.locator("[data-column='2'] select").select_option("sum")
    assert sums(page)[1] == ["285", "加码 +190"]


def test_block_of_excel_is_pasted_and_saved(page, table):
    page.locator("[data-share='1']").first.focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text", "50\\t95\\r\\n40\\t96\\r\\n30\\t95\\r\\n20\\t95\\r\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {
                    clipboardData: data, bubbles: true, cancelable: true,
                })
            );
        }"""
    )
    assert sums(page) == [["140", "刚好"], ["最松 95", "刚好"]]
    page.locator("[data-share='1']").first.press("Enter")
    page.wait_for_url(f"**/ledger/?parent={table.number}")
    assert "已分解为 4 项任务" in page.inner_text("#notices")
    assert "≥50 家" in page.inner_text("main")


def test_table_fits_a_telephone(page, table):
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
