"""The best assignment against every assignment there is."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.extraction.align.assignment import assign

NODES = st.integers(0, 4)
WEIGHTS = st.dictionaries(st.tuples(NODES, NODES), st.integers(1, 20).map(float), max_size=18)


def best_sum(weights: dict[tuple[int, int], float]) -> float:
    """The greatest sum over all ways to pair five with five; a missing edge is worth nothing."""
    return max(
        sum(weights.get((left, right), 0.0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )


@given(WEIGHTS)
def test_no_other_pairing_is_worth_more(weights: dict[tuple[int, int], float]) -> None:
    pairs = assign(weights)
    assert set(pairs.items()) <= set(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[pair] for pair in pairs.items()) == best_sum(weights)


def test_the_greatest_sum_wins_over_the_single_best_pair() -> None:
    assert assign({(0, 0): 9.0, (0, 1): 8.0, (1, 0): 8.0}) == {0: 1, 1: 0}


def test_nothing_to_assign_gives_nothing() -> None:
    assert assign({}) == {}


def test_a_graph_of_a_thousand_nodes_that_hang_together_is_solved() -> None:
    chain = {(n, n + d): 10.0 + d for n in range(1000) for d in (0, 1)}
    assert sum(chain[pair] for pair in assign(chain).items()) == 11_000.0
