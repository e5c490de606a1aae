"""Pages of 文件: list, upload, source, review."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from taizhang.documents import registry
from taizhang.documents.domain.reviewing import (
    accept_row,
    discard_draft,
    edit_draft,
    edit_row,
    split_row,
)
from taizhang.documents.enums import ReadingState, RowState
from taizhang.documents.models import Draft, Source
from taizhang.documents.registry import ReviewStep, register_review_step

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def by(clerk, moment):
    return {"actor": clerk, "as_of": moment}


def show(page, name, *args, **query):
    return page.get(reverse(f"documents:{name}", args=args), query)


def html_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


class Tags(HTMLParser):
    """Collects (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


# The list


def test_list_shows_what_identifies_a_document(page, draft):
    html = html_of(show(page, "list"))
    for words in ("重点工作若干措施", "云政办〔2026〕7号", "2026-03-09", "周敏", "待核对"):
        assert words in html


def test_empty_list_says_how_to_begin(page, db):
    html = html_of(show(page, "list"))
    assert "还没有文件" in html
    assert reverse("documents:upload") in html


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "重点工作"}, True),
        ({"q": "〔2026〕7号"}, True),
        ({"q": "没有这样的"}, False),
        ({"state": "open"}, True),
        ({"state": "confirmed"}, False),
        ({"issued_from": "2026-03-01", "issued_to": "2026-03-31"}, True),
        ({"issued_from": "2026-04-01"}, False),
        ({"issued_from": "不是日期"}, True),
    ],
)
def test_list_is_filtered_by_what_the_address_says(query, is_found, page, draft):
    html = html_of(show(page, "list", **query))
    assert (reverse("documents:review", args=[draft.pk]) in html) is is_found
    assert ("没有符合条件的文件" in html) is not is_found


def test_what_is_being_read_stands_above_the_list(page, source):
    Source.objects.filter(pk=source.pk).update(state=ReadingState.READING)
    assert "正在识读" in html_of(show(page, "list"))


def test_list_takes_the_same_queries_for_one_and_three_rows(
    page, draft, receive, policy, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12) as one:
        show(page, "list")
    for number in (8, 9):
        receive(policy.replace("7号".encode(), f"{number}号".encode()))
    with django_assert_num_queries(len(one)):
        show(page, "list")


# The review page


def test_review_page_shows_rows_beside_the_marked_text(page, draft):
    html = html_of(show(page, "review", draft.pk))
    row = draft.rows.first()
    assert "力争培育40家高新技术企业</mark>" in html
    assert f'data-field="{row.pk}:target-0"' in html
    assert f'id="row-{row.pk}"' in html
    assert "4 条 · 7 家次 · 6 个指标 · 0 句未读" in html
    assert "附带职责" in html


def test_every_row_and_entry_can_be_found_on_both_sides(page, draft):
    tags = Tags(html_of(show(page, "review", draft.pk))).found
    left = {token for _, a in tags for token in (a.get("data-field") or "").split() if ":" in token}
    for row in draft.rows.all():
        for name, entries in (
            ("unit", row.units),
            ("target", row.targets),
            ("deadline", row.deadlines),
        ):
            for number in range(len(entries)):
                assert f"{row.pk}:{name}-{number}" in left
    articles = {a["data-row-key"] for _, a in tags if "data-row-key" in a}
    assert articles == {str(row.pk) for row in draft.rows.all()}


def test_original_is_on_the_page_word_for_word(page, draft, source):
    tags = Tags(html_of(show(page, "review", draft.pk))).found
    starts = [int(a["data-start"]) for tag, a in tags if "data-start" in a]
    assert starts == sorted(starts)
    html = html_of(show(page, "review", draft.pk))
    for line in filter(None, source.text.split("\n")):
        assert line[:6] in html


def test_page_keeps_to_the_security_policy(page, draft):
    tags = Tags(html_of(show(page, "review", draft.pk))).found
    for tag, attributes in tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith(("on", "hx-on"))]
        assert tag != "script" or attributes.get("src")


def test_known_unit_is_shown_by_its_official_name_and_others_as_new(page, draft, city, by):
    from taizhang.organisations.domain.resolving import ensure_units

    ensure_units(["市科学技术局"], region=city, **by)
    html = html_of(show(page, "review", draft.pk))
    assert "市科学技术局" in html
    assert "新单位" in html


def test_corrected_row_is_marked_and_keeps_its_first_reading_at_hand(page, draft, by):
    row = draft.rows.first()
    edit_row(row, "targets", [{**row.targets[0], "value": 45}, row.targets[1]], 1, **by)
    html = html_of(show(page, "row", row.pk))
    assert "已更正，看首次识读" in html
    assert "45 家" in html
    assert "40 家" in html


def test_script_in_text_and_file_name_is_shown_as_text(page, receive, policy):
    text = policy.decode().replace("推进创新龙头企业提升引领", f"推进{EVIL}")
    source = receive(text.encode(), f"{EVIL}.txt")
    draft = source.drafts.get()
    for name, key in (("review", draft.pk), ("source", source.pk)):
        html = html_of(show(page, name, key))
        assert EVIL not in html
        assert not [tag for tag, a in Tags(html).found if tag == "script" and not a.get("src")]
        assert "img" not in {tag for tag, _ in Tags(html).found}
    row = draft.rows.first()
    for name in ("row", "row-edit", "row-split"):
        assert EVIL not in html_of(show(page, name, row.pk))
    assert EVIL not in html_of(show(page, "list"))


def test_script_typed_into_a_row_is_shown_as_text(page, draft, by):
    row = edit_row(draft.rows.first(), "title", EVIL, 1, **by)
    edit_row(row, "units", [{"name": EVIL[:40], "role": "lead"}], 2, **by)
    assert EVIL[:40] not in html_of(show(page, "review", draft.pk))


def test_review_takes_the_same_queries_for_few_and_many_rows(
    page, receive, policy, django_assert_num_queries, django_assert_max_num_queries
):
    head, rest = policy.decode().split("2. ", 1)
    short = receive((head + "\n").encode()).drafts.get()
    long = receive(policy).drafts.get()
    assert (short.rows.count(), long.rows.count()) == (1, 5)
    with django_assert_max_num_queries(20) as one:
        show(page, "review", short.pk)
    with django_assert_num_queries(len(one)):
        show(page, "review", long.pk)


def test_text_without_tasks_says_what_to_do(page, receive):
    draft = receive("今天天气很好。\n我们去公园散步。\n".encode()).drafts.get()
    html = html_of(show(page, "review", draft.pk))
    assert "没有读出任务" in html
    assert "手写一行任务" in html


def test_unread_sentence_is_listed_and_dotted_until_a_row_takes_it_up(page, draft):
    start = draft.rows.first().span_start
    draft.reading["coverage"]["unread"] = [[start - 30, start - 2]]
    draft.save()
    html = html_of(show(page, "review", draft.pk))
    assert "1 句未读" in html
    assert 'class="unread"' in html
    assert "未读的句子" in html
    page.post(
        reverse("documents:row-add", args=[draft.pk]), {"start": start - 30, "end": start - 2}
    )
    assert "0 句未读" in html_of(show(page, "review", draft.pk))


def test_registered_step_is_a_button_for_those_who_may(page, draft, clerk, monkeypatch):
    monkeypatch.setattr(registry, "_steps", {})
    register_review_step(ReviewStep("下一步", "documents:review", lambda person, _: True))
    register_review_step(ReviewStep("别人的", "documents:facts", lambda person, _: False))
    html = html_of(show(page, "review", draft.pk))
    assert "下一步" in html
    assert "别人的" not in html


def test_draft_of_a_new_date_offers_its_reading_row_by_row(page, draft, by):
    accept_row(draft.rows.first(), 1, **by)
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", **by)
    html = html_of(show(page, "review", draft.pk))
    assert "按更正后的成文日期或层级" in html
    assert "2025-06-30" in html


def test_discarded_draft_is_read_only_and_can_be_restored(page, draft, by):
    discard_draft(draft, **by)
    html = html_of(show(page, "review", draft.pk))
    assert "data-edit" not in html
    assert "恢复草稿" in html
    page.post(reverse("documents:restore", args=[draft.pk]))
    assert Draft.objects.get(pk=draft.pk).state == "open"


def test_facts_are_saved_together_and_errors_are_said(page, draft):
    address = reverse("documents:facts", args=[draft.pk])
    now = {
        "title": draft.title,
        "issuer": draft.issuer,
        "document_number": draft.document_number,
        "issued": "2026-03-09",
        "effective_until": "",
        "jurisdiction": "云岭市",
        "level": "市",
    }
    was = {f"was_{name}": value for name, value in now.items()}
    page.post(address, {**now, **was, "title": "新标题", "issued": "2026-03-10"})
    draft.refresh_from_db()
    assert (draft.title, draft.issued.isoformat()) == ("新标题", "2026-03-10")
    late = page.post(address, {**now, **was, "title": "晚到的标题"}, follow=True)
    assert "刚才已被改为" in late.content.decode()


# The record of corrections


def test_every_correction_is_told_with_who_before_and_after(page, draft, by):
    row = draft.rows.first()
    show(page, "corrections", draft.pk)
    row = edit_row(row, "targets", [{**row.targets[0], "value": 45}, row.targets[1]], 1, **by)
    row = edit_row(row, "units", [{"name": "市科技局", "role": "lead"}], 2, **by)
    row = edit_row(row, "deadlines", [], 3, **by)
    row, _ = split_row(row, 20, 4, **by)
    accept_row(row, 5, **by)
    edit_draft(draft, "title", "新标题", was=draft.title, **by)
    discard_draft(draft, **by)
    html = html_of(show(page, "corrections", draft.pk))
    for words in (
        "共 8 次更正",
        "周敏",
        "培育高新技术企业 45 家（2026-06-30）",
        "市科技局（牵头）",
        "上半年 2026-06-30",
        "加大创新主体培育力度 ＋ ",
        "已核对",
        "新标题",
        "已弃用",
    ):
        assert words in html


def test_record_takes_the_same_queries_for_one_and_three_corrections(
    page, draft, by, django_assert_num_queries, django_assert_max_num_queries
):
    rows = list(draft.rows.all())
    accept_row(rows[0], 1, **by)
    with django_assert_max_num_queries(12) as one:
        show(page, "corrections", draft.pk)
    for row in rows[1:3]:
        accept_row(row, 1, **by)
    with django_assert_num_queries(len(one)):
        show(page, "corrections", draft.pk)


def test_record_without_corrections_says_what_belongs_there(page, draft):
    assert "还没有更正" in html_of(show(page, "corrections", draft.pk))


# The source page


def test_source_page_polls_while_reading_and_stops_afterwards(page, source, draft):
    Source.objects.filter(pk=source.pk).update(state=ReadingState.READING, stage="documents")
    busy = show(page, "progress", source.pk)
    assert 'hx-trigger="every 1s"' in busy.content.decode()
    assert "识读条目" in busy.content.decode()
    assert "HX-Redirect" not in busy.headers
    Source.objects.filter(pk=source.pk).update(state=ReadingState.READ)
    done = show(page, "progress", source.pk)
    assert "hx-trigger" not in done.content.decode()
    assert done.headers["HX-Redirect"] == reverse("documents:review", args=[draft.pk])


def test_failed_reading_shows_its_sentence_and_the_way_on(page, source):
    Source.objects.filter(pk=source.pk).update(state=ReadingState.FAILED, error="读不出来。")
    html = html_of(show(page, "source", source.pk))
    assert "读不出来。" in html
    assert reverse("documents:reread", args=[source.pk]) in html
    page.post(reverse("documents:reread", args=[source.pk]))
    assert Source.objects.get(pk=source.pk).state == ReadingState.QUEUED


def test_file_is_handed_out_as_an_attachment_and_never_as_a_page(page, source, policy):
    answer = show(page, "file", source.pk)
    assert b"".join(answer.streaming_content) == policy
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_accepted_count_is_on_the_list(page, draft, by):
    accept_row(draft.rows.first(), 1, **by)
    html = html_of(show(page, "list"))
    assert draft.rows.filter(state=RowState.ACCEPTED).count() == 1
    assert '<td class="num">1</td>' in html
