"""Lights for templates: the chip of an outcome, the colours of a regime."""

from typing import Any

from django import template

from ..light_column import look_of
from ..regimes import Outcome, Regime, colour_names

register = template.Library()


@register.inclusion_tag("parts/chip.html")
def light_chip(outcome: Outcome) -> dict[str, Any]:
    """The chip of an outcome."""
    return look_of(outcome)


@register.filter
def colours(regime: Regime) -> list[dict[str, Any]]:
    """A chip for each colour of a regime, with the colour's name."""
    found = dict.fromkeys(rule.then.colour for rule in regime.rules)
    names = colour_names()
    return [look_of(Outcome(colour, names.get(colour, colour))) for colour in found]
