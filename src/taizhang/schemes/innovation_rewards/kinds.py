"""The kinds of events (类别), how each is computed, and the cells each needs (kinds.yaml)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files

import yaml

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import Refusals
from ..types import Row

NAME = "innovation-rewards"
DEFINITION = read_definition(__package__ or "", NAME)


class Way(Enum):
    """How an amount comes about: fixed, by a word or a number of the row, or among other rows."""

    FLAT = "flat"
    BY_LEVEL = "by_level"
    BY_CLASS = "by_class"
    BY_OCCURRENCE = "by_occurrence"
    BY_COUNT = "by_count"
    UP_TO = "up_to"
    BY_RANK = "by_rank"
    BY_SHARE = "by_share"


_NEEDED: dict[Way, tuple[str, ...]] = {
    Way.FLAT: (),
    Way.BY_LEVEL: ("level",),
    Way.BY_CLASS: ("level", "contract_years"),
    Way.BY_OCCURRENCE: ("occurrence",),
    Way.BY_COUNT: ("count",),
    Way.UP_TO: ("amount_yuan",),
    Way.BY_RANK: ("subject_id", "year", "amount_yuan"),
    Way.BY_SHARE: ("subject_id", "year", "amount_yuan"),
}
_LEVELS = {Way.BY_LEVEL: ("national", "provincial"), Way.BY_CLASS: ("A", "B")}
_OCCURRENCES = ("first", "again", "third")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: `city` is the parameter that holds the city's part of what it pays.

    `first_only`: it pays only for the first recognition (首次).
    """

    code: str
    way: Way
    city: str
    first_only: bool

    @property
    def label(self) -> str:
        """The Chinese word of the kind."""
        return DEFINITION.column("kind").choices[self.code]

    @property
    def amount(self) -> str:
        """The parameter that holds the amount."""
        return f"{self.code}_{'cap_yuan' if self.way is Way.UP_TO else 'yuan'}"

    @property
    def needed(self) -> tuple[str, ...]:
        """The cells that its formula uses."""
        return _NEEDED[self.way] + (("occurrence",) if self.first_only else ())

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """What may stand in the columns of words that it reads."""
        found = {"level": _LEVELS[self.way]} if self.way in _LEVELS else {}
        return found | ({"occurrence": _OCCURRENCES} if "occurrence" in self.needed else {})


def _kinds() -> dict[str, Kind]:
    text = (files(__package__ or "") / "kinds.yaml").read_text(encoding="utf-8")
    given = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return {
        code: Kind(code, Way(kind["way"]), kind["city"], kind.get("first_only") == "true")
        for code, kind in given.items()
    }


KINDS = _kinds()


def kind_of(row: Row) -> Kind:
    """The kind of a row that was checked."""
    return KINDS[row.text("kind")]


def word_of(row: Row, column: str) -> str:
    """The code of a word as a list to choose from shows it: 国家级（national） is national."""
    given = row.text(column)
    return DEFINITION.column(column).words.get(given, given)


def chinese(column: str, code: str) -> str:
    """The Chinese word of a code."""
    return DEFINITION.column(column).choices[code]


def check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    """Note cells that a row's kind needs and that are empty or hold another word."""
    for row in rows:
        kind = kind_of(row)
        for column in kind.needed:
            if not row.given(column):
                refusals.add(row, column, f"“{kind.label}”必须填写这一格。")
        for column, known in kind.words.items():
            if row.given(column) and word_of(row, column) not in known:
                choices = "、".join(f"{code}（{chinese(column, code)}）" for code in known)
                refusals.add(row, column, f"“{kind.label}”只能写：{choices}。")
