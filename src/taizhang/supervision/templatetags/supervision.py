"""Words and chips of supervision for templates."""

from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from taizhang.calendars import TIME_ZONE, local_day
from taizhang.papers.official import chinese_limit

from ..domain.clocks.days import day_of_due
from ..domain.queries.mechanisms import term_words
from ..enums import Colour, Every, SlipStage
from ..mechanisms import Within

register = template.Library()


@register.filter
def term(within: Within) -> str:
    """A term as people say it: 3 个工作日."""
    return term_words(within)


@register.filter
def weekday(day: date) -> str | Promise:
    """The day of the week: 星期三."""
    return WEEKDAYS[day.weekday()]


@register.filter
def every_word(every: str) -> str | Promise:
    """How often: 每月."""
    return Every(every).label


@register.filter
def colour_chip(colour: str) -> SafeString:
    """A slip's colour as a chip with its word."""
    context = {"shape": "■", "word": Colour(colour).label, "tone": colour}
    return render_to_string("parts/chip.html", context)


@register.filter
def due_day(moment: datetime) -> date:
    """The day that ends at a due moment."""
    return day_of_due(moment)


@register.filter
def localdate(moment: datetime) -> date:
    """The day of a moment in China."""
    return local_day(moment)


@register.filter
def month_day(day: date) -> str:
    """10月13日, where the year is known."""
    if (get_language() or "").startswith("zh"):
        return f"{day.month}月{day.day}日"
    return f"{day:%m-%d}"


_STAGES = {
    SlipStage.UNANSWERED: ("○", "blue"),
    SlipStage.LATE: ("■", "red"),
    SlipStage.TO_SIGN: ("◔", "yellow"),
    SlipStage.TO_REVIEW: ("◆", "orange"),
    SlipStage.LIFTED: ("✓", "green"),
}


@register.filter
def slip_stage_chip(stage: str) -> SafeString:
    """How far a slip has come, as a chip with its word."""
    shape, tone = _STAGES[SlipStage(stage)]
    context = {"shape": shape, "word": SlipStage(stage).label, "tone": tone}
    return render_to_string("parts/chip.html", context)


@register.filter
def limit_said(due: datetime) -> str:
    """A due moment as official papers print it: 2026年11月30日24时."""
    return chinese_limit(due.astimezone(TIME_ZONE))


@register.filter
def last_day(due: datetime) -> date:
    """The day that ends at a due moment."""
    return day_of_due(due)
