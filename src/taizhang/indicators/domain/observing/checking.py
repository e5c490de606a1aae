"""What is asked of every figure before any of a submission is taken (报数检查)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from django.db import connection
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ...enums import Frequency, Source, Way
from ...permissions import may_enter
from ..errors import FigureProblem
from ..periods import is_period_end
from ..queries.series import Known
from ..types import EARLIEST, FigureInput

BY_PEOPLE = frozenset({Way.PAGE, Way.EXCEL, Way.API})  # who may is checked, days are period ends
_PLACES, _DIGITS = 6, 22  # of a value: behind the point, before it
_SCALED_PLACES = 14  # of a figure that was reported in another scale: 元 in 亿元
_EXACT = Context(prec=60)
_LAST = """
SELECT DISTINCT ON (o.series_id, o.day) o.series_id, o.day, o.value, o.is_final
FROM unnest(%s::bigint[], %s::date[]) AS i(series_id, day)
JOIN indicators_observation o ON o.series_id = i.series_id AND o.day = i.day AND o.source = %s
ORDER BY o.series_id, o.day, o.id DESC
"""

Place = tuple[int, date]  # series and day
Found = tuple[str, str, str]  # code, message, field


@dataclass(frozen=True, slots=True)
class Ground:
    """What the figures of a submission are checked against."""

    series: Mapping[int, Known]
    last: Mapping[Place, tuple[Decimal, bool]]  # of the same source: value, final
    today: date
    way: str
    actor: Person | None
    acting: Collection[int]


def last_figures(rows: Sequence[FigureInput], source: int) -> dict[Place, tuple[Decimal, bool]]:
    """What this source gave last for the same series and days: one query."""
    places = sorted({(row.series_id, row.day) for row in rows})
    ids, days = [place[0] for place in places], [place[1] for place in places]
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [ids, days, Source(source).value])
        return {(known, day): (value, final) for known, day, value, final in cursor.fetchall()}


def problems_of(rows: Sequence[FigureInput], ground: Ground) -> list[FigureProblem]:
    """Everything that is wrong with the figures, in their order."""
    seen: dict[Place, int] = {}
    problems = []
    for number, row in enumerate(rows):
        problems += [FigureProblem(number, *found) for found in _of_row(row, ground)]
        first = seen.setdefault((row.series_id, row.day), number)
        if first != number and ground.way != Way.FIGURE:
            problems.append(FigureProblem(number, *_doubled(row, ground, first)))
    return problems


def _of_row(row: FigureInput, ground: Ground) -> Iterator[Found]:
    known = ground.series.get(row.series_id)
    if known is None:
        yield "unknown_series", _("没有这个数列，请从报数表中选择指标和地区。"), "indicator"
        return
    for check in (_may, _day, _value, _finality):
        found = check(row, known, ground)
        if found:
            yield found


def _may(row: FigureInput, known: Known, ground: Ground) -> Found | None:
    if ground.way not in BY_PEOPLE or ground.actor is None:
        return None
    if may_enter(ground.actor, known.office_id, ground.acting):
        return None
    said = _("“%(series)s”由报数单位填报，您不是该单位的人员，不能填报；请联系指标管理员。")
    return "not_yours", said % {"series": known}, "indicator"


def _day(row: FigureInput, known: Known, ground: Ground) -> Found | None:
    if row.day > ground.today:
        said = _("“%(series)s”%(day)s还没有到，不能填报这一天的数，请改为已到的日期。")
        code = "day_to_come"
    elif ground.way in BY_PEOPLE and row.day < EARLIEST:
        said = _("“%(series)s”的日期 %(day)s 早于 1949-10-01，请核对年份。")
        code = "day_too_early"
    elif ground.way in BY_PEOPLE and not is_period_end(row.day, known.frequency):
        said = _("“%(series)s”按%(frequency)s报数，%(day)s不是期末日期，请改为所报期间的最后一天。")
        code = "not_a_period_end"
    else:
        return None
    words = {
        "series": known,
        "day": row.day.isoformat(),
        "frequency": Frequency(known.frequency).label,
    }
    return code, said % words, "day"


def _value(row: FigureInput, known: Known, ground: Ground) -> Found | None:
    value = row.value
    if not value.is_finite():
        said, code = _("“%(series)s”%(day)s的数值“%(value)s”不是数，请填写数字。"), "not_a_number"
    elif value and value.adjusted() >= _DIGITS:
        said = _("“%(series)s”%(day)s的数值%(value)s太大，整数部分最多22位，请核对单位。")
        code = "too_large"
    elif ground.way == Way.FIGURE and _is_too_fine(value, _SCALED_PLACES):
        said = _(
            "“%(series)s”%(day)s的数折算成以%(unit)s计是%(value)s，小数超过14位，请四舍五入后再报。"
        )
        code = "too_fine"
    elif ground.way != Way.FIGURE and _is_too_fine(value, _PLACES):
        said = _("“%(series)s”%(day)s的数值%(value)s小数超过6位，请四舍五入到6位以内。")
        code = "too_fine"
    else:
        return None
    words = {"series": known, "day": row.day.isoformat(), "value": value, "unit": known.unit}
    return code, said % words, "value"


def _is_too_fine(value: Decimal, places: int) -> bool:
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return isinstance(exponent, int) and exponent < -places


def _finality(row: FigureInput, known: Known, ground: Ground) -> Found | None:
    value, final = ground.last.get((row.series_id, row.day), (None, False))
    if row.is_final or not final or value is None:
        return None
    said = _("“%(series)s”%(day)s已报最终数%(value)s，不能再报初步数；确需修订的，请报新的最终数。")
    words = {"series": known, "day": row.day.isoformat(), "value": format(value.normalize(), "f")}
    return "final_stands", said % words, "is_final"


def _doubled(row: FigureInput, ground: Ground, first: int) -> Found:
    known = ground.series.get(row.series_id)
    said = _("“%(series)s”%(day)s在这一批里报了两次（另一次是第%(first)s个数），请只留一个。")
    words = {"series": known or row.series_id, "day": row.day.isoformat(), "first": first + 1}
    return "given_twice", said % words, "day"
