"""A release that corrects a rule or a template and no table brings it at the next start."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.indicators.domain.pace import rules as pace_rules
from taizhang.indicators.domain.warnings import rule_versions
from taizhang.indicators.models import PaceRuleVersion, WarningRuleVersion
from taizhang.project.upgrade import bring_up_to_date, pending_migrations
from taizhang.reporting.domain.wording import template_versions
from taizhang.reporting.models import BulletinTemplate
from taizhang.supervision.domain.rules import regime_versions, versioning
from taizhang.supervision.models import MechanismVersion, RegimeVersion

pytestmark = pytest.mark.django_db
NOTE = "# corrected\n"


def _pace_rules():
    return [replace(rule, valid_from=date(2031, 1, 1)) for rule in pace_rules.shipped_rules()[:1]]


def _warning_rules():
    return [text + NOTE for text in rule_versions.shipped_rules()]


def _templates():
    kinds = template_versions.shipped_templates()
    return {kind: text + "{# corrected #}\n" for kind, text in kinds.items()}


def _regimes():
    return [replace(each, text=each.text + NOTE) for each in regime_versions.shipped_regimes()]


def _mechanisms():
    return {key: text + NOTE for key, text in versioning.shipped_texts().items()}


@pytest.mark.parametrize(
    ("model", "module", "name", "correct"),
    [
        (PaceRuleVersion, pace_rules, "shipped_rules", _pace_rules),
        (WarningRuleVersion, rule_versions, "shipped_rules", _warning_rules),
        (BulletinTemplate, template_versions, "shipped_templates", _templates),
        (RegimeVersion, regime_versions, "shipped_regimes", _regimes),
        (MechanismVersion, versioning, "shipped_texts", _mechanisms),
    ],
)
def test_corrected_texts_come_with_a_release_without_a_migration(
    model, module, name, correct, monkeypatch
):
    assert not pending_migrations()
    before, corrected = model.objects.count(), correct()
    monkeypatch.setattr(module, name, lambda: corrected)
    for _start in range(2):  # the second finds nothing left to enter
        bring_up_to_date()
        assert model.objects.count() == before + len(corrected) > before
