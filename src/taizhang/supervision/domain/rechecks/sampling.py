"""How many closed tasks to check again, which ones, and what the result says (抽查的样本).

Discovery sampling without replacement, in whole numbers throughout: the hypergeometric
distribution has no rounding here. docs/algorithms/recheck.md derives every figure.
"""

import hashlib
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import comb

ALGORITHM = "sha256-order/1"
_STEPS = 10_000  # the upper share is given in hundredths of a per cent


def most_tolerated(population: int, tolerated: Fraction) -> int:
    """How many false closings are still tolerated: the share of the population, rounded down."""
    return population * tolerated.numerator // tolerated.denominator


def sample_size(population: int, *, confidence: Fraction, tolerated: Fraction) -> int:
    """The fewest tasks to check so that too many false closings show at least once.

    Were one more false than is tolerated, the sample would hold at least one of them with at
    least this confidence. `population` closed tasks; `confidence` and `tolerated` are shares,
    0 < confidence < 1 and 0 <= tolerated < 1.

    Raises:
        ValueError: a share outside its range, a negative population.

    >>> sample_size(100, confidence=Fraction(95, 100), tolerated=Fraction(5, 100))
    39
    """
    if population < 0 or not 0 < confidence < 1 or not 0 <= tolerated < 1:
        raise ValueError("population >= 0, 0 < confidence < 1 and 0 <= tolerated < 1 are needed")
    if population == 0:
        return 0
    false = most_tolerated(population, tolerated) + 1
    missing, sample = Fraction(1), 0
    while missing > 1 - confidence:  # one more draw that shows none
        missing *= Fraction(population - false - sample, population - sample)
        sample += 1
    return sample


def draw_sample(task_ids: Iterable[int], *, seed: str, size: int) -> list[int]:
    """The tasks drawn: the first ones by the SHA-256 of "seed:number", in that order.

    Whoever has the seed and the list can draw again, with any tool, and gets the same tasks.
    """
    return sorted(set(task_ids), key=lambda task_id: (_place(seed, task_id), task_id))[:size]


def _place(seed: str, task_id: int) -> str:
    return hashlib.sha256(f"{seed}:{task_id}".encode()).hexdigest()


def digest_population(task_ids: Iterable[int]) -> str:
    """Which list was drawn from: the SHA-256 of its numbers, ascending, joined by commas."""
    return hashlib.sha256(",".join(map(str, sorted(set(task_ids)))).encode()).hexdigest()


@lru_cache(maxsize=1024)
def most_false(population: int, sample: int, found: int, confidence: Fraction) -> int:
    """The most false closings that the whole population may hold, given what the sample showed.

    The exact upper bound without replacement: with more of them, so few would have been found
    with a chance of at most 1 - confidence.
    """
    low, high = found, population - (sample - found)
    while low < high:
        middle = (low + high + 1) // 2
        if chance_of_at_most(found, population, middle, sample) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def chance_of_at_most(found: int, population: int, false: int, sample: int) -> Fraction:
    """The chance that a sample shows at most `found` of the false closings."""
    ways = sum(comb(false, k) * comb(population - false, sample - k) for k in range(found + 1))
    return Fraction(ways, comb(population, sample))


@lru_cache(maxsize=1024)
def upper_share(sample: int, found: int, confidence: Fraction) -> Fraction:
    """The exact one-sided upper bound of the share of false closings (Clopper-Pearson).

    It speaks of the office's practice beyond this population. Rounded up to hundredths of a
    per cent, decided in whole numbers.
    """
    if found >= sample:
        return Fraction(1)
    low, high = 0, _STEPS
    while low < high:
        middle = (low + high) // 2
        if _binomial_at_most(found, sample, Fraction(middle, _STEPS)) <= 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return Fraction(low, _STEPS)


def _binomial_at_most(found: int, sample: int, share: Fraction) -> Fraction:
    false, right = share.numerator, share.denominator - share.numerator
    ways = sum(comb(sample, k) * false**k * right ** (sample - k) for k in range(found + 1))
    return Fraction(ways, share.denominator**sample)
