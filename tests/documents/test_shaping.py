"""Rows are added, split, merged, dropped, restored and accepted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from taizhang.documents.domain.errors import (
    ClosedDraftError,
    FieldValueError,
    RowStateError,
    StaleRowError,
)
from taizhang.documents.domain.reviewing import (
    accept_row,
    accept_rows,
    add_row,
    discard_draft,
    drop_row,
    edit_row,
    merge_rows,
    restore_draft,
    restore_row,
    split_row,
)
from taizhang.documents.enums import CorrectionKind, DraftState, RowKind, RowState
from taizhang.documents.models import Correction, DraftRow


@pytest.fixture
def by(clerk, moment):
    """Who acts, and when."""
    return {"actor": clerk, "as_of": moment}


@pytest.fixture
def rows(draft):
    return list(draft.rows.filter(kind=RowKind.ITEM))


def titles(draft):
    rows = draft.rows.exclude(kind=RowKind.DUTY).exclude(state=RowState.DROPPED)
    return [row.heading for row in rows]


def test_row_added_from_a_passage_stands_where_the_passage_stands(draft, source, by):
    start = source.text.index("推进创新龙头企业提升引领")
    added = add_row(draft, span=(start - 1, start + 13), **by)
    assert added.text == source.text[added.span_start : added.span_end]
    assert added.kind == RowKind.ADDED
    assert added.first == {}
    assert titles(draft)[1] == added.heading
    assert len(set(draft.rows.values_list("position", flat=True))) == draft.rows.count()


def test_blanks_around_a_passage_are_left_out(draft, source, by):
    start = source.text.index("\n\n1. 加大")
    added = add_row(draft, span=(start, start + 8), **by)
    assert added.text == "1. 加大创"
    assert source.text[added.span_start : added.span_end] == "1. 加大创"


def test_row_written_by_hand_comes_last(draft, by):
    added = add_row(draft, title="建立周调度机制", **by)
    assert (added.span_start, added.text) == (None, "")
    assert titles(draft)[-1] == "建立周调度机制"


@pytest.mark.parametrize("span", [None, (5, 5), (0, 10**9), (10, 5)])
def test_row_of_nothing_is_refused(span, draft, by):
    with pytest.raises(FieldValueError):
        add_row(draft, span=span, **by)


def test_row_of_blanks_is_refused(draft, source, by):
    start = source.text.index("\n\n1. 加大")
    with pytest.raises(FieldValueError, match="任务名称"):
        add_row(draft, span=(start, start + 2), **by)


def test_split_sends_each_entry_to_the_part_it_stands_in(rows, source, by):
    row = rows[1]
    at = row.text.index("年底前")
    first, second = split_row(row, at, 1, **by)
    assert [d["quote"] for d in first.deadlines] == ["上半年"]
    assert [d["quote"] for d in second.deadlines] == ["年底前"]
    assert [t["value"] for t in first.targets] == [12]
    assert first.units == []
    assert [unit["name"] for unit in second.units] == ["市科技局", "市发改委"]
    for part in (first, second):
        assert part.text == source.text[part.span_start : part.span_end]
    assert (second.position, second.path, second.version) == (row.position + 1, ["2"], 1)


def test_split_may_leave_all_units_with_both_parts(rows, by):
    first, second = split_row(rows[1], 20, 1, share_units=True, **by)
    assert first.units == second.units
    assert len(first.units) == 2


def test_split_of_a_text_written_by_hand_keeps_the_words(rows, by):
    row = edit_row(rows[0], "text", "先做甲事。 再做乙事。", 1, **by)
    first, second = split_row(row, 5, 2, **by)
    assert (first.text, second.text) == ("先做甲事。", "再做乙事。")
    assert second.span_start is None
    assert first.targets == rows[0].targets


@pytest.mark.parametrize("at", [0, -3, 10**6])
def test_split_outside_the_text_is_refused(at, rows, by):
    with pytest.raises(FieldValueError):
        split_row(rows[0], at, 1, **by)


def test_merge_runs_from_the_first_to_the_end_of_the_second(rows, source, by):
    merged = merge_rows(rows[0], rows[1], (1, 1), **by)
    assert merged.text == source.text[rows[0].span_start : rows[1].span_end]
    assert [unit["name"] for unit in merged.units] == ["市科技局", "市工信局", "市发改委"]
    assert len(merged.targets) == 3
    second = DraftRow.objects.get(pk=rows[1].pk)
    assert (second.state, second.merged_into) == (RowState.DROPPED, merged)


def test_merge_undoes_a_split(rows, by):
    before = (rows[1].text, rows[1].targets, rows[1].deadlines, rows[1].units)
    first, second = split_row(rows[1], rows[1].text.index("年底前"), 1, **by)
    merged = merge_rows(first, second, (first.version, second.version), **by)
    assert (merged.text, merged.targets, merged.deadlines, merged.units) == before


def test_rows_that_are_not_neighbours_are_not_merged(rows, by):
    with pytest.raises(RowStateError, match="相邻"):
        merge_rows(rows[0], rows[2], (1, 1), **by)
    drop_row(rows[1], 1, **by)
    assert merge_rows(rows[0], rows[2], (1, 1), **by).text.endswith(rows[2].text[-10:])


def test_item_is_not_merged_with_a_duty(draft, rows, by):
    duty = draft.rows.get(kind=RowKind.DUTY)
    with pytest.raises(RowStateError):
        merge_rows(rows[-1], duty, (1, 1), **by)


def test_row_that_was_merged_away_is_not_restored(rows, by):
    merge_rows(rows[0], rows[1], (1, 1), **by)
    with pytest.raises(RowStateError, match="并入"):
        restore_row(rows[1], 2, **by)


def test_dropped_row_comes_back(rows, by):
    dropped = drop_row(rows[0], 1, **by)
    assert dropped.state == RowState.DROPPED
    with pytest.raises(RowStateError):
        drop_row(dropped, 2, **by)
    assert restore_row(dropped, 2, **by).state == RowState.PROPOSED
    kinds = [each.kind for each in dropped.corrections.all()]
    assert kinds == [CorrectionKind.DROP, CorrectionKind.RESTORE]


def test_accepted_row_can_be_opened_again(rows, by):
    accepted = accept_row(rows[0], 1, **by)
    assert accepted.state == RowState.ACCEPTED
    assert restore_row(accepted, 2, **by).state == RowState.PROPOSED


def test_rows_are_accepted_together_or_not_at_all(draft, rows, other, moment, by):
    edit_row(rows[2], "title", "甲", 1, actor=other, as_of=moment)
    with pytest.raises(StaleRowError, match="孙立"):
        accept_rows(draft, [(row.pk, 1) for row in rows], **by)
    assert not draft.rows.filter(state=RowState.ACCEPTED).exists()
    accept_rows(draft, [(row.pk, 2 if row == rows[2] else 1) for row in rows], **by)
    assert draft.rows.filter(state=RowState.ACCEPTED).count() == 4


def test_accepting_many_rows_takes_a_fixed_number_of_queries(
    draft, rows, by, django_assert_num_queries
):
    with django_assert_num_queries(6):
        accept_rows(draft, [(rows[0].pk, 1)], **by)
    with django_assert_num_queries(6):
        accept_rows(draft, [(row.pk, 1) for row in rows[1:]], **by)


def test_discarded_draft_takes_no_acts_until_it_is_restored(draft, rows, by):
    discard_draft(draft, **by)
    for act in (
        lambda: accept_row(rows[0], 1, **by),
        lambda: add_row(draft, title="甲", **by),
        lambda: split_row(rows[0], 5, 1, **by),
        lambda: merge_rows(rows[0], rows[1], (1, 1), **by),
    ):
        with pytest.raises(ClosedDraftError):
            act()
    assert restore_draft(draft, **by).state == DraftState.OPEN
    assert accept_row(rows[0], 1, **by)


def test_every_act_leaves_a_correction(draft, rows, by):
    split_row(rows[0], 20, 1, **by)
    add_row(draft, title="甲", **by)
    merge_rows(rows[2], rows[3], (1, 1), **by)
    accept_row(rows[1], 1, **by)
    kinds = set(Correction.objects.values_list("kind", flat=True))
    assert kinds == {
        CorrectionKind.SPLIT,
        CorrectionKind.ADD,
        CorrectionKind.MERGE,
        CorrectionKind.ACCEPT,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["update", "delete", "truncate"])
def test_corrections_cannot_be_changed_or_removed(act, draft, rows, by):
    accept_row(rows[0], 1, **by)
    statement = {
        "update": "UPDATE documents_correction SET actor_id = actor_id",
        "delete": "DELETE FROM documents_correction",
        "truncate": "TRUNCATE documents_correction",
    }[act]
    with (
        pytest.raises((IntegrityError, InternalError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Correction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_on_one_row_at_the_same_moment_one_is_told(draft, rows, clerk, other, moment):
    def work(person):
        try:
            edit_row(rows[0], "title", person.name, 1, actor=person, as_of=moment)
        except StaleRowError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, [clerk, other])) == 1
    assert rows[0].corrections.count() == 1
