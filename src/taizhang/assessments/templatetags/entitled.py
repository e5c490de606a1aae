"""Words of entitlements for templates."""

from decimal import Decimal
from typing import Any

from django import template

from taizhang.schemes.wording import yuan

from ..models import EntitlementChoice
from ..views.entitled_answer import purpose_label

register = template.Library()
register.filter(purpose_label)


@register.filter
def chosen_labels(choice: EntitlementChoice) -> list[str]:
    """The options that were chosen, with their amounts."""
    return [option_text(option) for option in choice.options if option["code"] in choice.chosen]


@register.filter
def option_labels(choice: EntitlementChoice) -> list[str]:
    """Everything that stood side by side."""
    return [option_text(option) for option in choice.options]


def option_text(option: dict[str, Any]) -> str:
    """A kept option: 科技瞪羚企业 300,000.00 元."""
    amount = yuan(Decimal(option["amount"])) if option["amount"] else ""
    return " ".join(filter(None, (option["label"], amount)))
