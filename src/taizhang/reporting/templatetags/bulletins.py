"""Chips and words of bulletins for templates."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.pace_marks import pace_chip_of

from ..domain.queries.numbers import written_about, written_figure
from ..enums import BulletinState
from ..models import NamedUnit

register = template.Library()
register.filter(written_about)
register.filter(written_figure)

_STATES = {
    BulletinState.DRAFT: ("○", "grey"),
    BulletinState.REVIEWED: ("◆", "orange"),
    BulletinState.ISSUED: ("●", "blue"),
    BulletinState.ANSWERED: ("✓", "green"),
}
_STANDS = {
    "late": _("逾期办结"),
    "closed": _("已办结"),
    "overdue": _("逾期未办结"),
    "underway": _("办理中"),
    "waiting": _("尚未交办"),
}


@register.filter
def bulletin_chip(state: str) -> SafeString:
    """The chip of a bulletin's state."""
    shape, tone = _STATES[BulletinState(state)]
    return _chip(shape, str(BulletinState(state).label), tone)


@register.filter
def pace_chip(pace: str) -> SafeString:
    """The chip of a class of pace."""
    return _chip(**pace_chip_of(pace))


@register.filter
def unit_names(ids: Iterable[int], names: Mapping[int, str]) -> list[str]:
    """The names of units by their ids."""
    return [names[pk] for pk in ids if pk in names]


@register.filter
def task_stand(state: str) -> str:
    """Where a task of a kept list stands."""
    return str(_STANDS[state])


@register.filter
def moment_of(text: str) -> datetime:
    """A moment as a kept list writes it, in the time of the place."""
    return localtime(datetime.fromisoformat(text))


@register.simple_tag
def answer_chip(row: NamedUnit, today: date | None = None) -> SafeString:
    """Whether a named unit has answered, and how many days late it is or was."""
    late = row.days_late(today or localdate())
    days = ngettext("逾期 %(days)s 天", "逾期 %(days)s 天", late) % {"days": late}
    if row.answered_at:
        said = gettext("已回复")
        return _chip("✓", f"{said}（{days}）" if late else said, "yellow" if late else "green")
    return _chip("■", days, "red") if late else _chip("▲", gettext("未回复"), "yellow")


def _chip(shape: str, word: str, tone: str) -> SafeString:
    return render_to_string("parts/chip.html", {"shape": shape, "word": word, "tone": tone})
