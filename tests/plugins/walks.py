"""Walks of chance that must have tried everything: as many fixed seeds as that takes.

What chance draws depends on the source of the product too, so that a single run would now and
then miss an act after a change that has nothing to do with it.
"""

from collections.abc import Set as AbstractSet

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

MOST = 20
"""So many seeds at most: by then what is missing cannot be done."""


def walk_until_done(
    machine: type[RuleBasedStateMachine],
    done: AbstractSet[str],
    wanted: AbstractSet[str],
    *,
    seeds: int,
    examples: int,
    steps: int,
) -> None:
    """Run the machine with the first `seeds` seeds, and with more until `done`, which it fills, is
    what is `wanted`; so many examples of so many steps with each.

    Raises:
        AssertionError: what the machine found, or an act that never succeeded.
    """
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    for number in range(MOST):
        if number >= seeds and done == wanted:
            return
        seeded = seed(number)(type(machine.__name__, (machine,), {}))
        run_state_machine_as_test(seeded, settings=chosen)
    assert done == wanted, "an act never succeeded: the test proves too little"
