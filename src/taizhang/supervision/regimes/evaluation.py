"""Applying a regime to the facts of one task (判定亮灯)."""

from __future__ import annotations

from collections.abc import Mapping

from .facts import complete_facts
from .types import Outcome, Regime


class NoOutcomeError(Exception):
    """No rule holds: the regime was not checked, or the facts contradict each other."""

    code = "no_outcome"


def decide_rule(regime: Regime, facts: Mapping[str, object]) -> int:
    """The index of the first rule that holds.

    `facts`: all thirteen by name; `days_to_due`, `highest_open_slip` and `quality` may be None.
    Raises NoOutcomeError, KeyError for a missing fact.
    """
    values = complete_facts(facts)
    for index, rule in enumerate(regime.rules):
        if rule.holds(values):
            return index
    shown = "，".join(f"{name}={value}" for name, value in values.items())
    raise NoOutcomeError(f"亮灯办法“{regime.name}”对这种情形没有结果：{shown}。")


def evaluate(regime: Regime, facts: Mapping[str, object]) -> Outcome:
    """The outcome of the first rule that holds; see `decide_rule`."""
    return regime.rules[decide_rule(regime, facts)].then
