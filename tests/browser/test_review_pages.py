"""The original as printed on the review page: pictures of pages with the marks over them."""

import re

import pytest
from playwright.sync_api import expect

from plugins.printing import body_of
from taizhang.documents.enums import RowKind, RowState
from taizhang.documents.models import DraftRow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(receive, policy, print_pdf, settings, tmp_path):
    settings.PICTURE_ROOT = tmp_path / "pictures"
    body = body_of(policy.decode())
    return receive(print_pdf(body, "p { margin-bottom: 28pt }"), "措施.pdf").drafts.get()


@pytest.fixture
def rows(draft):
    return list(draft.rows.filter(kind=RowKind.ITEM))


@pytest.fixture
def review(page, log_in, clerk, draft, rows):
    log_in(clerk)
    page.goto(f"/documents/drafts/{draft.pk}/")
    return page


def _box_of(review, row, field):
    return review.locator(f'#original rect[data-field~="{row.pk}:{field}"]')


def test_pointing_at_a_target_lights_its_box_on_the_picture(review, rows):
    review.locator(f"#row-{rows[0].pk} [data-field='target-0']").hover()
    expect(_box_of(review, rows[0], "target-0")).to_have_class(re.compile(r"\blit\b"))
    picture = review.locator("#page-1 img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") >= 1000
    mark = _box_of(review, rows[0], "target-0").bounding_box()
    sheet = picture.bounding_box()
    assert sheet["x"] < mark["x"]
    assert mark["x"] + mark["width"] < sheet["x"] + sheet["width"]


def test_clicking_words_on_the_page_goes_to_their_row(review, rows):
    review.locator("#original text", has_text="全部开工").click()
    expect(review.locator(f"#row-{rows[3].pk}")).to_be_focused()


def test_keys_and_buttons_step_through_the_pages(review):
    expect(review.locator("#page-now")).to_have_text("1")
    review.keyboard.press("]")
    expect(review.locator("#page-now")).to_have_text("2")
    expect(review.locator("#page-2")).to_be_in_viewport()
    review.get_by_title("上一页").click()
    expect(review.locator("#page-now")).to_have_text("1")


def test_words_selected_on_the_page_become_a_row(review, draft, rows):
    words = review.locator("#original text", has_text="力争培育40家").first
    words.evaluate(
        """element => {
          const range = document.createRange();
          range.setStart(element.firstChild, 2);
          range.setEnd(element.firstChild, element.firstChild.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    review.get_by_role("button", name="选中的原文增加为一行").click()
    expect(review.locator("article.review-row")).to_have_count(len(rows) + 2)
    added = DraftRow.objects.get(draft=draft, kind=RowKind.ADDED)
    assert added.text.startswith("培育40家")


def test_correcting_a_row_draws_its_marks_again_and_keeps_the_page(review, rows):
    article = review.locator(f"#row-{rows[0].pk}")
    expect(_box_of(review, rows[0], "target-1")).not_to_have_count(0)
    article.get_by_role("button", name="改", exact=False).first.click()
    article.locator("[data-remove-line]").nth(3).click()
    article.get_by_role("button", name="保存").click()
    expect(_box_of(review, rows[0], "target-1")).to_have_count(0)
    expect(review.locator("#page-1 img")).to_be_visible()


def test_accepting_works_on_the_page_side(review, rows):
    review.keyboard.press("j")
    review.keyboard.press("Enter")
    expect(review.locator(f"#row-{rows[0].pk}").get_by_text("已核对")).to_be_visible()
    assert DraftRow.objects.get(pk=rows[0].pk).state == RowState.ACCEPTED


def test_text_side_is_one_click_away_and_stands_in_the_address(review):
    review.get_by_role("link", name="文字", exact=True).click()
    expect(review).to_have_url(re.compile(r"\?view=text$"))
    expect(review.locator("#original > p").first).to_be_visible()
    expect(review.locator(".sheet")).to_have_count(0)


def test_page_fits_the_telephone(review):
    review.set_viewport_size({"width": 390, "height": 844})
    width = review.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    sheet = review.locator("#page-1").bounding_box()
    assert sheet["width"] <= 390


def test_page_that_cannot_be_drawn_shows_its_text(page, log_in, clerk, draft, page_errors):
    from taizhang.documents.domain.storing import stored_path

    stored_path(draft.source.file.sha256).unlink()
    log_in(clerk)
    page.goto(f"/documents/drafts/{draft.pk}/")
    expect(page.locator("#page-1")).to_have_class(re.compile("is-drawn"))
    expect(page.get_by_text("加大创新主体培育力度").first).to_be_visible()
    assert [line for line in page_errors if "409" not in line] == []
    page_errors.clear()
