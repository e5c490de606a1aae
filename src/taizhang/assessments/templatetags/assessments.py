"""Chips and words of runs for templates."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from taizhang.schemes import schemes

from ..enums import ObjectionState, RunState

register = template.Library()

_RUNS = {
    RunState.COMPUTING: ("◌", "blue"),
    RunState.REFUSED: ("■", "red"),
    RunState.FAILED: ("■", "red"),
    RunState.DRAFT: ("○", "grey"),
    RunState.SUBMITTED: ("◆", "orange"),
    RunState.PUBLISHED: ("●", "blue"),
    RunState.FINAL: ("✓", "green"),
    RunState.WITHDRAWN: ("×", "grey"),
}
_OBJECTIONS = {
    ObjectionState.OPEN: ("▲", "yellow"),
    ObjectionState.CORRECTING: ("◌", "blue"),
    ObjectionState.UPHELD: ("✓", "green"),
    ObjectionState.REJECTED: ("×", "grey"),
}


@register.filter
def run_chip(state: str) -> SafeString:
    """The chip of a run's state."""
    return _chip(*_RUNS[RunState(state)], str(RunState(state).label))


@register.filter
def objection_chip(state: str) -> SafeString:
    """The chip of an objection's state."""
    return _chip(*_OBJECTIONS[ObjectionState(state)], str(ObjectionState(state).label))


@register.filter
def scheme_title(name: str) -> str:
    """The Chinese name of a scheme; its registry name where this product does not know it."""
    known = schemes().get(name)
    return known.definition.title if known else name


def _chip(shape: str, tone: str, word: str) -> SafeString:
    return render_to_string("parts/chip.html", {"shape": shape, "word": word, "tone": tone})
