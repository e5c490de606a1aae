"""Confirmed drafts become gold annotations that the checker accepts."""

import json
import subprocess
import sys

import pytest

from taizhang.documents.domain.queries.documents import DOCUMENT_COLUMNS, documents_rows
from taizhang.documents.domain.queries.gold import confirmed_drafts, gold_of
from taizhang.documents.domain.reviewing import (
    accept_rows,
    add_row,
    drop_row,
    edit_row,
    split_row,
)
from taizhang.documents.enums import DraftState, RowKind, RowState
from taizhang.documents.models import Draft


@pytest.fixture
def by(clerk, moment):
    return {"actor": clerk, "as_of": moment}


def confirm(draft, by):
    """Accept what is proposed and close the draft, as the ledger does."""
    rows = draft.rows.filter(state=RowState.PROPOSED)
    accept_rows(draft, [(row.pk, row.version) for row in rows], **by)
    Draft.objects.filter(pk=draft.pk).update(
        state=DraftState.CONFIRMED, confirmed_by=by["actor"], confirmed_at=by["as_of"]
    )
    return confirmed_drafts().get(pk=draft.pk)


def test_gold_says_what_was_accepted(draft, by):
    gold = gold_of(confirm(draft, by))
    assert (gold["doc"], gold["issued"], gold["level"], gold["jurisdiction"]) == (
        "措施.txt",
        "2026-03-09",
        "市",
        "云岭市",
    )
    first = gold["items"][0]
    assert (first["path"], first["title"]) == (["1"], "加大创新主体培育力度")
    assert first["quote_start"].startswith("1. 加大创新主体培育力度")
    assert first["units"] == [
        {"name": "市科技局", "role": "responsible"},
        {"name": "市工信局", "role": "responsible"},
    ]
    assert first["targets"][0] == {
        "quote": "力争培育40家高新技术企业",
        "indicator": "培育高新技术企业",
        "op": "=",
        "value": 40,
        "value_max": None,
        "unit": "家",
        "deadline": "2026-06-30",
    }
    assert first["deadlines"] == [{"quote": "上半年", "date": "2026-06-30"}]
    assert gold["notes"] == []


def test_gold_leaves_out_dropped_rows_and_duties(draft, by):
    drop_row(draft.rows.all()[1], 1, **by)
    gold = gold_of(confirm(draft, by))
    assert [item["path"] for item in gold["items"]] == [["1"], ["3"], ["4"]]


def test_gold_names_what_has_no_place_in_the_text(draft, by):
    add_row(draft, title="建立周调度机制", **by)
    row = draft.rows.first()
    extra = {"indicator": "新签项目", "op": "=", "value": 3, "unit": "个", "quote": "新签3个项目"}
    edit_row(row, "targets", [*row.targets, extra], 1, **by)
    gold = gold_of(confirm(draft, by))
    assert len(gold["items"]) == 4
    assert len(gold["items"][0]["targets"]) == 2
    assert len(gold["notes"]) == 2
    assert "建立周调度机制" in " ".join(gold["notes"])
    assert "新签项目" in " ".join(gold["notes"])


def test_split_rows_begin_where_their_parts_begin(draft, by):
    row = draft.rows.all()[1]
    split_row(row, row.text.index("年底前"), 1, share_units=True, **by)
    starts = [item["quote_start"] for item in gold_of(confirm(draft, by))["items"]]
    assert starts[2].startswith("年底前，建设")


def test_only_confirmed_drafts_are_gold(draft, by):
    assert not confirmed_drafts().exists()
    confirm(draft, by)
    assert confirmed_drafts().count() == 1


@pytest.mark.shared
@pytest.mark.parametrize("name", ["zhumadian-2024-double-half", "zhumadian-2023-services"])
def test_checker_accepts_the_gold_of_a_real_document(name, shared, receive, by, tmp_path):
    texts = shared / "gold" / "texts"
    draft = receive((texts / f"{name}.txt").read_bytes(), f"{name}.txt").drafts.first()
    row = draft.rows.filter(kind=RowKind.ITEM).first()
    edit_row(row, "title", "改过的标题", 1, **by)
    gold = gold_of(confirm(draft, by))
    assert len(gold["items"]) > 5
    path = tmp_path / f"{name}.gold.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    checker = shared / "gold" / "check.py"
    done = subprocess.run(
        [sys.executable, checker, texts, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_export_has_one_row_a_document(draft, by):
    confirm(draft, by)
    (row,) = documents_rows()
    assert tuple(row) == DOCUMENT_COLUMNS
    assert (row["标题"], row["条目"], row["已核对"], row["状态"]) == (
        "重点工作若干措施",
        4,
        4,
        "已入账",
    )
    assert row["确认人"] == "周敏"
    assert len(row["哈希值"]) == 64


def test_export_takes_one_query(draft, receive, policy, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(documents_rows())) == 1
    for number in (8, 9):
        receive(policy.replace("7号".encode(), f"{number}号".encode()))
    with django_assert_num_queries(1):
        assert len(list(documents_rows())) == 3
