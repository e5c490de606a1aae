"""Counties beside each other: ties share a place, what is unknown has none."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from taizhang.reporting.domain.dashboards.ranking import rank_places

CLASSES = ("behind", "on_pace", "ahead", "done", "unknown")
TALLIES = st.dictionaries(
    st.integers(1, 20),
    st.dictionaries(st.sampled_from(CLASSES), st.integers(1, 9), min_size=1),
    max_size=8,
)


def test_ties_share_a_place_and_the_next_counts_all_before_it():
    rows = rank_places({3: {"done": 1}, 1: {"ahead": 5}, 2: {"behind": 2}, 4: {"unknown": 8}})
    assert [(row.id, row.rank) for row in rows] == [(1, 1), (3, 1), (2, 3), (4, None)]


def test_what_is_unknown_neither_helps_nor_hurts():
    rows = {row.id: row for row in rank_places({1: {"done": 1, "unknown": 9}, 2: {"done": 1}})}
    assert rows[1].share_pct == rows[2].share_pct == 100
    assert rows[1].gap_pct == 0


@given(TALLIES)
def test_gaps_sum_to_zero_and_places_follow_shares(tallies):
    rows = [row for row in rank_places(tallies) if row.rank is not None]
    assert sum((row.gap_pct for row in rows), Fraction(0)) == 0
    shares = [row.share_pct for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert all((a.rank == b.rank) == (a.share_pct == b.share_pct) for a in rows for b in rows)
