"""What the linter of drafts says of a document stands on its review page."""

from django.urls import reverse

TEXT = """云岭市养老服务办法
第一条 为做好养老服务，制定本办法。
第二条 考核总分100分：
1. 设施（60分）
看床位。
2. 服务（30分）
看满意度。
第四条 本办法自2026年 月 日起施行。
"""


def page(client, clerk, draft) -> str:
    client.force_login(clerk)
    return client.get(reverse("documents:review", args=[draft.pk])).content.decode()


def test_findings_are_listed_by_gravity_with_a_link_to_their_place(client, clerk, receive):
    draft = receive(TEXT.encode(), "办法.txt").drafts.get()
    html = page(client, clerk, draft)
    start = TEXT.index("自2026年 月 日起施行")
    assert "文稿检查" in html
    assert f'data-to="{start}"' in html
    assert html.index("各项相加（60+30）是 90 分") < html.index("请补上年、月、日。")


def test_what_the_reader_says_already_is_not_said_twice(client, clerk, receive):
    draft = receive(TEXT.encode(), "办法.txt").drafts.get()
    assert "numbering_gap" in [notice["code"] for notice in draft.reading["notices"]]
    assert page(client, clerk, draft).count("跳到“第四条”") == 1


def test_a_draft_without_findings_says_nothing(client, clerk, draft):
    draft.reading["findings"] = []
    draft.save()
    assert "文稿检查" not in page(client, clerk, draft)


def test_a_draft_read_before_there_were_findings_is_shown(client, clerk, draft):
    del draft.reading["findings"]
    draft.save()
    assert "文稿检查" not in page(client, clerk, draft)
