"""What a draft says of its document is corrected; a new date of issue reads the document anew."""

import pytest

from taizhang.documents.domain.errors import ClosedDraftError, FieldValueError, StaleRowError
from taizhang.documents.domain.reviewing import (
    accept_row,
    decline_offer,
    discard_draft,
    edit_draft,
    edit_draft_fields,
    edit_row,
    take_offer,
)
from taizhang.documents.enums import RowState


@pytest.fixture
def by(clerk, moment):
    return {"actor": clerk, "as_of": moment}


def test_corrected_number_is_kept_with_before_and_after(draft, by):
    edit_draft(draft, "document_number", "云政办〔2026〕9号", was="云政办〔2026〕7号", **by)
    draft.refresh_from_db()
    assert draft.document_number == "云政办〔2026〕9号"
    kept = draft.corrections.get()
    assert (kept.field, kept.before, kept.after, kept.row) == (
        "document_number",
        "云政办〔2026〕7号",
        "云政办〔2026〕9号",
        None,
    )


def test_late_writer_is_told_what_stands_now(draft, by):
    edit_draft(draft, "title", "甲", was=draft.title, **by)
    with pytest.raises(StaleRowError, match="甲"):
        edit_draft(draft, "title", "乙", was="重点工作若干措施", **by)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("issued", "三月九日", "不是日期"),
        ("level", "星", "不认识"),
        ("title", "长" * 513, "最多 512"),
        ("state", "confirmed", "没有名为"),
    ],
)
def test_wrong_value_is_refused(field, value, says, draft, by):
    was = {"issued": "2026-03-09", "level": "市", "title": draft.title, "state": "open"}[field]
    with pytest.raises(FieldValueError, match=says):
        edit_draft(draft, field, value, was=was, **by)


def test_other_region_is_known_from_then_on(draft, by):
    edit_draft(draft, "jurisdiction", "青石县", was="云岭市", **by)
    draft.refresh_from_db()
    assert draft.region.name == "青石县"


def test_new_date_of_issue_reads_untouched_rows_anew(draft, by):
    count = draft.rows.count()
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", **by)
    rows = list(draft.rows.all())
    assert len(rows) == count
    assert rows[0].deadlines[0]["date"] == "2025-06-30"
    assert rows[0].targets[0]["deadline"] == "2025-06-30"
    assert rows[0].first["deadlines"] == rows[0].deadlines


def test_new_date_of_issue_is_offered_where_rows_were_decided(draft, by):
    rows = list(draft.rows.all())
    accept_row(rows[0], 1, **by)
    edit_row(rows[1], "title", "甲", 1, **by)
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", **by)
    first, second = draft.rows.all()[:2]
    assert first.state == RowState.ACCEPTED
    assert first.deadlines[0]["date"] == "2026-06-30"
    assert first.offer["deadlines"][0]["date"] == "2025-06-30"
    assert second.title == "甲"
    taken = take_offer(first, first.version, **by)
    assert taken.deadlines[0]["date"] == taken.targets[0]["deadline"] == "2025-06-30"
    assert taken.deadlines[0]["span"] == first.deadlines[0]["span"]
    assert taken.offer is None
    declined = decline_offer(second, second.version, **by)
    assert (declined.offer, declined.deadlines) == (None, second.deadlines)


def test_rows_nobody_touched_read_anew_beside_a_decided_one(draft, by):
    accept_row(draft.rows.first(), 1, **by)
    keys = [row.pk for row in draft.rows.all()]
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", **by)
    rows = list(draft.rows.all())
    assert [row.pk for row in rows] == keys
    assert rows[1].deadlines[0]["date"] == rows[1].first["deadlines"][0]["date"] == "2025-06-30"
    assert rows[1].offer is None
    assert rows[1].version == 2
    assert rows[0].deadlines[0]["date"] == "2026-06-30"


def test_text_without_a_document_can_get_a_date_by_hand(receive, by):
    draft = receive("今天天气很好。\n".encode()).drafts.get()
    edit_draft(draft, "issued", "2025-03-09", was="", **by)
    draft.refresh_from_db()
    assert draft.issued.isoformat() == "2025-03-09"


def test_offer_is_gone_when_the_date_is_corrected_back(draft, by):
    accept_row(draft.rows.first(), 1, **by)
    edit_draft(draft, "issued", "2025-03-09", was="2026-03-09", **by)
    edit_draft(draft, "issued", "2026-03-09", was="2025-03-09", **by)
    assert not draft.rows.exclude(offer=None).exists()


def test_new_level_completes_unit_names_anew(receive, by):
    text = "关于做好工作的通知\n\n一、推进工作。（科技局、财政局负责）\n"
    draft = receive(text.encode()).drafts.get()
    edit_draft(draft, "level", "县", was="", **by)
    assert [unit["name"] for unit in draft.rows.get().units] == ["县科技局", "县财政局"]


def test_several_fields_change_together(draft, by):
    values = {"title": "甲", "effective_until": "2027-12-31"}
    was = {"title": draft.title, "effective_until": ""}
    edit_draft_fields(draft, values, was=was, **by)
    draft.refresh_from_db()
    assert (draft.title, draft.effective_until.isoformat()) == ("甲", "2027-12-31")


def test_discarded_draft_is_not_edited(draft, by):
    discard_draft(draft, **by)
    with pytest.raises(ClosedDraftError):
        edit_draft(draft, "title", "甲", was=draft.title, **by)
