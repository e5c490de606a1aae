"""Drafts held against the units and documents of the installation."""

from datetime import date

import pytest

from taizhang.documents.domain.lint_store import StoredKnowledge
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.extraction.lint import Finding, lint
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Region

TEXT = """云岭市科技创新行动方案
根据《云岭市科技奖励办法》（云政办〔2025〕3号），制定本方案。
一、培育科技企业
2026年6月30日前培育企业20家。（责任单位：{unit}、各县区人民政府）
二、建设科技园区
2026年9月30日前建成园区2个。（责任单位：市财政局）
"""


@pytest.fixture
def units(city: Region, moment):
    ensure_units(["市科技局", "市财政局"], region=city, actor=None, as_of=moment)


@pytest.fixture
def kept(draft: Draft) -> Draft:
    """A document that is held, with the number that the draft cites."""
    draft.title, draft.document_number = "云岭市科技奖励办法", "云政办〔2025〕3号"
    draft.effective_until = None
    draft.save()
    return draft


def findings(
    unit: str = "市科技局", text: str = TEXT, on: date = date(2026, 3, 1)
) -> list[Finding]:
    report = lint(text.format(unit=unit), store=StoredKnowledge(), on=on)
    return [finding for finding in report.findings if finding.severity != "info"]


def test_known_units_and_documents_are_silent(units, kept):
    assert findings() == []


def test_a_long_or_short_name_of_a_known_unit_is_known(units, kept):
    assert findings("云岭市科学技术局") == []


def test_an_unknown_unit_is_named_with_the_one_most_alike(units, kept):
    (finding,) = findings("市科枝局")
    assert (finding.code, finding.severity, finding.quote) == (
        "unknown_unit",
        "warning",
        "市科枝局",
    )
    assert "是不是“市科技局”" in finding.message


def test_a_cited_number_of_an_issuer_we_hold_must_exist(units, kept):
    text = TEXT.replace("2025〕3号", "2025〕9号").replace("科技奖励", "科技人才")
    (finding,) = findings(text=text)
    assert (finding.code, finding.severity) == ("cited_document_unknown", "warning")


def test_a_cited_number_of_another_issuer_is_a_remark(units, kept):
    text = TEXT.replace("云政办〔2025〕3号", "国办发〔2025〕3号")
    report = lint(text.format(unit="市科技局"), store=StoredKnowledge())
    assert [(f.code, f.severity) for f in report.findings] == [("cited_document_unknown", "info")]


def test_a_document_past_its_validity_is_expired(units, kept):
    Draft.objects.filter(pk=kept.pk).update(effective_until=date(2026, 1, 31))
    (finding,) = findings()
    assert (finding.code, finding.severity) == ("cited_document_expired", "warning")
    assert "已于2026年1月31日失效" in finding.message
    assert findings(on=date(2026, 1, 31)) == []


def test_a_document_that_a_later_one_replaced_is_expired(units, kept, receive, clerk, moment):
    later = receive("一、加强奖励。（市科技局负责）".encode(), "修订.txt").drafts.get()
    later.title, later.document_number = "云岭市科技奖励办法（修订）", "云政办〔2026〕1号"
    later.state, later.confirmed_at, later.confirmed_by = DraftState.CONFIRMED, moment, clerk
    later.replaces = kept
    later.save()
    (finding,) = findings()
    assert "已被《云岭市科技奖励办法（修订）》替代" in finding.message


def test_an_expired_document_may_be_repealed(units, kept):
    Draft.objects.filter(pk=kept.pk).update(effective_until=date(2026, 1, 31))
    text = TEXT.replace("根据《", "原《").replace("，制定本方案。", "同时废止。")
    assert findings(text=text) == []


def test_a_discarded_draft_is_not_held(units, kept):
    Draft.objects.filter(pk=kept.pk).update(state=DraftState.DISCARDED)
    assert not StoredKnowledge().has_documents


def test_a_file_is_not_held_against_itself(units, kept):
    assert not StoredKnowledge(source_id=kept.source_id).has_documents


def test_an_empty_installation_says_what_is_off(db):
    report = lint(TEXT.format(unit="市科技局"), store=StoredKnowledge())
    assert report.off == ("unknown_unit", "cited_document_unknown", "cited_document_expired")
    assert not {f.code for f in report.findings} & set(report.off)


def test_the_number_of_queries_does_not_grow_with_the_text(
    units, kept, django_assert_max_num_queries
):
    many = "".join(
        f"第{i}条 按《办法第{i}号规定》（云政办〔2024〕{i}号）办理。（责任单位：市第{i}局）\n"
        for i in range(1, 40)
    )
    with django_assert_max_num_queries(14):
        lint(TEXT.format(unit="市科技局") + many, store=StoredKnowledge())
