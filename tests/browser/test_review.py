"""The review page under real hands: both sides light up together, keys, edit, split, accept."""

import pytest
from playwright.sync_api import expect

from taizhang.documents.enums import RowKind, RowState
from taizhang.documents.models import DraftRow, Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(draft):
    return list(draft.rows.filter(kind=RowKind.ITEM))


@pytest.fixture
def review(page, log_in, clerk, draft, rows):
    """The review page, opened by the clerk."""
    log_in(clerk)
    page.goto(f"/documents/drafts/{draft.pk}/")
    return page


def article(page, row):
    return page.locator(f"#row-{row.pk}")


def test_pointing_at_a_target_lights_its_words_in_the_text(review, rows):
    article(review, rows[0]).locator("[data-field='target-0']").hover()
    words = review.locator("#original mark.lit")
    expect(words).to_have_text("力争培育40家高新技术企业")
    expect(article(review, rows[0])).to_have_class("review-row lit-row")


def test_pointing_at_the_text_lights_its_row_and_clicking_goes_there(review, rows):
    review.set_viewport_size({"width": 1366, "height": 420})
    words = review.get_by_text("年底前完成改造35个")
    words.hover()
    lit = article(review, rows[3]).locator(".review-target.lit")
    expect(lit).to_contain_text("35 个")
    words.click()
    expect(article(review, rows[3])).to_be_focused()
    expect(article(review, rows[3])).to_be_in_viewport()


def test_keys_walk_accept_and_open_the_form(review, rows):
    review.keyboard.press("j")
    expect(article(review, rows[0])).to_be_focused()
    review.keyboard.press("j")
    review.keyboard.press("k")
    expect(article(review, rows[0])).to_be_focused()
    review.keyboard.press("Enter")
    expect(article(review, rows[0]).get_by_text("已核对")).to_be_visible()
    expect(article(review, rows[1])).to_be_focused()
    expect(review.locator("#counts")).to_contain_text("3 条待核对")
    review.keyboard.press("e")
    expect(article(review, rows[1]).get_by_label("任务")).to_be_focused()
    review.keyboard.press("Escape")
    expect(article(review, rows[1]).locator("form")).to_have_count(0)
    expect(article(review, rows[1])).to_be_focused()
    review.keyboard.press("?")
    expect(review.get_by_text("核对通过选中的一行")).to_be_visible()


def test_edited_row_is_saved_marked_and_shows_its_first_reading(review, rows):
    row = article(review, rows[0])
    row.get_by_role("button", name="✎ 改").click()
    row.get_by_label("任务").fill("培育创新主体")
    row.get_by_label("数值").first.fill("4.5万")
    row.get_by_role("button", name="＋ 增加单位").click()
    row.get_by_label("单位名称").last.fill("市统计局")
    row.get_by_role("button", name="保存").click()
    expect(row.locator("h3")).to_contain_text("培育创新主体")
    expect(row.locator("[data-field='target-0']")).to_contain_text("4.5万家")
    expect(row.get_by_text("市统计局")).to_be_visible()
    row.get_by_text("已更正，看首次识读").click()
    expect(row.get_by_text("40 家")).to_be_visible()
    saved = DraftRow.objects.get(pk=rows[0].pk)
    assert saved.targets[0]["value"] == 45000
    assert [unit["name"] for unit in saved.units] == ["市科技局", "市工信局", "市统计局"]
    assert {each.field for each in saved.corrections.all()} == {"title", "units", "targets"}


def test_row_is_split_at_a_clause_and_merged_again(review, draft, rows):
    row = article(review, rows[1])
    row.get_by_role("button", name="⇄ 拆/并").click()
    row.get_by_role("button", name="在“认定市级工程技术研究中心 12 家。”后断开").click()
    expect(review.locator("#counts")).to_contain_text("5 条")
    second = draft.rows.all()[2]
    expect(article(review, second).locator("h3")).to_contain_text("年底前，建设提升智慧岛")
    row.get_by_role("button", name="⇄ 拆/并").click()
    row.get_by_role("button", name="合并").click()
    expect(review.locator("#counts")).to_contain_text("4 条")
    assert DraftRow.objects.get(pk=rows[1].pk).text == rows[1].text


def test_selected_words_become_a_row(review, draft):
    review.evaluate(
        """() => {
            const piece = [...document.querySelectorAll("#original [data-start]")]
                .find((each) => each.textContent.includes("推进创新龙头企业提升引领"));
            const at = piece.firstChild.data.indexOf("推进创新");
            getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 12);
        }"""
    )
    review.get_by_role("button", name="选中的原文增加为一行").click()
    expect(review.locator("#counts")).to_contain_text("5 条")
    added = draft.rows.get(kind=RowKind.ADDED)
    assert added.text == "推进创新龙头企业提升引领"
    expect(article(review, added)).to_be_focused()


def test_late_save_shows_who_was_first(review, rows, other, moment, page_errors):
    from taizhang.documents.domain.reviewing import edit_row

    row = article(review, rows[0])
    row.get_by_role("button", name="✎ 改").click()
    row.get_by_label("任务").fill("我改的")
    edit_row(rows[0], "title", "孙立改的", 1, actor=other, as_of=moment)
    with review.expect_response(lambda answer: answer.status == 409):
        row.get_by_role("button", name="保存").click()
    expect(row.get_by_role("alert")).to_contain_text("已由孙立改过")
    expect(row.locator("h3")).to_contain_text("孙立改的")
    assert "409" in page_errors.pop()


def test_all_rows_are_accepted_at_once(review, draft):
    review.on("dialog", lambda dialog: dialog.accept())
    review.get_by_role("button", name="其余 4 条全部核对通过").click()
    expect(review.locator("#rows article.is-accepted")).to_have_count(4)
    assert draft.rows.filter(state=RowState.ACCEPTED).count() == 4


def test_dropped_file_is_uploaded_read_by_a_worker_and_opened(
    page, log_in, clerk, city, policy, settings, tmp_path, run_jobs
):
    settings.MEDIA_ROOT = tmp_path / "files"
    log_in(clerk)
    page.goto("/documents/upload/")
    page.set_input_files("#id_uploads", {"name": "措施.txt", "mimeType": "", "buffer": policy})
    expect(page.get_by_text("措施.txt")).to_be_visible()
    page.get_by_role("button", name="上传并识读").click()
    expect(page.get_by_text("等待识读")).to_be_visible()
    run_jobs()
    page.wait_for_url("**/documents/drafts/*/")
    expect(page.locator("#rows article")).to_have_count(5)
    assert Source.objects.get().name == "措施.txt"


def test_page_can_be_used_on_a_phone(review, rows):
    review.set_viewport_size({"width": 390, "height": 844})
    assert review.evaluate("document.documentElement.scrollWidth") <= 390
    review.get_by_text("力争培育40家高新技术企业").click()
    expect(article(review, rows[0])).to_be_in_viewport()
