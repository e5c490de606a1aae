"""The table of a task's parts for templates (分解表)."""

from collections.abc import Sequence

from django import template

from taizhang.ledger.domain.snapshot import Goal

from ..domain.parts.breakdowns import Child, Share

register = template.Library()


@register.filter
def shares_in(child: Child, goals: Sequence[Goal]) -> list[Share | None]:
    """A part's share of each target of the whole; None where it has none."""
    return [child.shares.get(goal.key) for goal in goals]
