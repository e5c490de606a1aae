"""Work that no row of a draft holds any more is shown before it is lost."""

import pytest
from django.urls import reverse

from taizhang.documents.domain.queries.left_out import left_out_spans
from taizhang.documents.domain.reviewing import (
    accept_row,
    add_row,
    drop_row,
    merge_rows,
    restore_row,
    split_row,
)
from taizhang.documents.enums import RowKind


@pytest.fixture
def by(clerk, moment):
    return {"actor": clerk, "as_of": moment}


@pytest.fixture
def rows(draft):
    return list(draft.rows.filter(kind=RowKind.ITEM))


def left_out(draft):
    text = draft.source.text
    return [text[a:b] for a, b in left_out_spans(draft, draft.rows.all())]


def test_a_fresh_draft_leaves_nothing_out(draft):
    assert draft.reading["work"]
    assert left_out(draft) == []


def test_a_dropped_row_leaves_its_work_out_until_it_comes_back(draft, rows, by):
    row = drop_row(rows[1], rows[1].version, **by)
    lost = left_out(draft)
    assert lost
    assert all(words in row.text for words in lost)
    assert any("负责" in words or "牵头" in words for words in lost)
    assert row.title not in lost  # its heading alone is no work
    restore_row(row, row.version, **by)
    assert left_out(draft) == []


def test_split_and_merged_rows_still_hold_their_work(draft, rows, by):
    split_row(rows[0], len(rows[0].text) // 2, rows[0].version, **by)  # amid a sentence
    assert left_out(draft) == []
    first, second = draft.rows.filter(kind=RowKind.ITEM)[:2]
    merged = merge_rows(first, second, (first.version, second.version), **by)
    assert left_out(draft) == []
    drop_row(merged, merged.version, **by)
    assert left_out(draft)


def test_a_row_added_from_the_sentence_holds_it(draft, rows, by):
    drop_row(rows[1], rows[1].version, **by)
    for span in left_out_spans(draft, draft.rows.all()):
        add_row(draft, span=tuple(span), **by)
    assert left_out(draft) == []


def test_the_review_page_lists_what_is_left_out_and_links_to_it(client, clerk, draft, rows, by):
    client.force_login(clerk)
    address = reverse("documents:review", args=[draft.pk])
    assert "不在任何条目中的句子" not in client.get(address).content.decode()
    drop_row(rows[1], rows[1].version, **by)
    html = client.get(address).content.decode()
    first = left_out_spans(draft, draft.rows.all())[0]
    assert "不在任何条目中的句子" in html
    assert f'href="#t-{first[0]}"' in html
    assert f'class="unread" id="t-{first[0]}"' in html


def test_the_page_before_confirming_says_how_many_sentences_are_left_out(
    client, clerk, draft, rows, by
):
    client.force_login(clerk)
    for row in rows[1:]:
        accept_row(row, row.version, **by)
    drop_row(rows[0], rows[0].version, **by)
    html = client.get(f"/ledger/confirm/{draft.pk}/").content.decode()
    number = len(left_out(draft))
    assert number
    assert f"原文有 {number} 句写明了任务、时限或责任单位，却不在任何条目中，不会入账。" in html
    assert f'href="{reverse("documents:review", args=[draft.pk])}#left-out"' in html
