"""What the scoreboard shows for one address (单位榜)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Assignment, Task
from taizhang.ledger.permissions import may_see_all
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.domain.queries.succession import final_units
from taizhang.organisations.models import Unit

from ..domain.queries.scoreboard import Score, Window, scoreboard
from ..domain.rates.figures import FIGURES, Figure, Words
from ..forms.scoreboard import LATENESS, NAME, ScoreboardForm
from ..permissions import may_compare_units

MANY_EXTENSIONS = Decimal(20)  # per cent, beside which a rate of 100 % is pointed out
_FULL = 100
_KEPT = ("starts", "ends", "keeper", "as_of")


@dataclass(frozen=True)
class Cell:
    """One figure of a row: its per cent, what it is out of, the addresses of both lists."""

    figure: Figure
    part: int
    whole: int
    share: Decimal | None
    url: str = ""
    whole_url: str = ""
    days: Decimal | None = None  # the lateness


@dataclass(frozen=True)
class Row:
    """A unit with its cells; `name` of the whole is a word."""

    name: str
    score: Score
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Head:
    """The head of a column: the address that sorts by it, and how it is sorted now."""

    label: Words
    note: Words
    url: str
    direction: str


class ScoreboardPage:
    """The scoreboard for one request; each part is read when the template or the export asks."""

    form_class: type[ScoreboardForm] = ScoreboardForm

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.now = now
        self.today = timezone.localdate(now)
        self.oversight = oversight_of(self.person, on=self.today)
        self.own = unit_ids_for(self.person, on=self.today)
        self.form = self.form_class(request.GET, now=now, keepers=self._keepers())
        self.valid = self.form.is_valid()

    def _keepers(self) -> QuerySet[Unit]:
        """The units whose offices this person may ask about: where tasks of theirs are kept."""
        kept = Task.objects.filter(keeper=OuterRef("pk"))
        if not may_see_all(self.person):
            answered = Assignment.objects.at(None).filter(unit__in=self.own, task=OuterRef("pk"))
            kept = kept.filter(Exists(answered))
        return Unit.objects.filter(Exists(kept) | Q(pk__in=self.oversight.units))

    @cached_property
    def window(self) -> Window:
        return self.form.window()

    @property
    def compares(self) -> bool:
        """Whether this person reads the rates of every unit."""
        return may_compare_units(self.person, self.oversight, self.window.keeper_id)

    @cached_property
    def own_shown(self) -> frozenset[int]:
        """The units that those of this person are shown as."""
        return frozenset(unit.pk for unit in final_units(self.own, on=self.today).values())

    @cached_property
    def _found(self) -> tuple[list[Score], Score | None]:
        return scoreboard(self.window, on=self.today) if self.valid else ([], None)

    @cached_property
    def rows(self) -> list[Row]:
        """The units this person may see, in the chosen order."""
        scores = [
            score
            for score in self._found[0]
            if score.unit and (self.compares or score.unit.pk in self.own_shown)
        ]
        sort = self.form.cleaned_data["sort"] if self.valid else ""
        return [self._row(score) for score in _sorted(scores, sort)]

    @cached_property
    def whole(self) -> Row | None:
        """All tasks of the office, each counted once."""
        whole = self._found[1]
        return self._row(whole) if whole else None

    def _row(self, score: Score) -> Row:
        name = str(score.unit) if score.unit else _("全部")
        return Row(name, score, tuple(self._cell(score, figure) for figure in FIGURES))

    def _cell(self, score: Score, figure: Figure) -> Cell:
        part, whole = score.counts[figure.key], score.of(figure.key)
        share = score.share(figure.key) if figure.of else None
        opens = score.unit is not None or self.compares
        return Cell(
            figure,
            part,
            whole,
            share,
            self._behind(score, figure.key) if part and opens else "",
            self._behind(score, figure.of) if figure.of and whole and opens else "",
            score.median_lateness if figure.key == "late" else None,
        )

    def _behind(self, score: Score, flag: str) -> str:
        asked = {**self.kept, "figure": flag} | ({"unit": score.unit.pk} if score.unit else {})
        return f"{reverse('supervision:scoreboard-tasks')}?{urlencode(asked)}"

    @property
    def kept(self) -> dict[str, Any]:
        """The parts of the address that say what is counted; the days are always named."""
        data = self.form.data
        return {name: data[name] for name in _KEPT if data.get(name)}

    @property
    def query(self) -> str:
        return "?" + urlencode(self.kept)

    @property
    def heads(self) -> list[Head]:
        """The head of each column; a first click on a figure sorts the greatest to the top."""
        keys = [(figure, LATENESS if figure.key == "late" else figure.key) for figure in FIGURES]
        return [self._head(figure.label, figure.note, key) for figure, key in keys]

    @property
    def unit_head(self) -> Head:
        return self._head(_("单位"), _("牵头单位；没有牵头单位的，每个责任单位。"), NAME, up=True)

    def _head(self, label: Words, note: Words, key: str, *, up: bool = False) -> Head:
        now = self.form.cleaned_data.get("sort", "") if self.valid else ""
        turn = {key: f"-{key}", f"-{key}": key}.get(now, key if up else f"-{key}")
        url = "?" + urlencode({**self.kept, "sort": turn})
        return Head(label, note, url, {key: "up", f"-{key}": "down"}.get(now, ""))

    @property
    def too_good(self) -> list[Row]:
        """Units whose rate is 100 % beside many extensions."""
        return [row for row in self.rows if _is_too_good(row.score)]


def _is_too_good(score: Score) -> bool:
    extended = score.share("extended")
    return score.share("on_time") == _FULL and extended is not None and extended >= MANY_EXTENSIONS


def _value(score: Score, key: str) -> Decimal | int | None:
    """What a column is sorted by."""
    if key == LATENESS:
        return score.median_lateness
    figure = next(figure for figure in FIGURES if figure.key == key)
    return score.share(key) if figure.of else score.counts[key]


def _sorted(scores: list[Score], sort: str) -> list[Score]:
    """By a column, those without a value last; in the order of units without one."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if not key or key == NAME:
        return scores[::-1] if down else scores
    known = [score for score in scores if _value(score, key) is not None]
    known.sort(key=lambda score: _value(score, key) or 0, reverse=down)
    return known + [score for score in scores if _value(score, key) is None]
