"""Pages of 文件: list, upload, source, review."""

import pytest
from django.urls import reverse


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


def test_review_page_shows_rows_beside_the_marked_text(page, draft):
    answer = page.get(reverse("documents:review", args=[draft.pk]))
    html = answer.content.decode()
    row = draft.rows.first()
    assert answer.status_code == 200
    assert "力争培育40家高新技术企业</mark>" in html
    assert f'data-field="{row.pk}:target-0"' in html
    assert f'id="row-{row.pk}"' in html
    assert "4 条 · 7 家次 · 6 个指标 · 0 句未读" in html
