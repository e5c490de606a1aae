"""The steps of a bulletin's road, as its tests take them."""

from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin


def draft(actor, keeper_id=None, period=HALF, **more):
    """A draft on what is known now."""
    return draft_bulletin(period, keeper_id=keeper_id, actor=actor, as_of=timezone.now(), **more)


def issue(bulletin, *, reviewer, issuer):
    """A draft reviewed and issued."""
    review_bulletin(bulletin, seen=bulletin.digest, actor=reviewer, as_of=timezone.now())
    return issue_bulletin(bulletin, seen=bulletin.digest, actor=issuer, as_of=timezone.now())
