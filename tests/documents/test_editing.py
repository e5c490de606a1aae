"""Fields of a row are corrected: spans stay honest, every change is kept, late writers are told."""

import pytest
from django.core.exceptions import PermissionDenied

from taizhang.accounts.enums import Role
from taizhang.documents.domain.errors import (
    ClosedDraftError,
    FieldValueError,
    RowStateError,
    StaleRowError,
)
from taizhang.documents.domain.reviewing import (
    accept_row,
    discard_draft,
    drop_row,
    edit_row,
    edit_row_fields,
)
from taizhang.documents.enums import CorrectionKind, RowState


@pytest.fixture
def row(draft):
    """The first measure: two units, two targets, one deadline."""
    return draft.rows.first()


@pytest.fixture
def edit(clerk, moment):
    def make(row, field, value, version=None, actor=None):
        return edit_row(
            row, field, value, version or row.version, actor=actor or clerk, as_of=moment
        )

    return make


def test_corrected_title_is_kept_with_who_when_before_and_after(row, edit, clerk, moment):
    edit(row, "title", "  培育创新主体 ")
    row.refresh_from_db()
    assert (row.title, row.version) == ("培育创新主体", 2)
    kept = row.corrections.get()
    assert (kept.kind, kept.field) == (CorrectionKind.EDIT, "title")
    assert (kept.before, kept.after) == ("加大创新主体培育力度", "培育创新主体")
    assert (kept.actor, kept.corrected_at) == (clerk, moment)


def test_same_value_is_no_correction(row, edit):
    edit(row, "title", row.title)
    edit(row, "units", row.units)
    edit(row, "targets", row.targets)
    edit(row, "deadlines", row.deadlines)
    row.refresh_from_db()
    assert row.version == 1
    assert not row.corrections.exists()


def test_first_reading_stays_after_corrections(row, edit):
    first = row.first
    edit(edit(row, "title", "甲"), "text", "乙")
    row.refresh_from_db()
    assert row.first == first


def test_unit_that_stays_keeps_its_span_and_a_new_one_is_found_in_the_text(row, edit, source):
    kept = row.units[0]
    edited = edit(
        row,
        "units",
        [
            {"name": "市科技局", "role": "lead"},
            {"name": "高新技术企业", "role": "support"},
            {"name": "市统计局", "role": "support"},
        ],
    )
    assert edited.units[0]["span"] == kept["span"]
    assert edited.units[0]["role"] == "lead"
    assert source.text[slice(*edited.units[1]["span"])] == "高新技术企业"
    assert edited.units[2]["span"] is None


def test_level_prefix_that_the_text_leaves_out_does_not_hide_the_unit(receive, edit, city):
    text = "云岭市人民政府\n关于做好工作的通知\n\n一、推进工作。（科技局负责）\n\n2026年3月9日\n"
    row = receive(text.encode(), level="市").drafts.get().rows.first()
    edited = edit(row, "units", [{"name": "市科技局", "role": "lead"}])
    assert text[slice(*edited.units[0]["span"])] in ("科技局", "市科技局")


def test_target_with_the_same_quote_keeps_its_span(row, edit):
    before = row.targets
    changed = [{**before[0], "value": "45", "op": ">="}, before[1]]
    edited = edit(row, "targets", changed)
    assert edited.targets[0]["span"] == before[0]["span"]
    assert edited.targets[0]["value"] == 45
    assert edited.targets[0]["precision"] == "at_least"
    assert edited.targets[1] == before[1]


def test_new_target_quoted_from_the_text_gets_its_span(row, edit, source):
    new = {
        "indicator": "科技型中小企业",
        "op": "=",
        "value": "120",
        "unit": "家",
        "deadline": "2026-06-30",
        "quote": "120家 科技型中小企业",
    }
    edited = edit(row, "targets", [*row.targets, new])
    assert source.text[slice(*edited.targets[2]["span"])] == "120家科技型中小企业"


def test_deadline_with_another_date_keeps_its_place_as_stated(row, edit):
    before = row.deadlines[0]
    edited = edit(row, "deadlines", [{"quote": before["quote"], "date": "2026-06-15"}])
    assert edited.deadlines == [
        {"quote": "上半年", "date": "2026-06-15", "basis": "stated", "span": before["span"]}
    ]


def test_several_fields_change_together_with_a_correction_each(row, clerk, moment):
    edit_row_fields(
        row, {"title": "甲", "path": ["一", "1"], "text": row.text}, 1, actor=clerk, as_of=moment
    )
    row.refresh_from_db()
    assert (row.title, row.path, row.version) == ("甲", ["一", "1"], 2)
    assert [each.field for each in row.corrections.all()] == ["title", "path"]


def test_one_wrong_value_leaves_all_fields_as_they_were(row, clerk, moment):
    wrong = {"title": "甲", "deadlines": [{"quote": "年底", "date": "2026-13-01"}]}
    with pytest.raises(FieldValueError, match="不是日期"):
        edit_row_fields(row, wrong, 1, actor=clerk, as_of=moment)
    row.refresh_from_db()
    assert row.title == "加大创新主体培育力度"
    assert not row.corrections.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("units", [{"name": "市科技局", "role": "boss"}], "分工"),
        ("units", [{"name": "甲", "role": "lead"}, {"name": "甲", "role": "support"}], "两次"),
        ("targets", [{"indicator": "", "op": "=", "value": "1"}], "没有指标名称"),
        ("targets", [{"indicator": "甲", "op": "=", "value": ""}], "没有目标值"),
        ("targets", [{"indicator": "甲", "op": "=", "value": "许多"}], "不是数字"),
        ("targets", [{"indicator": "甲", "op": "=", "value": "1e99"}], "太大"),
        ("targets", [{"indicator": "甲", "op": "!", "value": "1"}], "算符"),
        ("targets", [{"indicator": "甲", "op": "range", "value": "5", "value_max": "3"}], "上限"),
        ("deadlines", [{"quote": "年底前", "date": ""}], "没有日期"),
        ("title", "长" * 513, "最多 512"),
        ("colour", "红", "没有名为"),
    ],
)
def test_value_that_does_not_fit_is_refused_with_a_sentence(field, value, says, row, edit):
    with pytest.raises(FieldValueError, match=says) as caught:
        edit(row, field, value)
    assert caught.value.field == field


def test_row_keeps_a_title_or_a_text(row, clerk, moment):
    with pytest.raises(FieldValueError, match="不能都是空的"):
        edit_row_fields(row, {"title": "", "text": " "}, 1, actor=clerk, as_of=moment)


def test_late_writer_is_told_who_was_first(row, edit, other):
    edit(row, "title", "甲", actor=other)
    with pytest.raises(StaleRowError, match="孙立"):
        edit(row, "title", "乙", version=1)
    row.refresh_from_db()
    assert row.title == "甲"


def test_dropped_row_is_not_edited(row, edit, clerk, moment):
    dropped = drop_row(row, 1, actor=clerk, as_of=moment)
    with pytest.raises(RowStateError):
        edit(dropped, "title", "甲")


def test_discarded_draft_is_closed(row, draft, edit, clerk, moment):
    discard_draft(draft, actor=clerk, as_of=moment)
    with pytest.raises(ClosedDraftError, match="弃用"):
        edit(row, "title", "甲")


def test_correcting_an_accepted_row_keeps_it_accepted(row, edit, clerk, moment):
    accepted = accept_row(row, 1, actor=clerk, as_of=moment)
    assert edit(accepted, "title", "甲").state == RowState.ACCEPTED


def test_other_roles_may_not_correct(row, edit, person):
    with pytest.raises(PermissionDenied):
        edit(row, "title", "甲", actor=person("leader", Role.CITY_LEADER))
