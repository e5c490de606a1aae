"""Acts on single rows through the page: what is drawn again, and how refusals look."""

import json

import pytest
from django.urls import reverse

from taizhang.documents.domain.reviewing import edit_draft, edit_row
from taizhang.documents.enums import RowKind, RowState
from taizhang.documents.models import DraftRow
from taizhang.organisations.domain.resolving import ensure_units


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def row(draft):
    return draft.rows.first()


@pytest.fixture
def act(page):
    def make(name, *keys, **data):
        answer = page.post(
            reverse(f"documents:{name}", args=keys), data, headers={"HX-Request": "true"}
        )
        return answer, answer.content.decode()

    return make


def fields(row, **changes):
    """A row as its form posts it."""
    posted = {
        "version": row.version,
        "title": row.title,
        "path": " ".join(row.path),
        "text": row.text,
        "unit_name": [unit["name"] for unit in row.units],
        "unit_role": [unit["role"] for unit in row.units],
        "unit_unit_id": ["" for _ in row.units],
        "target_indicator": [target["indicator"] for target in row.targets],
        "target_op": [target["op"] for target in row.targets],
        "target_value": [target["value"] for target in row.targets],
        "target_value_max": ["" for _ in row.targets],
        "target_unit": [target["unit"] for target in row.targets],
        "target_deadline": [target["deadline"] or "" for target in row.targets],
        "target_quote": [target["quote"] for target in row.targets],
        "deadline_quote": [deadline["quote"] for deadline in row.deadlines],
        "deadline_date": [deadline["date"] for deadline in row.deadlines],
    }
    return {**posted, **changes}


def test_form_saved_untouched_changes_nothing(row, act):
    answer, _ = act("row-edit", row.pk, **fields(row))
    row.refresh_from_db()
    assert answer.status_code == 200
    assert row.version == 1


def test_a_corrected_unit_takes_its_finding_along(row, page, act, city, moment):
    ensure_units(["市工业局"], region=city, actor=None, as_of=moment)
    said = "“市工信局”不在已有的单位名称中"
    html = page.get(reverse("documents:review", args=[row.draft_id])).content.decode()
    assert said in html
    _, html = act("row-edit", row.pk, **fields(row, unit_name=["市科技局", "市工业局"]))
    assert 'id="draft-findings" hx-swap-oob="true"' in html
    assert said not in html
    row.refresh_from_db()
    _, html = act("row-edit", row.pk, **fields(row, title="改题"))
    assert "draft-findings" not in html


def test_saved_row_comes_back_with_its_paragraph_and_the_figures(row, act):
    answer, html = act(
        "row-edit", row.pk, **fields(row, title="培育主体", unit_role=["lead", "responsible"])
    )
    assert answer.status_code == 200
    assert f'<article class="review-row corrected" id="row-{row.pk}"' in html
    assert "培育主体" in html
    assert 'id="counts" hx-swap-oob="true"' in html
    assert f'id="p-{row.span_start}" hx-swap-oob="true"' in html
    row.refresh_from_db()
    assert row.units[0]["role"] == "lead"


def test_wrong_value_brings_the_form_back_as_it_was_typed(row, act):
    answer, html = act("row-edit", row.pk, **fields(row, target_value=["许多", "120"]))
    assert answer.status_code == 422
    assert "不是数字" in html
    assert 'value="许多"' in html
    row.refresh_from_db()
    assert row.version == 1


def test_late_save_brings_the_row_of_the_other_with_the_reason(row, act, other, moment):
    edit_row(row, "title", "孙立改的", 1, actor=other, as_of=moment)
    answer, html = act("row-edit", row.pk, **fields(row, title="我改的"))
    assert answer.status_code == 409
    assert "已由孙立改过" in html
    assert "孙立改的" in html
    assert DraftRow.objects.get(pk=row.pk).title == "孙立改的"


def test_accepting_draws_the_row_accepted(row, act):
    _, html = act("row-accept", row.pk, version=1)
    assert "is-accepted" in html
    assert "3 条待核对" in html
    _, html = act("row-reopen", row.pk, version=2)
    assert "is-accepted" not in html


def test_dropping_draws_the_list_and_goes_on_to_the_next_row(draft, row, act):
    answer, html = act("row-drop", row.pk, version=1)
    following = draft.rows.all()[1]
    assert answer.headers["HX-Retarget"] == "#rows"
    assert json.loads(answer.headers["HX-Trigger-After-Settle"]) == {
        "review:focus": {"row": following.pk}
    }
    assert f'id="row-{row.pk}"' not in html
    assert "已删除" in html
    _, html = act("row-restore", row.pk, version=2)
    assert f'id="row-{row.pk}"' in html


def test_splitting_and_merging_through_the_page(draft, row, act):
    at = row.text.index("上半年")
    answer, html = act("row-split", row.pk, version=1, at=at, share_units="on")
    first, second = draft.rows.all()[:2]
    assert answer.status_code == 200
    assert first.units == second.units
    assert f'id="row-{second.pk}"' in html
    _, html = act("row-merge", first.pk, second.pk, version=2, second_version=1)
    assert f'id="row-{second.pk}"' not in html
    assert draft.rows.first().text == row.text


def test_split_without_a_place_says_what_to_do(row, act):
    answer, html = act("row-split", row.pk, version=1)
    assert answer.status_code == 422
    assert "选择拆分的位置" in html


def test_adding_a_passage_draws_it_in_its_place(draft, source, row, act):
    start = source.text.index("推进创新龙头企业")
    _, html = act("row-add", draft.pk, start=start, end=start + 8)
    added = draft.rows.get(kind=RowKind.ADDED)
    assert f'id="row-{added.pk}"' in html
    answer, html = act("row-add", draft.pk, start=10**8, end=10**8 + 1)
    assert answer.status_code == 422
    assert "请重新选择" in html
    answer, _ = act("row-add", draft.pk, start="x", end="y")
    assert answer.status_code == 422


def test_all_waiting_rows_are_accepted_in_the_versions_shown(draft, act, other, moment):
    rows = list(draft.rows.filter(kind=RowKind.ITEM))
    shown = [f"{row.pk}:{row.version}" for row in rows]
    edit_row(rows[0], "title", "孙立改的", 1, actor=other, as_of=moment)
    answer, html = act("rows-accept", draft.pk, row=shown)
    assert answer.status_code == 409
    assert "孙立" in html
    assert not draft.rows.filter(state=RowState.ACCEPTED).exists()
    shown[0] = f"{rows[0].pk}:2"
    act("rows-accept", draft.pk, row=shown)
    assert draft.rows.filter(state=RowState.ACCEPTED).count() == 4
    answer, _ = act("rows-accept", draft.pk, row=["nonsense"])
    assert answer.status_code == 422


def test_offer_is_taken_or_declined_through_the_page(draft, act, clerk, moment):
    first, second = draft.rows.all()[:2]
    act("row-accept", first.pk, version=1)
    act("row-accept", second.pk, version=1)
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", actor=clerk, as_of=moment)
    first, second = draft.rows.all()[:2]
    _, html = act("row-take", first.pk, version=first.version)
    assert "2025-06-30" in html
    _, html = act("row-decline", second.pk, version=second.version)
    assert "2025-06-30" not in html
    answer, html = act("row-decline", second.pk, version=second.version + 1)
    assert answer.status_code == 409


@pytest.mark.parametrize("name", ["row-accept", "row-drop", "row-edit"])
def test_request_without_a_version_is_refused(name, row, act):
    answer, html = act(name, row.pk)
    assert answer.status_code == 422
    assert "请刷新页面" in html


def test_acts_take_the_same_queries_in_short_and_long_drafts(
    receive, policy, act, django_assert_num_queries, django_assert_max_num_queries
):
    head, _ = policy.decode().split("2. ", 1)
    short = receive((head + "\n").encode()).drafts.get()
    long = receive(policy).drafts.get()
    with django_assert_max_num_queries(40) as one:
        act("row-accept", short.rows.first().pk, version=1)
    with django_assert_num_queries(len(one)):
        act("row-accept", long.rows.first().pk, version=1)
