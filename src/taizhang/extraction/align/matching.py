"""Which measures are one and the same (配对): candidates by rare features, best assignment.

A measure of one document meets at most one of the other in the first round, so that the sum of
all likenesses is greatest; what stays over may join a pair that is like it: one measure split
into several, or several put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .assignment import assign
from .features import Vector

SURE = 0.1
"""Likeness from which two measures can be one; `docs/algorithms/align.md` shows why."""
CLEAR = 0.08
"""The same where nothing else in either document comes near."""
_NEAR = 1.5  # how many times as like as the next one
JOIN = 0.11
"""How much of one that stays over a measure that has its partner must have to take it in."""
_MOST_POSTINGS = 40  # measures of one document that share a word; more say nothing
_CANDIDATES = 8  # the likest partners of a measure that take part in the assignment
_FLOOR = CLEAR / _NEAR  # less than this disturbs nothing
_ORDER = 0.02  # what the same place in both documents is worth: it only decides ties


Edge = tuple[int, int]
Scores = dict[Edge, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A measure of the left document and one of the right, by index in their documents."""

    left: int
    right: int
    score: float
    principal: bool


def match(left: Sequence[Vector], right: Sequence[Vector]) -> list[Match]:
    """The pairs of two documents, principal ones first, then those that joined a pair."""
    scores = _likenesses(left, right)
    weights = {
        (a, b): score + _ORDER * (1 - abs(a / len(left) - b / len(right)))
        for (a, b), score in scores.items()
        if score >= SURE
    }
    pairs = assign(_strongest(weights))
    parts = _parts(scores, pairs, left, right)
    pairs |= _clear(scores, pairs, parts)
    matches = [Match(a, b, scores[a, b], True) for a, b in sorted(pairs.items())]
    return matches + _joined(scores, parts, pairs)


def _parts(
    scores: Scores, pairs: Mapping[int, int], left: Sequence[Vector], right: Sequence[Vector]
) -> Scores:
    """What stayed over beside what has a partner: how much of it the other has, if enough."""
    partner = {b: a for a, b in pairs.items()}
    found: Scores = {}
    for a, b in scores:
        if (a in pairs) == (b in partner):
            continue
        if a in pairs:
            share = _share(right[b], of=left[a], beside=right[pairs[a]])
        else:
            share = _share(left[a], of=right[b], beside=left[partner[b]])
        if share >= JOIN:
            found[a, b] = share
    return found


def _share(own: Vector, *, of: Vector, beside: Vector) -> float:
    """How much of a measure another has that its partner does not bring along already."""
    shared = sum(
        min(weight, of.weights[name])
        for name, weight in own.weights.items()
        if name in of.weights and name not in beside.weights
    )
    return shared / own.norm**2


def _clear(scores: Scores, pairs: Mapping[int, int], parts: Scores) -> dict[int, int]:
    """The pairs among what stayed over that nothing else comes near.

    A measure that has its partner is no rival, unless this could be a part of it.
    """
    taken = set(pairs.values())
    free = {e: s for e, s in scores.items() if e[0] not in pairs and e[1] not in taken}
    best: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for edge, score in (free | parts).items():
        for end in enumerate(edge):
            best[end] = sorted((*best[end], score))[1:]
    return {
        a: b
        for (a, b), score in free.items()
        if score >= CLEAR and _is_clear(score, best[0, a], best[1, b])
    }


def _is_clear(score: float, *ends: Sequence[float]) -> bool:
    """Whether the next likest of either end (second, best) is far behind."""
    return all(score >= best and score >= _NEAR * second for second, best in ends)


def _likenesses(left: Sequence[Vector], right: Sequence[Vector]) -> Scores:
    """The likeness of every pair that shares rare features, from an inverted index."""
    postings: dict[str, list[int]] = defaultdict(list)
    for b, vector in enumerate(right):
        for name in vector.weights:
            postings[name].append(b)
    found: Scores = {}
    for a, vector in enumerate(left):
        for b, total in _shared(vector, right, postings).items():
            score = _likeness(total, vector, right[b])
            if score >= _FLOOR:
                found[a, b] = score
    return found


def _shared(
    vector: Vector, right: Sequence[Vector], postings: Mapping[str, Sequence[int]]
) -> dict[int, float]:
    """The weight that a measure shares with each of the other document."""
    shared: dict[int, float] = defaultdict(float)
    for name, weight in vector.weights.items():
        near = postings.get(name, ())
        if len(near) <= _MOST_POSTINGS:
            for b in near:
                shared[b] += min(weight, right[b].weights[name])
    return shared


def _likeness(shared: float, left: Vector, right: Vector) -> float:
    """Shared weight over the geometric mean of both, 0 to 1."""
    return shared / (left.norm * right.norm)


def _strongest(weights: Scores) -> Scores:
    """The edges that are among the best of either end."""
    ends: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (a, b), weight in weights.items():
        ends[0, a].append(weight)
        ends[1, b].append(weight)
    floor = {end: sorted(every, reverse=True)[:_CANDIDATES][-1] for end, every in ends.items()}
    return {
        (a, b): weight
        for (a, b), weight in weights.items()
        if weight >= min(floor[0, a], floor[1, b])
    }


def _joined(scores: Scores, parts: Scores, pairs: Mapping[int, int]) -> list[Match]:
    """Each of what still stays over with the pair that has the most of it."""
    taken = set(pairs.values())
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (a, b), share in parts.items():
        if (a in pairs) != (b in taken):
            end = (1, b) if a in pairs else (0, a)
            best[end] = max(best.get(end, (0.0, 0, 0)), (share, a, b))
    return [Match(a, b, scores[a, b], False) for a, b in sorted(x[1:] for x in best.values())]
