"""What two measures can share (特征): rare words, numbers, units; weighted by how rare they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from ..structure.levels import stem_of
from ..vocabulary import alternation, words
from .records import Paper
from .views import View

_LENGTHS = (2, 3, 4)
_LENGTH_WEIGHT = {2: 0.5, 3: 0.8, 4: 1.0}
_TITLE_WEIGHT = 2.0
_MARKED_WEIGHT = {"=": 2.0, "#": 1.5, "@": 0.5}  # a whole text, a number, a responsible unit
_SMALLEST = 12  # a document of three measures tells little about what is rare
_COMMON = 0.34  # a word in a third of the measures joins nothing
_LEVEL = "".join(words("alignment", "level_letters"))
_BREAK = re.compile(
    rf"{alternation('alignment', 'routine')}|[全我本各该][{_LEVEL}]{{1,2}}|"
    rf"(?<![\u4e00-\u9fff])[{_LEVEL}](?=级|属|直)"
)
_NUMBER = re.compile(
    rf"\d[\d.,]*[十百千万亿]*(?:{alternation('targets', 'classifiers', 'physical_units')})?"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+]+")
_TAIL = re.compile(rf"(?:{alternation('alignment', 'department_tails')})$")
_HEAD = re.compile(rf"^[\u4e00-\u9fff]{{0,4}}?[{_LEVEL}](?=[\u4e00-\u9fff]{{2,}})")


@dataclass(frozen=True, slots=True)
class Vector:
    """Features of one measure with their weights, and the length of the whole."""

    weights: dict[str, float]
    norm: float


def place_names(papers: Sequence[Paper]) -> re.Pattern[str] | None:
    """Names of the places that issued the papers: every document is full of its own."""
    names = {name for paper in papers for name in (paper.place, stem_of(paper.place)) if name}
    if not names:
        return None
    inside = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?:{inside})[{_LEVEL}]?")


def weigh(views: Sequence[View], papers: Sequence[Paper]) -> list[Vector]:
    """A vector a measure, in the order given; linear in the text."""
    places = place_names(papers)
    counted = [_features(view, places) for view in views]
    rarity = _rarity(views, counted, papers)
    vectors = []
    for features in counted:
        weights = {
            name: rarity[name] * (1 + log(max(often, 1.0))) * _kind_weight(name)
            for name, often in features.items()
            if rarity[name] > 0
        }
        vectors.append(Vector(weights, sqrt(sum(weights.values())) or 1.0))
    return vectors


def _rarity(
    views: Sequence[View], counted: Sequence[dict[str, float]], papers: Sequence[Paper]
) -> dict[str, float]:
    """log(1 / the largest share of the measures of one document that have the feature)."""
    often: list[Counter[str]] = [Counter() for _ in papers]
    for view, features in zip(views, counted, strict=True):
        often[view.paper].update(features.keys())
    rarity: dict[str, float] = {}
    for counts, paper in zip(often, papers, strict=True):
        total = max(len(paper.measures), _SMALLEST)
        for name, count in counts.items():
            value = -log(count / total) if count / total <= _COMMON else 0.0
            rarity[name] = min(rarity.get(name, value), value)
    return rarity


def _kind_weight(name: str) -> float:
    return _MARKED_WEIGHT.get(name[0]) or _LENGTH_WEIGHT.get(len(name), 1.0)


def _features(view: View, places: re.Pattern[str] | None) -> dict[str, float]:
    """How often each feature stands in a measure; its title counts twice."""
    found = dict[str, float](Counter(_grams(_plain(view.body, places))))
    for gram in _grams(_plain(view.title, places)):
        found[gram] = found.get(gram, 0.0) + _TITLE_WEIGHT
    others = [
        f"={view.body}",  # a copy, whatever it says
        *_figure_names(view),
        *(f"@{bare_unit(unit)}" for unit in view.measure.units),
    ]
    return found | dict.fromkeys(others, 1.0)


def _figure_names(view: View) -> Iterator[str]:
    for counted in view.figures:
        figure = counted.figure
        yield f"#{figure.value}{figure.unit}"


def _plain(text: str, places: re.Pattern[str] | None) -> str:
    without = places.sub("|", text) if places else text
    return _BREAK.sub("|", _NUMBER.sub("|", without))


def _grams(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        for length in _LENGTHS:
            for at in range(len(run) - length + 1):
                yield run[at : at + length]
    yield from _LATIN.findall(text)


def bare_unit(name: str) -> str:
    """A department without its level and ending, so that 省教育厅 and 市教育局 meet.

    >>> bare_unit("省教育厅"), bare_unit("市教育局")
    ('教育', '教育')
    """
    return _TAIL.sub("", _HEAD.sub("", name))


def similarity_of_words(left: str, right: str) -> float:
    """How much of the shorter text's pairs of letters the other has, 0 to 1."""
    first, second = _pairs(left), _pairs(right)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def share_of_words(part: str, whole: str) -> float:
    """How much of a text's pairs of letters the other has, 0 to 1."""
    pairs = _pairs(part)
    return len(pairs & _pairs(whole)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=4096)  # a clause is held against all clauses of the other measure
def _pairs(text: str) -> frozenset[str]:
    runs = _HAN.findall(_BREAK.sub("|", text))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
