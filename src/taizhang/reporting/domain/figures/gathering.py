"""Gather the numbers of a bulletin (汇总): plain JSON, the same at any later time.

Every count is a count of rows that `behind.rows_behind` lists under the count's key.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from taizhang.indicators.domain.pace.rules import PaceRule, pace_rule_on
from taizhang.indicators.models import EarlyWarning
from taizhang.ledger.models import Seal
from taizhang.supervision.domain.queries.lights import lights_of
from taizhang.supervision.domain.queries.scoreboard import Score, Window, scoreboard
from taizhang.supervision.domain.rates.figures import BY_KEY
from taizhang.supervision.regimes import Outcome, colour_names

from ..asked import Asked, asked_at
from ..periods import Period
from ..queries.earlier import answers_to, bulletin_before, classes_in
from ..queries.explanations import explanations_of
from ..queries.held import Held, held_by
from ..queries.numbers import HeldNumber, numbers_of
from ..queries.units import UnitBook, unit_book
from ..wording.vocabulary import UNLIT
from .counting import (
    best_first,
    changes,
    class_counts,
    office_rows,
    place_rows,
    share_text,
    silent_units,
    task_counts,
    worst_first,
)
from .rows import number_rows

SCHEMA = "taizhang/bulletin/1"
SHOWN = 20  # of the worst, and of the best
_RATES = ("on_time", "first_on_time", "extended", "returned", "reopened")

Numbers = dict[str, Any]


@dataclass
class Gathered:
    """What a bulletin is counted from; each part is read when it is asked for."""

    asked: Asked
    given_book: UnitBook | None = None
    rule: PaceRule = field(init=False)

    def __post_init__(self) -> None:
        self.rule = pace_rule_on(self.asked.day, known_at=self.asked.known_at)

    @cached_property
    def book(self) -> UnitBook:
        """Units as the bulletin shows them: as it kept them, else as they are."""
        return self.given_book or unit_book(self.asked.keeper_id, on=self.asked.day)

    @cached_property
    def held(self) -> Held:
        return held_by(self.asked, self.book)

    @cached_property
    def numbers(self) -> list[HeldNumber]:
        return numbers_of(self.held, self.asked, self.rule, self.book)

    @cached_property
    def lights(self) -> dict[int, Outcome]:
        """The light of each task as it was recorded by the moment."""
        moment = self.asked.moment
        return lights_of(list(self.held.tasks), moment=moment, known_at=moment)

    @cached_property
    def score(self) -> Score | None:
        """The rates of the period, of all tasks of the office."""
        asked = self.asked
        window = Window(
            asked.period.starts, asked.day, asked.known_at, asked.keeper_id, asked.known_at
        )
        return scoreboard(window, on=asked.day)[1]

    @cached_property
    def warnings(self) -> list[EarlyWarning]:
        """Warnings that were raised and not closed, as far as was written by the moment."""
        rows = EarlyWarning.objects.open_at(self.asked.known_at)
        if self.asked.keeper_id:
            rows = rows.filter(series__region=self.book.region_id)
        return list(rows.select_related("series", "rule").order_by("pk"))

    @cached_property
    def change(self) -> dict[str, Any] | None:
        """What changed since the bulletin before; None without one."""
        before = bulletin_before(self.asked)
        if before is None:
            return None
        now = {number.id: number.pace for number in self.numbers}
        said = {"id": before.pk, "number": before.number, "day": before.day.isoformat()}
        answers = answers_to(before, self.asked)
        return said | changes(now, classes_in(before)) | {"answers": answers}


def gather(
    period: Period,
    *,
    as_of: datetime,
    known_at: datetime | None = None,
    keeper_id: int | None = None,
) -> Numbers:
    """The numbers of a period, judged at its end or on the day of `as_of`, if that is earlier.

    `known_at`: as recorded at that moment (None: at `as_of`); `keeper_id`: of the tasks a unit
    supervises (None: the city's office). Raises PeriodError where the period has not begun.
    """
    asked = asked_at(period, as_of=as_of, known_at=known_at, keeper_id=keeper_id)
    return numbers_from(Gathered(asked))


def numbers_from(found: Gathered) -> Numbers:
    """The numbers as a bulletin keeps them."""
    worst, best = worst_first(found.numbers)[:SHOWN], best_first(found.numbers)[:SHOWN]
    used = {pk for number in found.numbers for pk in number.units}
    used |= {pk for task in found.held.tasks.values() for pk in task.units}
    return {
        "schema": SCHEMA,
        "asked": _asked(found),
        "numbers": class_counts(found.numbers),
        "tasks": task_counts(found.held.tasks.values()),
        "lights": _lights(found),
        "rates": _rates(found.score),
        "offices": office_rows(found.numbers, found.book),
        "places": place_rows(found.numbers, found.book),
        "worst": [number.id for number in worst],
        "said": explanations_of(worst, found.asked),
        "best": [number.id for number in best],
        "silent": silent_units(found.held.tasks.values(), found.book),
        "warnings": len(found.warnings),
        "change": found.change,
        "items": list(number_rows(found)),
        "book": _book(found, used),
        "seal": _seal(found.asked),
    }


def canonical(value: Any) -> str:
    """JSON with one way to write it: sorted keys, no blanks, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _asked(found: Gathered) -> dict[str, Any]:
    asked, rule = found.asked, found.rule
    return {
        "period": asked.period.code,
        "kind": asked.period.kind.value,
        "name": asked.period.name,
        "starts": asked.period.starts.isoformat(),
        "ends": asked.period.ends.isoformat(),
        "day": asked.day.isoformat(),
        "moment": asked.moment.isoformat(),
        "known_at": asked.known_at.isoformat(),
        "keeper": asked.keeper_id,
        "office": found.book.office,
        "region": found.book.region,
        "tolerance_pct": str(rule.tolerance_pct),
        "stale_days": rule.stale_days,
        "grace_days": dict(rule.grace_days),
        "rule_reference": rule.reference,
    }


def _lights(found: Gathered) -> list[dict[str, Any]]:
    """The colours that occur, in their order, then the tasks without a light."""
    counts = Counter(light.colour for light in found.lights.values())
    order = sorted(counts, key=_colour_place)
    rows = [
        {"colour": colour, "name": _light_name(colour, found), "count": counts[colour]}
        for colour in order
    ]
    unlit = len(found.held.tasks) - len(found.lights)
    return [*rows, {"colour": UNLIT, "name": "没有亮灯记录", "count": unlit}] if unlit else rows


def _light_name(colour: str, found: Gathered) -> str:
    """The colour, with the words of the regime for it."""
    labels = sorted({each.label for each in found.lights.values() if each.colour == colour})
    return f"{colour_names().get(colour, colour)}（{'、'.join(labels)}）"


def _colour_place(colour: str) -> tuple[int, str]:
    known = list(colour_names())
    return known.index(colour) if colour in known else len(known), colour


def _rates(score: Score | None) -> dict[str, Any]:
    """Counts out of counts; the share half up, "" out of nothing."""
    rates: dict[str, Any] = {}
    for key in _RATES:
        part, whole = (score.counts[key], score.of(key)) if score else (0, 0)
        share = share_text(part, whole)
        rates[key] = {"count": part, "of": whole, "base": BY_KEY[key].of, "share": share}
    late = score.counts["late"] if score else 0
    median = score.median_lateness if score else None
    rates["late"] = {"count": late, "median": "" if median is None else f"{median.normalize():f}"}
    rates["counted"] = score.counts["counted"] if score else 0
    return rates


def _book(found: Gathered, used: set[int]) -> dict[str, Any]:
    """Of all units those that occur, and who became them."""
    book = found.book
    became = {pk for pk, unit in book.units.items() if unit.id in used}
    places = {number.place_id for number in found.numbers}
    places |= {book.regions.get(warning.series.region_id) for warning in found.warnings}
    return book.only(became | used, places).as_json()


def _seal(asked: Asked) -> str:
    """The last seal of the chain by then; "" before the first."""
    seal = Seal.objects.filter(sealed_at__lte=asked.known_at).order_by("until").last()
    return seal.hash if seal else ""
