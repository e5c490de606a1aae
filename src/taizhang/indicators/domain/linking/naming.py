"""What a target is about, as an indicator (目标所指的指标): its name, and what its words say."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from taizhang.ledger.enums import Operator

from ...enums import Accumulation, Direction, Frequency
from ..measures import base_of

_NOISE = re.compile(r"[\s“”\"《》‘’]")
_SPACINGS = (  # at least so many months between the deadlines of one number
    (12, Frequency.YEAR),
    (6, Frequency.HALF_YEAR),
    (3, Frequency.QUARTER),
)
_DIRECTIONS = {
    Operator.AT_MOST: Direction.LESS,
    Operator.BELOW: Direction.LESS,
    Operator.RANGE: Direction.WITHIN,
}


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.yaml`, ready for use."""

    starts: re.Pattern[str]
    ends: re.Pattern[str]
    level_ends: tuple[str, ...]
    level_units: frozenset[str]


@cache
def load_words() -> Words:
    """The word lists (词表)."""
    lists = yaml.safe_load((files(__package__) / "words.yaml").read_text("utf-8"))
    starts, ends = ("|".join(sorted(lists[name], key=len, reverse=True)) for name in _FRAME)
    return Words(
        re.compile(f"^(?:{starts})+"),
        re.compile(f"(?:{ends})+$"),
        tuple(lists["level_ends"]),
        frozenset(base_of(unit).name for unit in lists["level_units"]),
    )


_FRAME = ("starts", "ends")


def plain_name(indicator: str) -> str:
    """The name without its frame: 全市完成新增城镇就业总数 is 新增城镇就业; never empty."""
    words = load_words()
    name = _NOISE.sub("", unicodedata.normalize("NFKC", indicator))
    return words.ends.sub("", words.starts.sub("", name)) or name


def direction_of(op: str) -> Direction:
    """What is good, by the operator of the target."""
    return _DIRECTIONS.get(Operator(op), Direction.MORE)


def accumulation_of(name: str, unit: str) -> Accumulation:
    """A rate or a stock stands at a moment, other numbers are counted from the year's beginning."""
    words = load_words()
    is_level = name.endswith(words.level_ends) or base_of(unit).name in words.level_units
    return Accumulation.LEVEL if is_level else Accumulation.CUMULATIVE


def frequency_of(deadlines: Collection[date]) -> Frequency:
    """How often it is counted, by the least distance of several deadlines; else monthly."""
    days = sorted(set(deadlines))
    months = [
        (after.year - before.year) * 12 + after.month - before.month
        for before, after in zip(days, days[1:], strict=False)
    ]
    least = min(months, default=0)
    return next((frequency for n, frequency in _SPACINGS if least >= n), Frequency.MONTH)
