"""Pages of a source: kept with the reading, shown with marks, drawn on demand."""

from array import array
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from extraction.readers.ofd_files import OfdPage, write_ofd
from extraction.readers.pdf_files import PdfPage, make_page, write_pdf
from taizhang.documents.domain.picturing import page_picture, sweep_pictures
from taizhang.documents.domain.queries.pages import MOST_PAGES, pages_of, stretches_of
from taizhang.documents.domain.reading import read_source, reread_source
from taizhang.documents.domain.storing import stored_path
from taizhang.documents.models import SourcePage

LINES = [
    "　　一、培育主体。支持企业技术改造，年内培育高新",
    "技术企业12家以上，完成投资8.6亿元。（市科技局、",
    "市工信局按职责分工负责）",
    "　　二、建好平台。新建市级实验室3家。（市教育局负责）",
]


@pytest.fixture(autouse=True)
def pictures(settings, tmp_path):
    settings.PICTURE_ROOT = tmp_path / "pictures"
    return settings.PICTURE_ROOT


@pytest.fixture
def paged(receive):
    """A PDF of two pages, read."""
    return receive(write_pdf(make_page(*LINES[:2]), make_page(*LINES[2:])), "措施.pdf")


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


def _review(client, draft, **query):
    answer = client.get(reverse("documents:review", args=[draft.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def _picture(page, source, number):
    return page.get(reverse("documents:picture", args=[source.pk, number]))


def test_pages_are_kept_with_the_place_of_each_character(paged):
    first, second = paged.pages.all()
    assert (first.number, first.width, first.height) == (1, 595, 842)
    assert first.span_end == second.span_start
    assert len(first.boxes) == 4 * (first.span_end - first.span_start)
    at = paged.text.index("市工信局")
    left, top, right, bottom = second.boxes[4 * (at - second.span_start) :][:4]
    assert (left, right) == pytest.approx((80, 96), abs=0.2)
    assert top < 120 < bottom


def test_second_reading_replaces_the_pages(paged, clerk, moment):
    before = set(paged.pages.values_list("pk", flat=True))
    reread_source(paged, actor=clerk, as_of=moment)
    read_source(paged.pk, as_of=moment)
    after = set(paged.pages.values_list("pk", flat=True))
    assert len(after) == 2
    assert before.isdisjoint(after)


def test_plain_text_has_no_pages_and_no_choice_of_side(page, draft):
    assert not SourcePage.objects.exists()
    assert 'class="sides' not in _review(page, draft)


def test_review_lays_marks_over_the_pages(page, paged):
    draft = paged.drafts.get()
    html = _review(page, draft)
    assert reverse("documents:picture", args=[paged.pk, 2]) in html
    row = draft.rows.first()
    assert html.count(f'data-field="{row.pk}:unit-1"') == 2  # its box and its words
    assert "style=" not in html
    assert 'id="p-' not in html


def test_text_side_shows_paragraphs(page, paged):
    html = _review(page, paged.drafts.get(), view="text")
    assert 'id="p-' in html
    assert "<svg" not in html


def test_correction_draws_the_marks_of_its_pages_again_and_no_paragraph(page, paged):
    draft = paged.drafts.get()
    second = draft.rows.all()[1]
    address = "http://testserver" + reverse("documents:review", args=[draft.pk])
    accept = reverse("documents:row-accept", args=[second.pk])
    html = page.post(
        accept, {"version": second.version}, headers={"HX-Current-URL": address}
    ).content.decode()
    assert 'id="marks-2"' in html
    assert 'id="marks-1"' not in html
    assert 'id="p-' not in html
    row = draft.rows.first()
    html = page.post(
        reverse("documents:row-accept", args=[row.pk]),
        {"version": row.version},
        headers={"HX-Current-URL": f"{address}?view=text"},
    ).content.decode()
    assert 'id="p-' in html
    assert "<svg" not in html


def test_ofd_page_has_no_picture_and_shows_its_text_in_place(page, receive):
    ofd = OfdPage()
    ofd.lines(LINES)
    source = receive(write_ofd(ofd), "措施.ofd")
    html = _review(page, source.drafts.get())
    assert 'class="sheet is-drawn"' in html
    assert "<img" not in html
    assert "年内培育高新" in html
    assert _picture(page, source, 1).status_code == 409


@pytest.mark.parametrize("number", [0, 3])
def test_page_that_is_not_there_is_not_found(page, paged, number):
    assert _picture(page, paged, number).status_code == 404


def test_picture_is_drawn_once_and_asked_for_again_by_its_mark(page, paged, pictures):
    answer = _picture(page, paged, 1)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG\r\n\x1a\n")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    (kept,) = pictures.glob("*/*")
    first = kept.stat().st_ino
    b"".join(_picture(page, paged, 1).streaming_content)
    assert kept.stat().st_ino == first
    again = page.get(
        reverse("documents:picture", args=[paged.pk, 1]),
        headers={"If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_pictures_nobody_looked_at_are_swept(paged, moment, pictures):
    path = page_picture(paged, 1)
    used = path.stat().st_mtime
    at = datetime.fromtimestamp(used, UTC)
    assert sweep_pictures(before=at - timedelta(seconds=1)) == 0
    assert sweep_pictures(before=at + timedelta(seconds=1)) == 1
    assert list(pictures.glob("*/*")) == []


def test_broken_page_answers_a_sentence(page, paged):
    path = stored_path(paged.file.sha256)
    path.write_bytes(b"x" * paged.file.size)
    answer = _picture(page, paged, 1)
    assert answer.status_code == 409
    assert "画不出" in answer.content.decode()


def test_long_file_shows_a_window_of_pages_and_leads_on(page, receive):
    lines = [f"　　{n}.加强领导。（市科技局负责）" for n in range(1, MOST_PAGES + 6)]
    source = receive(write_pdf(*(make_page("各部门：", line) for line in lines)), "长.pdf")
    draft = source.drafts.get()
    assert len(pages_of(draft)) > MOST_PAGES
    html = _review(page, draft)
    assert html.count('<figure class="sheet') == MOST_PAGES
    following = f"?view=page&amp;page={MOST_PAGES + 1}"
    assert following in html
    rest = _review(page, draft, view="page", page=MOST_PAGES + 1)
    assert rest.count('<figure class="sheet') == len(pages_of(draft)) - MOST_PAGES
    assert "?view=page&amp;page=1" in rest


def test_review_takes_the_same_queries_for_one_and_three_pages(
    page, receive, django_assert_num_queries, django_assert_max_num_queries
):
    pages = [make_page(LINES[0], LINES[1]), make_page(LINES[2]), make_page(LINES[3])]
    one = receive(write_pdf(make_page(*LINES)), "一.pdf").drafts.get()
    three = receive(write_pdf(*pages), "三.pdf").drafts.get()
    with django_assert_max_num_queries(22) as few:
        _review(page, one)
    with django_assert_num_queries(len(few)):
        _review(page, three)


def test_stretches_part_at_line_ends_and_wide_gaps():
    boxes = array("f")
    for left, top in ((0, 0), (10, 0), (60, 0), (0, 20)):
        boxes.extend((left, top, left + 10, top + 10))
    boxes[4:4] = array("f", (0, 0, 0, 0))  # a blank behind the first
    assert list(stretches_of(boxes, 0, 5)) == [(0, 3), (3, 4), (4, 5)]
    assert list(stretches_of(boxes, 1, 2)) == []


def test_script_in_a_page_is_shown_as_text(page, receive):
    pdf = PdfPage()
    pdf.lines(80, 120, ["　　一、加强领导</text><script>alert(1)</script>。（市科技局负责）"])
    html = _review(page, receive(write_pdf(pdf), "坏.pdf").drafts.get())
    assert "<script>alert" not in html
