"""Targets (量化目标): which quantities are commitments, what they count, until when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..patterns import late
from ..types import Operator, Precision
from . import time_words as said
from .commitments import Judge
from .indicators import complete, name_indicator, shared_part
from .quantities import find_quantities
from .quantity import Quantity
from .tenses import Tenses
from .times import Moment

_SENTENCE = late(r"[^。！？!?\n\t]+[。！？!?]?")
_SPLIT = late(r"分别|各自")
_BETWEEN = late(r"(?:\([^()]{0,60}\))?[、和及与]")
_CONTINUES = ("其中", "每个")
_CLOSED = late("[,;。\n]|$")
_OPENS = late(r"(?:力争|确保)?[到至]20\d\d年|20\d\d年,")
_BARE_YEAR = late(r"20\d\d年,?")
_YEARLY = late(r"每年|逐年|每季|每月|年度(?=[^,;。]{0,6}新增)")
PRECISIONS: dict[Operator, Precision] = {
    "=": "exact",
    ">=": "at_least",
    ">": "at_least",
    "<=": "at_most",
    "<": "at_most",
    "~": "about",
    "range": "range",
}


_TELLING = 6  # characters of a quote that two numbers cannot share by chance


class Commitment(NamedTuple):
    """A target in the clean stream."""

    quantity: Quantity
    indicator: str
    start: int
    end: int
    deadline: date | None


@dataclass(frozen=True)
class Setting:
    """Where the text stands: its kind of section, its times, the time that governs all of it."""

    kind: str
    moments: Sequence[Moment]
    governing: date | None
    since: date

    @cached_property
    def starts(self) -> list[int]:
        """Where the times begin, in order."""
        return [moment.start for moment in self.moments]


def _runs(fold: str, start: int, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """Quantities that 分别 binds into one run, others alone."""
    runs: list[list[Quantity]] = []
    for quantity in quantities:
        run = next(
            (r for r in runs[:-3:-1] if _BETWEEN.fullmatch(fold, r[-1].end, quantity.start)), None
        )
        if run and (
            run[-1].listed or _SPLIT.search(fold, max(start, run[0].start - 20), run[0].start)
        ):
            run.append(quantity)
        else:
            runs.append([quantity])
    return runs


def _last_day(setting: Setting, start: int, end: int) -> date | None:
    """The day of the last time between two points, None when there is none or it has no day."""
    i = bisect_left(setting.starts, end) - 1
    return setting.moments[i].day if i >= 0 and setting.starts[i] >= start else None


def _governing(
    fold: str, setting: Setting, sentence: tuple[int, int], at: int, carried: date | None
) -> date | None:
    """The last time before a number in its sentence, else what was carried or governs all."""
    limit = setting.governing
    i = bisect_left(setting.starts, at) - 1
    if i >= 0 and setting.starts[i] >= sentence[0]:
        last = setting.moments[i]
        vague = _BARE_YEAR.fullmatch(fold, last.start, last.end)
        within = vague and limit and last.day and limit.year == last.day.year
        return limit if within else last.day
    clause = max(sentence[0], *(fold.rfind(stop, sentence[0], at) + 1 for stop in ",;"))
    if carried and _YEARLY.search(fold, clause, at):
        carried = None
    return _trailing(setting, fold, at, sentence[1]) or carried or limit


def _trailing(setting: Setting, fold: str, at: int, end: int) -> date | None:
    """The time behind a number that says when it is done: 新建公园3个，6月底前完成."""
    for moment in setting.moments[bisect_left(setting.starts, at) :]:
        if moment.start > end:
            return None
        done = said.COMPLETES.match(fold, moment.end)
        if done and fold[moment.start - 1] in ",。;" and _CLOSED.match(fold, done.end()):
            return moment.day
    return None


def _is_over(setting: Setting, sentence: tuple[int, int], at: int) -> bool:
    """Whether the last time before a number lies before the document (“十三五”期间累计)."""
    day = _last_day(setting, sentence[0], at)
    return day is not None and day < setting.since


def _carry(
    fold: str, setting: Setting, sentence: tuple[int, int], carried: date | None
) -> date | None:
    """In a section of goals 到2025年 holds until another time is named."""
    day = _last_day(setting, *sentence)
    if setting.kind in {"goals", "preamble"}:
        return day or carried
    if day is None:
        return carried
    last = setting.moments[bisect_left(setting.starts, sentence[1]) - 1]
    period = said.PLAN.match(fold, last.start) is not None
    first = setting.moments[bisect_left(setting.starts, sentence[0])]
    if first is last and _OPENS.match(fold, sentence[0]):
        return day
    return day if period or fold.startswith(_CONTINUES, sentence[1]) else None


def _as_printed(quantity: Quantity, clean: str, fold: str) -> Quantity:
    """With the brackets of 场（次） as they were before their width was folded."""
    if "(" not in quantity.unit:
        return quantity
    at = fold.find(quantity.unit, quantity.number)
    return quantity._replace(unit=clean[at : at + len(quantity.unit)])


def find_targets(fold: str, clean: str, start: int, end: int, setting: Setting) -> list[Commitment]:
    """The commitments between two points of the clean stream."""
    found: list[Commitment] = []
    carried: date | None = None
    tenses = Tenses(fold, start, start, carried=False)
    for match in _SENTENCE.finditer(fold, start, end):
        sentence = match.span()
        quantities = find_quantities(fold, *sentence)
        if quantities:
            quantities = [_as_printed(q, clean, fold) for q in quantities]
            tenses = tenses.follow(*sentence)
            found.extend(_in_sentence(fold, clean, sentence, quantities, setting, carried, tenses))
        if setting.moments:
            carried = _carry(fold, setting, sentence, carried)
    return found


def _bind(run: Sequence[Quantity]) -> list[Quantity]:
    """分别达到70%、40%、50%以上: the operator of the last holds for all of the run."""
    if len(run) == 1:
        return list(run)
    last, first = run[-1], run[0]
    led = first.listed or first.start < first.number
    shared = first.op if led and last.op == "=" else last.op
    return [
        q._replace(
            op=shared if q.op == "=" else q.op,
            unit=last.unit if last.unit == q.unit + "百分点" else q.unit,
        )
        for q in run
    ]


def _completed(
    name: str, quantity: Quantity, before: Commitment | None, whole: Commitment | None
) -> str:
    """An indicator with what the one before it, or the one it is a share of, leaves to it."""
    if whole is not None:
        return name + shared_part(whole.indicator)
    if before is None:
        return name
    return complete(name, before.indicator, alike=before.quantity.unit == quantity.unit)


def _in_sentence(
    fold: str,
    clean: str,
    sentence: tuple[int, int],
    quantities: list[Quantity],
    setting: Setting,
    carried: date | None,
    tenses: Tenses,
) -> list[Commitment]:
    judge = Judge(fold, sentence, quantities, setting.kind, tenses)
    found: list[Commitment] = []
    last_of: dict[Quantity | None, Commitment] = {}
    verb = ""
    floor = sentence[0]
    for run in _runs(fold, sentence[0], quantities):
        bound = _bind(run)
        if not _is_over(setting, sentence, run[0].start) and judge.accepts(bound[0]):
            named = name_indicator(fold, clean, sentence, bound, floor, verb)
            verb = named.verb or verb
            deadline = _governing(fold, setting, sentence, run[0].start, carried)
            end = max(named.end, run[-1].end)
            for quantity, name in named.parts:
                whole = last_of.get(judge.whole_of(quantity))
                indicator = _completed(name, quantity, found[-1] if found else None, whole)
                commitment = Commitment(quantity, indicator, named.start, end, deadline)
                found.append(commitment)
                last_of[quantity] = commitment
            floor = run[-1].end
    return found


def said_once(fold: str, found: Sequence[Commitment]) -> list[Commitment]:
    """The commitments without those that an item says again in the same words."""
    first: dict[tuple[str, str, date | None], int] = {}
    kept: list[Commitment] = []
    for c in found:
        quote = fold[c.start : c.end]
        at = first.setdefault((quote, c.indicator, c.deadline), c.start)
        if at == c.start or len(quote) < _TELLING:
            kept.append(c)
    return kept
