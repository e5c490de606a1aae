"""A person chooses between payments for the same purpose where no clause decides (选定)."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.schemes.entitlements import Rivalry

from ...models import EntitlementChoice
from ...permissions import may_choose_entitlements
from ..errors import RunError, RunNotAllowedError


@transaction.atomic
def record_choice(
    rivalry: Rivalry,
    *,
    chosen: Collection[str],
    reason: str,
    facts: Sequence[dict[str, str]],
    as_of: date,
    actor: Person,
    at: datetime,
) -> EntitlementChoice:
    """Record which of the options are paid, and why; the last record of a purpose holds.

    Raises RunNotAllowedError; RunError `clause_decides`, `unknown_option`, `no_reason`.
    """
    if not may_choose_entitlements(actor):
        raise RunNotAllowedError("not_allowed", _("只有考核管理员和督查室主任可以选定。"))
    if rivalry.is_decided:
        raise RunError("clause_decides", _("有条款决定，不用选定。"))
    codes = [option.code for option in rivalry.options]
    if not chosen or not set(chosen) <= set(codes):
        raise RunError("unknown_option", _("请在列出的项目里选。"), field="chosen")
    if not reason.strip():
        raise RunError("no_reason", _("请写明理由。"), field="reason")
    return EntitlementChoice.objects.create(
        subject=rivalry.subject,
        name=rivalry.name,
        purpose=rivalry.purpose.code,
        as_of=as_of,
        options=options_of(rivalry),
        chosen=[code for code in dict.fromkeys(codes) if code in chosen],
        reason=reason.strip(),
        facts_digest=facts_digest(facts),
        actor=actor,
        recorded_at=at,
    )


def options_of(rivalry: Rivalry) -> list[dict[str, str]]:
    """What stands side by side, as it is kept."""
    return [
        {
            "code": option.code,
            "label": option.label,
            "amount": "" if option.amount is None else str(option.amount),
            "source": option.source,
        }
        for option in rivalry.options
    ]


def facts_digest(facts: Sequence[dict[str, str]]) -> str:
    """SHA-256 of facts, the same for the same cells."""
    text = json.dumps(list(facts), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def last_choices(subjects: Iterable[str]) -> dict[tuple[str, str], EntitlementChoice]:
    """The choices that hold, by subject and purpose."""
    rows = EntitlementChoice.objects.filter(subject__in=set(subjects)).select_related("actor")
    return {(row.subject, row.purpose): row for row in rows.order_by("id")}
