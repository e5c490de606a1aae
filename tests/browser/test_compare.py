"""The road from the document list to the comparison, as a clerk walks it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "align"


@pytest.fixture
def drafts(receive):
    files = [FOLDER / f"{name}-2026-basic-education.txt" for name in ("yunjiang", "yunling")]
    return [receive(file.read_bytes(), file.name).drafts.get() for file in files]


@pytest.fixture
def compared(page, log_in, clerk, drafts):
    """The comparison, reached by ticking both documents in the list."""
    log_in(clerk)
    page.goto("/documents/")
    for draft in drafts:
        page.get_by_role("checkbox", name=f"选择 {draft.title}").check()
    page.get_by_role("button", name="比对所选").click()
    return page


def test_ticked_documents_are_compared_and_filtered(compared):
    expect(compared.get_by_text("以《云江省基础教育扩优提质行动方案》为依据")).to_be_visible()
    compared.get_by_role("link", name="未承接 1").click()
    expect(compared.locator(".compare-measure")).to_have_count(1)
    expect(compared.locator(".compare-measure")).to_contain_text("改善营养膳食")
    compared.get_by_role("link", name="全部 16").click()
    expect(compared.locator(".compare-measure")).to_have_count(16)


def test_a_measure_leads_to_its_row_on_the_review_page(compared, drafts):
    compared.get_by_role("link", name="化解大班额").click()
    row = drafts[1].rows.get(title="化解大班额")
    expect(compared.locator(f"#row-{row.pk}")).to_be_in_viewport()


def test_the_head_stays_in_sight_and_the_phone_needs_no_sideways_scrolling(compared):
    compared.evaluate("window.scrollTo(0, 1200)")
    expect(compared.locator(".compare-head").first).to_be_in_viewport()
    compared.set_viewport_size({"width": 390, "height": 844})
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not compared.evaluate(wider)
