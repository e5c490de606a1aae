"""Random regimes as plain data, with an evaluator of its own that shares no code with the product.

A regime is a list of rules, a rule a mapping of fact to a list of allowed words or to bounds
(operator, number); reachable facts are drawn by the definitions of the facts.
"""

import json
import operator
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

CLOCKS = [
    "not_started", "running", "near_limit", "overdue", "suspended", "sent_back",
    "closed_on_time", "closed_late",
]  # fmt: skip
WORDS = {
    "clock": CLOCKS,
    "assigned": [True, False],
    "pace": ["behind", "on_pace", "ahead", "done", "unknown"],
    "memory": ["met", "missed", "made_up_late"],
    "highest_open_slip": ["none", "blue", "orange", "red"],
    "quality": ["good", "fair", "poor"],
}
NUMBERS = {
    "days_over": range(6),
    "days_to_due": range(-5, 6),
    "lag_pct": [0, 0.01, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
    "periods_missed_in_a_row": range(6),
    "reds_in_a_row": range(6),
    "extensions": range(6),
    "public_rating": range(6),
}
DOMAIN: dict[str, Sequence[Any]] = WORDS | {name: list(values) for name, values in NUMBERS.items()}
COMPARE = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
Rule = dict[str, Any]


def random_rule(chance: random.Random, facts: Sequence[str]) -> Rule:
    """Tests on one to three of the facts."""
    rule: Rule = {}
    for fact in chance.sample(facts, chance.randint(1, min(3, len(facts)))):
        if fact in WORDS:
            rule[fact] = chance.sample(WORDS[fact], chance.randint(1, len(WORDS[fact]) - 1))
        else:
            names = chance.sample([">=", "<"], 2) if chance.random() < 0.3 else [_any(chance)]
            rule[fact] = {name: chance.randint(0, 4) for name in names}
    return rule


def _any(chance: random.Random) -> str:
    return chance.choice(list(COMPARE))


def random_rules(seed: int, *, most_facts: int = 4) -> list[Rule]:
    """Rules on a few facts; every other regime ends with an `otherwise` or splits one fact."""
    chance = random.Random(seed)
    facts = chance.sample(list(DOMAIN), chance.randint(1, most_facts))
    rules = [random_rule(chance, facts) for _ in range(chance.randint(1, 6))]
    kind = chance.random()
    if kind < 0.3:
        rules.append({})
    elif kind < 0.7:
        rules += split_of(chance, chance.choice(facts))
    return rules


def split_of(chance: random.Random, fact: str) -> list[Rule]:
    """Rules that divide all values of a fact between them, sometimes with a gap."""
    if fact in WORDS:
        values = list(WORDS[fact])
        chance.shuffle(values)
        cut = chance.randint(1, len(values) - 1)
        return [{fact: values[:cut]}, {fact: values[cut:]}]
    bound = chance.randint(0, 4)
    upper = bound + (chance.random() < 0.2)
    return [{fact: {"<": bound}}, {fact: {">=": upper}}]


def as_yaml(rules: Sequence[Rule], **more: object) -> bytes:
    """The regime as a file; points tell which rule it was."""
    written = [
        {"when": rule, "then": {"colour": "red", "points": index}}
        for index, rule in enumerate(rules)
    ]
    head = {"name": "甲", "reference": "例", "valid_from": "2026-01-01"}
    return json.dumps(head | more | {"rules": written}).encode()


def holds(rule: Rule, facts: Mapping[str, Any]) -> bool:
    for fact, test in rule.items():
        value = facts[fact]
        if isinstance(test, dict):
            if not all(COMPARE[name](value, bound) for name, bound in test.items()):
                return False
        elif value not in test:
            return False
    return True


def first_rule(rules: Sequence[Rule], facts: Mapping[str, Any]) -> int | None:
    return next((index for index, rule in enumerate(rules) if holds(rule, facts)), None)


def is_reachable(facts: Mapping[str, Any]) -> bool:
    """By the definitions of the facts; facts that are not given are free."""
    clock, pace, memory = (facts.get(name) for name in ("clock", "pace", "memory"))
    over, to_due = facts["days_over"], facts["days_to_due"]
    missed, lag = facts["periods_missed_in_a_row"], facts["lag_pct"]
    if clock in {"not_started", "running", "near_limit"} and (over != 0 or to_due < 0):
        return False
    if clock == "overdue" and (over < 1 or to_due != -over):
        return False
    if not facts["assigned"] and clock not in {"not_started", "overdue"}:
        return False
    if (pace == "behind" and lag <= 0) or (pace == "ahead" and lag != 0):
        return False
    return missed == 0 if memory == "met" else missed >= 1


def random_facts(chance: random.Random) -> dict[str, Any]:
    """Reachable facts of one task."""
    facts = {name: chance.choice(values) for name, values in DOMAIN.items()}
    clock = facts["clock"]
    if not facts["assigned"]:
        clock = facts["clock"] = chance.choice(["not_started", "overdue"])
    if clock in {"not_started", "running", "near_limit"}:
        facts |= {"days_over": 0, "days_to_due": chance.randint(0, 5)}
    if clock == "overdue":
        over = chance.randint(1, 5)
        facts |= {"days_over": over, "days_to_due": -over}
    facts["lag_pct"] = {"behind": chance.choice(NUMBERS["lag_pct"][1:]), "ahead": 0}.get(
        facts["pace"], facts["lag_pct"]
    )
    missed = chance.randint(1, 5)
    facts["periods_missed_in_a_row"] = 0 if facts["memory"] == "met" else missed
    return facts


_LINKED = [
    ("clock", "assigned", "days_over", "days_to_due"),
    ("pace", "lag_pct"),
    ("memory", "periods_missed_in_a_row"),
]


def _reachable_group(names: Sequence[str]) -> list[dict[str, Any]]:
    """The reachable values of facts that are linked with each other only."""
    one = {
        "clock": "suspended", "assigned": True, "days_over": 0, "days_to_due": 0,
        "pace": "done", "lag_pct": 0, "memory": "met", "periods_missed_in_a_row": 0,
    }  # fmt: skip
    every = (dict(zip(names, v, strict=True)) for v in product(*(DOMAIN[n] for n in names)))
    return [values for values in every if is_reachable(one | values)]


def every_reachable(used: Sequence[str]) -> Iterator[dict[str, Any]]:
    """All reachable values of the used facts; the others are left out."""
    groups = []
    for names in _LINKED:
        kept = [name for name in names if name in used]
        seen = {tuple(v[name] for name in kept) for v in _reachable_group(names)} if kept else {()}
        groups.append([dict(zip(kept, values, strict=True)) for values in seen])
    free = [name for name in used if not any(name in names for names in _LINKED)]
    groups += [[{name: value} for value in DOMAIN[name]] for name in free]
    for parts in product(*groups):
        yield {name: value for part in parts for name, value in part.items()}
