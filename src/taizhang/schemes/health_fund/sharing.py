"""A reserve that is too small for what is asked of it, shared to the cent."""

from collections.abc import Mapping

PROPORTIONAL = "proportional"
LARGEST_FIRST = "largest_first"


def share_out(reserve: int, asked: Mapping[str, int], manner: str) -> dict[str, int]:
    """What each pool draws, in cents; together min(reserve, all that is asked).

    `proportional`: in proportion to what is asked, rounded down; the cents that are left one
    each, the largest asker first, then by name. `largest_first`: the largest asker all of it,
    then the next, until the reserve is empty. Nobody draws more than was asked.

    >>> share_out(100, {"a": 100, "b": 100, "c": 100, "d": 0}, "proportional")
    {'a': 34, 'b': 33, 'c': 33, 'd': 0}
    """
    total = sum(asked.values())
    if total <= reserve:
        return dict(asked)
    order = sorted(asked, key=lambda pool: (-asked[pool], pool))
    if manner == LARGEST_FIRST:
        return _in_turn(reserve, asked, order)
    drawn = {pool: reserve * amount // total for pool, amount in asked.items()}
    # What is left is less than a cent for each that was rounded down, and each of those got less
    # than it asked, so one cent more is never too much.
    for pool in order[: reserve - sum(drawn.values())]:
        drawn[pool] += 1
    return drawn


def _in_turn(reserve: int, asked: Mapping[str, int], order: list[str]) -> dict[str, int]:
    drawn = {}
    for pool in order:
        drawn[pool] = min(asked[pool], reserve)
        reserve -= drawn[pool]
    return drawn
