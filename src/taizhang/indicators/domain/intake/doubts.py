"""What is doubtful about a figure (存疑提示): asked about before it is taken, never refused."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from django.utils.translation import gettext as _

from taizhang.ledger.domain.payloads import number_text

from ...enums import Accumulation
from .numbers import is_percent, is_points

_TIMES = 10  # against what is known: so many times as large or as small
_MANY_POINTS = 20  # changes of a rate are seldom larger; rates themselves often are


@dataclass(frozen=True, slots=True)
class Setting:
    """What a figure is held against (比对依据).

    `previous`: of the period before; `same_year`: it belongs to the same calendar year;
    `last_year`: of the same period a year ago. None: not known. `written_unit`: what was written
    behind the figure.
    """

    unit: str
    accumulation: str
    previous: Decimal | None = None
    same_year: bool = True
    last_year: Decimal | None = None
    written_unit: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a figure: a code for machines, a sentence for people."""

    code: str
    message: str


def doubts_about(value: Decimal, setting: Setting) -> list[Doubt]:
    """The questions to ask about a figure; none where it looks like those before it."""
    of_unit = [doubt for rule in _OF_UNIT if (doubt := rule(value, setting))]
    rules = _OF_SIZE if not of_unit else ()  # what is in the wrong unit is of the wrong size too
    return of_unit + [doubt for rule in rules if (doubt := rule(value, setting))]


def _share_as_fraction(value: Decimal, setting: Setting) -> Doubt | None:
    """0.98 where 98 % is meant: unless figures like it were given before."""
    known = [each for each in (setting.previous, setting.last_year) if each is not None]
    if not is_percent(setting.unit) or not 0 < abs(value) <= 1:
        return None
    if any(abs(each) <= 1 for each in known):
        return None
    said = _("计量单位是%%，填的是%(value)s：是不是 %(percent)s%%？确实是 %(value)s%% 的请确认。")
    return Doubt(
        "share_as_fraction",
        said % {"value": number_text(value), "percent": number_text(value * 100)},
    )


def _points_and_percent(value: Decimal, setting: Setting) -> Doubt | None:
    """A percentage where percentage points are asked for, or the other way round."""
    if is_points(setting.unit) and (
        is_percent(setting.written_unit) or _looks_like_a_rate(value, setting)
    ):
        said = _(
            "计量单位是个百分点（两个比率之差），填的%(value)s像是比率本身（%%）：请确认，"
            "例如由 10%% 提高到 12%% 应填 2。"
        )
        return Doubt("percent_for_points", said % {"value": number_text(value)})
    if is_percent(setting.unit) and is_points(setting.written_unit):
        said = _("计量单位是%%（比率本身），填的是 %(value)s个百分点（变化）：请确认应填的比率。")
        return Doubt("points_for_percent", said % {"value": number_text(value)})
    return None


def _looks_like_a_rate(value: Decimal, setting: Setting) -> bool:
    known = [each for each in (setting.previous, setting.last_year) if each is not None]
    return abs(value) > _MANY_POINTS and all(abs(each) <= _MANY_POINTS for each in known)


def _far_off(value: Decimal, setting: Setting) -> Doubt | None:
    """Ten times what is known, or a tenth of it."""
    name, known = _measure(setting)
    if known is None or known == 0 or value == 0:
        return None
    if abs(known) < abs(value) * _TIMES and abs(value) < abs(known) * _TIMES:
        return None
    larger = abs(value) > abs(known)
    said = (
        _("%(value)s 是%(name)s（%(known)s）的 %(times)s 倍，是否确认？请核对单位和位数。")
        if larger
        else _(
            "%(value)s 只有%(name)s（%(known)s）的 %(times)s 分之一，是否确认？请核对单位和位数。"
        )
    )
    times = abs(value / known) if larger else abs(known / value)
    facts = {"value": number_text(value), "name": name, "known": number_text(known)}
    return Doubt("far_off", said % (facts | {"times": int(times)}))


def _measure(setting: Setting) -> tuple[str, Decimal | None]:
    """What the size of a figure is compared with. A sum that begins anew each year is like that
    of a year ago, not like that of the whole year before."""
    if setting.accumulation == Accumulation.CUMULATIVE and not setting.same_year:
        return _("上年同期"), setting.last_year
    if setting.previous is not None:
        return _("上期"), setting.previous
    return _("上年同期"), setting.last_year


def _falling_sum(value: Decimal, setting: Setting) -> Doubt | None:
    """A sum since the beginning of the year that is less than that of the period before."""
    if setting.accumulation != Accumulation.CUMULATIVE or not setting.same_year:
        return None
    if setting.previous is None or value >= setting.previous:
        return None
    said = _("指标是年内累计数，%(value)s 比上期（%(known)s）还小：是不是填成了当期数？")
    facts = {"value": number_text(value), "known": number_text(setting.previous)}
    return Doubt("falling_sum", said % facts)


_Rule: TypeAlias = Callable[[Decimal, Setting], Doubt | None]
_OF_UNIT: tuple[_Rule, ...] = (_share_as_fraction, _points_and_percent)
_OF_SIZE: tuple[_Rule, ...] = (_far_off, _falling_sum)
