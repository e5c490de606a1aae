"""Payments for the same purpose: the clause that decides, and where a person has to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from schemes.entitlements.facts_about import found_for
from taizhang.schemes.entitlements import (
    Decision,
    decided_by,
    entitlement_table,
    rivalries_of,
    settled_total,
)


def test_both_are_paid_where_a_clause_says_so() -> None:
    found = found_for({"category": "poor_labour", "training_days": 10, "out_of_city": "是"})
    (rivalry,) = rivalries_of(found.values())
    assert rivalry.is_decided
    assert [each.amount for each in rivalry.kept] == [Decimal(300), Decimal(300)]
    assert "驻政办〔2020〕58号附件6（七）" in decided_by(rivalry)
    assert settled_total(found.values(), "A") == Decimal(600)


def test_a_person_chooses_where_no_clause_decides() -> None:
    found = found_for({"recognition": "gazelle"}, {"recognition": "fledgling"})
    (rivalry,) = rivalries_of(found.values())
    assert not rivalry.is_decided
    assert rivalry.kept == ()
    assert "没有条款决定" in decided_by(rivalry)
    assert settled_total(found.values(), "A") == 0


def test_what_is_not_paid_competes_with_nothing() -> None:
    found = found_for({"recognition": "gazelle"}, {"recognition": "unicorn"})
    assert rivalries_of(found.values()) == ()
    assert settled_total(found.values(), "A") == Decimal(300_000)


def test_different_purposes_do_not_compete() -> None:
    found = found_for({"recognition": "gazelle"}, {"recognition": "tech_sme"})
    assert rivalries_of(found.values()) == ()
    assert settled_total(found.values(), "A") == Decimal(310_000)


@pytest.mark.parametrize(("decision", "kept"), [("together", 2), ("highest", 1)])
def test_a_decision_keeps_what_it_names(decision: str, kept: int) -> None:
    found = found_for({"recognition": "gazelle"}, {"recognition": "fledgling"}).values()
    decided = [
        replace(e, way=replace(e.way, purpose=replace(e.purpose, decision=Decision(decision))))
        for e in found
    ]
    (rivalry,) = rivalries_of(decided)
    assert len(rivalry.kept) == kept
    assert rivalry.kept[0].way.code == "gazelle"


def test_the_table_names_the_others_of_the_same_purpose() -> None:
    found = found_for({"recognition": "gazelle"}, {"recognition": "fledgling"})
    table = entitlement_table(list(found.values()))
    assert table["same_purpose"].to_list() == ["科技雏鹰企业", "科技瞪羚企业"]
    assert table["amount_yuan"].to_list() == [30_000_000, 10_000_000]
    assert all("由经办人选定" in said for said in table["decided_by"])
