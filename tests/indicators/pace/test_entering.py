"""Another rule of pace is entered with its reference; what held before stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.pace.given import local
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.pace.entering import record_pace_rule
from taizhang.indicators.domain.pace.rules import PaceRule, pace_rule_on
from taizhang.indicators.enums import Frequency
from taizhang.indicators.models import PaceRuleVersion

pytestmark = pytest.mark.django_db
NOON = local("2026-06-30T12:00")
RULE = PaceRule(date(2026, 7, 1), Decimal(3), 30, "云政办〔2026〕3号", ("season", "line"))


@pytest.mark.parametrize("person", ["officer", "head"])
def test_officer_and_head_enter_a_rule(request, person):
    record_pace_rule(RULE, actor=request.getfixturevalue(person), as_of=NOON)
    assert pace_rule_on(date(2026, 7, 1)) == RULE
    assert pace_rule_on(date(2026, 6, 30)).methods == ("line",)
    assert PaceRuleVersion.objects.count() == 2


@pytest.mark.parametrize("person", ["clerk", "liaison", "mayor"])
def test_nobody_else_does(request, person):
    with pytest.raises(IndicatorError) as refused:
        record_pace_rule(RULE, actor=request.getfixturevalue(person), as_of=NOON)
    assert refused.value.code == "not_allowed"
    assert PaceRuleVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tolerance_pct", Decimal(0)),
        ("tolerance_pct", Decimal("100.01")),
        ("stale_days", 0),
        ("stale_days", 4000),
        ("grace_days", {**dict.fromkeys(Frequency.values, 0), "year": -1}),
        ("grace_days", {**dict.fromkeys(Frequency.values, 0), "week": 3661}),
        ("grace_days", {"month": 0}),
        ("methods", ()),
        ("methods", ("line", "line")),
        ("methods", ("moon",)),
        ("reference", " "),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(officer, field, value):
    with pytest.raises(IndicatorError) as refused:
        record_pace_rule(replace(RULE, **{field: value}), actor=officer, as_of=NOON)
    assert (refused.value.code, refused.value.field) == (f"bad_{field}", field)


def test_the_same_rule_again_is_refused(officer):
    record_pace_rule(RULE, actor=officer, as_of=NOON)
    with pytest.raises(IndicatorError) as refused:
        record_pace_rule(RULE, actor=officer, as_of=NOON)
    assert refused.value.code == "unchanged"
