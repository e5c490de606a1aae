"""Chips and words of bulletins for templates."""

from collections.abc import Iterable, Mapping

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from taizhang.indicators.enums import Pace

from ..domain.queries.numbers import written_about, written_figure
from ..enums import BulletinState

register = template.Library()
register.filter(written_about)
register.filter(written_figure)

_STATES = {
    BulletinState.DRAFT: ("○", "grey"),
    BulletinState.REVIEWED: ("◆", "orange"),
    BulletinState.ISSUED: ("●", "blue"),
    BulletinState.ANSWERED: ("✓", "green"),
}
_PACES = {
    Pace.BEHIND: ("■", "red"),
    Pace.ON_PACE: ("●", "blue"),
    Pace.AHEAD: ("▲", "green"),
    Pace.DONE: ("✓", "green"),
    Pace.UNKNOWN: ("?", "grey"),
}


@register.filter
def bulletin_chip(state: str) -> SafeString:
    """The chip of a bulletin's state."""
    shape, tone = _STATES[BulletinState(state)]
    return _chip(shape, str(BulletinState(state).label), tone)


@register.filter
def pace_chip(pace: str) -> SafeString:
    """The chip of a class of pace."""
    shape, tone = _PACES[Pace(pace)]
    return _chip(shape, str(Pace(pace).label), tone)


@register.filter
def unit_names(ids: Iterable[int], names: Mapping[int, str]) -> list[str]:
    """The names of units by their ids."""
    return [names[pk] for pk in ids if pk in names]


def _chip(shape: str, word: str, tone: str) -> SafeString:
    return render_to_string("parts/chip.html", {"shape": shape, "word": word, "tone": tone})
