"""Which rule holds on a day, and how the shipped one gets there."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.pace.given import give_rule, local
from taizhang.indicators.domain.pace.rules import (
    pace_rule_on,
    record_shipped_rules,
    shipped_rules,
)
from taizhang.indicators.models import PaceRuleVersion
from taizhang.organisations.domain.acting import keep_answers

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def test_the_shipped_rule_is_there_after_migrating_and_is_entered_once():
    assert pace_rule_on(DAY) == shipped_rules()[0]
    assert record_shipped_rules(as_of=local("2026-07-01")) == []
    assert PaceRuleVersion.objects.count() == 1


def test_before_the_first_rule_began_it_holds_already():
    assert pace_rule_on(date(1990, 1, 1)).valid_from == date(2000, 1, 1)


def test_a_rule_holds_from_its_day_on(officer):
    give_rule("season", "line", since=date(2026, 7, 1), by=officer, tolerance_pct=Decimal("2.5"))
    assert pace_rule_on(DAY).methods == ("line",)
    new = pace_rule_on(date(2026, 7, 1))
    assert (new.methods, new.tolerance_pct) == (("season", "line"), Decimal("2.5"))


def test_of_two_for_one_day_the_one_recorded_later_holds(officer):
    give_rule("line", by=officer, stale_days=30)
    give_rule("line", by=officer, stale_days=60)
    assert pace_rule_on(DAY).stale_days == 60


def test_what_was_not_entered_yet_does_not_hold(officer):
    give_rule("line", by=officer, at=local("2026-07-05"), stale_days=30)
    assert pace_rule_on(DAY, known_at=local("2026-07-04")).stale_days == 45
    assert pace_rule_on(DAY, known_at=local("2026-07-06")).stale_days == 30


def test_the_shipped_rule_counts_as_known_from_the_beginning():
    assert pace_rule_on(DAY, known_at=local("1999-01-01")).stale_days == 45


def test_while_a_page_is_read_rules_are_asked_once(django_assert_num_queries):
    with django_assert_num_queries(1), keep_answers():
        pace_rule_on(DAY)
        pace_rule_on(date(2026, 1, 1), known_at=local("2026-07-04"))
