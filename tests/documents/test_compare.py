"""The comparison of stored documents: page, workbook, choosing."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse

from taizhang.documents.domain.comparing import MOST
from taizhang.documents.domain.reviewing import drop_row, edit_row
from taizhang.documents.models import Draft
from taizhang.papers import read_xlsx

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "align"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def by(clerk, moment):
    return {"actor": clerk, "as_of": moment}


@pytest.fixture
def keep(receive):
    """Stores one of the example documents and gives its draft."""

    def make(name):
        data = (FOLDER / f"{name}-2026-basic-education.txt").read_bytes()
        return receive(data, f"{name}.txt").drafts.get()

    return make


@pytest.fixture
def pair(keep):
    """The city's document, stored first, and the province's."""
    return keep("yunling"), keep("yunjiang")


def show(page, *drafts, name="compare", **query):
    numbers = [draft.pk for draft in drafts]
    return page.get(reverse(f"documents:{name}"), {"d": numbers, **query})


def text_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def measures_of(answer):
    return [row.title for row in answer.context["comparison"].measures]


# The matrix


def test_the_upper_document_is_the_one_held_against_whatever_the_order_ticked(page, pair):
    city, province = pair
    answer = show(page, city, province)
    assert [draft.pk for draft in answer.context["comparison"].drafts] == [province.pk, city.pk]
    assert "以《云江省基础教育扩优提质行动方案》为依据，共 16 条举措" in text_of(answer)


def test_another_document_can_be_the_one_held_against(page, pair):
    city, province = pair
    answer = show(page, city, province, first=city.pk)
    assert [draft.pk for draft in answer.context["comparison"].drafts] == [city.pk, province.pk]
    assert "打造研学品牌" in measures_of(answer)[:15]


def test_each_measure_says_what_became_of_it_with_both_sentences(page, pair):
    said = text_of(show(page, *pair))
    assert "改善营养膳食 ✕未承接" in said
    assert "必须 →变为 力争" in said
    assert "2027-12-31 →变为 2028-12-31" in said
    assert "2027年底前改造县域高中校舍120万平方米" in said
    assert "2028年底前改造县域高中校舍9万平方米" in said
    assert "＋新增 三、15 办好老年学校" in said


def test_what_differs_between_two_sentences_is_marked(page, pair):
    html = show(page, *pair).content.decode()
    assert '<mark class="differs">校320</mark>所，<mark class="differs">必须</mark>' in html
    assert '<mark class="differs">26</mark>所，<mark class="differs">力争</mark>' in html


def test_only_rows_of_the_chosen_change_stay(page, pair):
    answer = show(page, *pair, change="softened")
    assert measures_of(answer) == ["补齐义务教育学位缺口", "办好特殊教育", "补充乡村教师"]
    assert "改善营养膳食" not in text_of(answer)


def test_a_change_that_nothing_has_says_so(page, keep):
    answer = show(page, keep("qingshi"), keep("baihe"), change="softened")
    counted = dict(answer.context["comparison"].counts)
    assert (counted["softened"] == 0) == ("没有这样的举措" in text_of(answer))


def test_the_matrix_alone_has_no_sentences(page, pair):
    said = text_of(show(page, *pair, matrix=1))
    assert "补齐义务教育学位缺口" in said
    assert "建立与常住人口变化相协调的学位供给机制" not in said


def test_numbers_of_the_counties_are_added_up_against_the_city(page, keep):
    said = text_of(show(page, keep("yunling"), keep("qingshi"), keep("baihe")))
    assert "分解合计" in said
    assert (
        "新建、改扩建幼儿园 云岭市 40所 青石县 12所；白河县 15所 27 所 ✕对不上 还差 13 所" in said
    )
    assert "培训骨干教师 云岭市 1500人次 青石县 500人次；白河县 1020人次 1,520 人次 ✓对得上" in said
    assert "白河县 未写" in said


def test_what_the_clerk_corrected_and_dropped_counts(page, pair, by):
    city, province = pair
    dropped = province.rows.get(title="改善营养膳食")
    drop_row(dropped, dropped.version, **by)
    row = city.rows.get(title="建设智慧校园")
    edit_row(row, "title", "改名的智慧校园", row.version, **by)
    said = text_of(show(page, *pair))
    assert "改善营养膳食" not in said
    assert "改名的智慧校园" in said


def test_a_row_typed_by_hand_takes_part(page, pair, by):
    city, _ = pair
    city.rows.create(
        position=99,
        title="改善营养膳食",
        text="农村学校食堂供餐率达到95%以上，10月底前建成校园食品安全监管平台。",
        deadlines=[{"quote": "10月底前", "date": "2026-10-31", "span": None, "basis": "stated"}],
    )
    measures = show(page, *pair).context["comparison"].every
    row = next(each for each in measures if each.title == "改善营养膳食")
    assert row.cells[0].standings[0].row.title == "改善营养膳食"


def test_script_in_a_document_is_shown_as_text(page, receive):
    lines = "1. 整治河道{}。清淤河道{}公里{}。（水利局负责）"
    drafts = [
        receive(lines.format(EVIL, number, EVIL).encode(), f"{number}.txt").drafts.get()
        for number in (20, 30)
    ]
    html = show(page, *drafts).content.decode()
    assert EVIL not in html
    assert "&lt;script&gt;" in html


# Choosing


def test_the_list_offers_to_compare_what_is_ticked(page, pair):
    html = page.get(reverse("documents:list")).content.decode()
    assert f'action="{reverse("documents:compare")}"' in html
    for draft in pair:
        assert f'name="d" value="{draft.pk}" form="compare"' in html


def test_a_list_of_one_document_offers_no_comparison(page, draft):
    html = page.get(reverse("documents:list")).content.decode()
    assert reverse("documents:compare") not in html


@pytest.mark.parametrize("query", [{}, {"d": ["1"]}, {"d": ["1", "1"]}])
def test_fewer_than_two_documents_is_a_sentence(query, page, db):
    said = text_of(page.get(reverse("documents:compare"), query))
    assert "比对至少要两份文件" in said
    assert "回到文件清单" in said


def test_too_many_documents_is_a_sentence(page, db):
    query = {"d": list(range(1, MOST + 2))}
    assert "一次最多比对 6 份文件" in text_of(page.get(reverse("documents:compare"), query))


@pytest.mark.parametrize("query", [{"d": ["1", "x"]}, {"d": ["1", "2"], "change": "nothing"}])
def test_an_address_that_makes_no_sense_is_a_sentence(query, page, db):
    assert "请选择要比对的文件" in text_of(page.get(reverse("documents:compare"), query))


def test_a_document_that_is_not_there_is_not_found(page, draft):
    query = {"d": [draft.pk, 10**6]}
    for name in ("compare", "compare-xlsx"):
        assert page.get(reverse(f"documents:{name}"), query).status_code == 404


def test_documents_without_measures_say_what_to_do(page, receive):
    drafts = [receive(f"通知{n}".encode(), f"{n}.txt").drafts.get() for n in (1, 2)]
    assert "所选文件里没有可比的条目" in text_of(show(page, *drafts))


# The workbook


def test_the_workbook_has_a_row_a_measure_and_document(page, keep):
    drafts = [keep(name) for name in ("yunling", "qingshi", "baihe")]
    answer = show(page, *drafts, name="compare-xlsx")
    (table,) = read_xlsx(BytesIO(b"".join(answer.streaming_content)))
    head, *rows = [[str(cell or "") for cell in row] for row in table.rows]
    assert head[:3] == ["序号", "举措", "依据条目"]
    found = next(row for row in rows if row[1] == "发展普惠园" and "青石县" in row[4])
    assert found[5:7] == ["第1条", "数字有变"]
    assert "40所 → 12所" in found[7]
    assert any("还差13所" in row[7] for row in rows)


def test_the_workbook_of_too_few_documents_is_a_sentence(page, draft):
    answer = page.get(reverse("documents:compare-xlsx"), {"d": [draft.pk]})
    assert "比对至少要两份文件" in text_of(answer)


# Cost


def test_page_takes_the_same_queries_for_two_and_four_documents(
    page, keep, django_assert_num_queries, django_assert_max_num_queries
):
    drafts = [keep(name) for name in ("yunjiang", "yunling")]
    with django_assert_max_num_queries(10) as two:
        show(page, *drafts)
    drafts += [keep(name) for name in ("qingshi", "baihe")]
    with django_assert_num_queries(len(two)):
        show(page, *drafts)
    assert Draft.objects.count() == 4
