"""The step that follows the review of a draft: confirming it (确认入账)."""

from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.documents.registry import ReviewStep, register_review_step

from .permissions import may_confirm_draft


def may_confirm(person: Person, draft: Draft) -> bool:
    """The supervision office, while the draft is open."""
    return may_confirm_draft(person) and draft.state == DraftState.OPEN


def register_confirm_step() -> None:
    """Put the button on the review page; called once when the application starts."""
    register_review_step(ReviewStep(_("确认入账"), "ledger:confirm", may_confirm))
